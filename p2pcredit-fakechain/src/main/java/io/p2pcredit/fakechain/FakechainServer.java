package io.p2pcredit.fakechain;

import io.p2pcredit.fakechain.internal.chain.Chain;
import io.p2pcredit.fakechain.internal.chain.Counter;
import io.p2pcredit.fakechain.internal.chain.Orders;
import io.p2pcredit.fakechain.internal.chain.Records;
import io.p2pcredit.fakechain.internal.chain.Rules;
import io.p2pcredit.fakechain.internal.http.HttpFace;
import io.p2pcredit.fakechain.internal.store.StoredChain;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A Fakechain: a toy ledger behind HTTP, for any number of candidates, each with a chain of its own. It serves the original
 * interface to original clients, and {@code /v2} to {@link FakechainClient}.
 *
 * <pre>{@code
 * try (FakechainServer server = FakechainServer.builder().port(0).start()) {
 *     System.out.println("Fakechain at " + server.uri());
 * }
 * }</pre>
 *
 * <p>Everything is in memory, and gone when the server is closed, unless it is given a {@linkplain Builder#data data
 * directory}: then every change is on the disk before it is answered, and there again when a server is started on the same
 * directory, however the last one ended. When the disk takes no more, changes are refused, and what is there can be read;
 * if it is not even known whether a change was stored, no further one is made until the server is started again. Users are known by a private key, of which a slow hash is
 * kept; whoever knows a candidate can read its users and delete them all, as on the original. Listens on loopback unless told
 * otherwise: there is no encryption, so put it behind something that encrypts before it is reachable from elsewhere.
 *
 * <p>The JDK's own HTTP server is underneath. It takes some limits from system properties ({@code sun.net.httpserver.*},
 * {@code jdk.httpserver.maxConnections}) when it is first used in a process; those that are not set then are set here.
 *
 * <p>The server logs no URL and no key. The JDK's does: keep its logger {@code com.sun.net.httpserver} above {@code DEBUG},
 * because original clients send their private key in the URL.
 *
 * <p>Thread-safe.
 */
public final class FakechainServer implements AutoCloseable {
    private static final int ORIGINAL_PORT = 5000;
    private static final Duration REQUEST_TIME = Duration.ofSeconds(10);

    private final HttpFace http;
    private final Orders orders;

    private FakechainServer(HttpFace http, Orders orders) {
        this.http = http;
        this.orders = orders;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return http.address();
    }

    public int port() {
        return address().getPort();
    }

    /** The URL that clients on this machine are given. */
    public URI uri() {
        InetAddress host = address().getAddress();
        InetAddress reachable = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
        String text = reachable.getHostAddress();
        return URI.create("http://" + (reachable instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port());
    }

    /**
     * Stops listening, and lets others use the data directory; requests being answered may finish, but their answers may
     * be lost. May be called twice.
     */
    @Override
    public void close() {
        http.close();
        orders.close();
    }

    /** Says how a server is to be started. Not thread-safe. */
    public static final class Builder {
        private InetAddress host = InetAddress.getLoopbackAddress();
        private int port = ORIGINAL_PORT;
        private Duration requestTime = REQUEST_TIME;
        private @Nullable Path data;

        private Builder() {}

        /** The address to listen on; loopback if not given. */
        public Builder host(InetAddress value) {
            host = value;
            return this;
        }

        /** The port to listen on: 5000 if not given, a free one for 0. */
        public Builder port(int value) {
            if (value < 0 || value > 65_535) {
                throw new IllegalArgumentException("a port is 0 to 65535: " + value);
            }
            port = value;
            return this;
        }

        /** How long a client may take to send a request, and again to take its answer; 10 seconds if not given. */
        public Builder requestTime(Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException("the time for a request is positive: " + value);
            }
            requestTime = value;
            return this;
        }

        /**
         * The directory to keep everything in; in memory only if not given. It is made if it is not there, readable by
         * its owner only, and used by one server at a time. This needs a JDBC driver for SQLite, such as {@code
         * org.xerial:sqlite-jdbc}, on the class or module path.
         */
        public Builder data(Path directory) {
            data = directory;
            return this;
        }

        /**
         * Reads the data directory if there is one, listens, and serves until closed.
         *
         * @throws UnusableDataException if the data directory cannot be used; then it is as it was
         * @throws CannotListenException if the address cannot be listened on
         */
        public FakechainServer start() {
            StoredChain stored = data == null ? new StoredChain(new Chain(), Records.NONE) : StoredChain.open(data);
            Orders orders = new Orders(stored.chain(), Rules.usual(), stored.records());
            InetSocketAddress address = new InetSocketAddress(host, port);
            try {
                return new FakechainServer(
                        HttpFace.open(address, requestTime, new Counter(stored.chain(), orders)), orders);
            } catch (IOException e) {
                orders.close();
                throw new CannotListenException(address, e);
            }
        }
    }
}
