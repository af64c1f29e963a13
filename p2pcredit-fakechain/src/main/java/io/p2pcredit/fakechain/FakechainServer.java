package io.p2pcredit.fakechain;

import io.p2pcredit.fakechain.internal.chain.Counter;
import io.p2pcredit.fakechain.internal.http.HttpFace;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

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
 * <p>Everything is in memory, and gone when the server is closed. Users are known by a private key, of which a slow hash is
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

    private FakechainServer(HttpFace http) {
        this.http = http;
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

    /** Stops listening; requests being answered may finish, but their answers may be lost. May be called twice. */
    @Override
    public void close() {
        http.close();
    }

    /** Says how a server is to be started. Not thread-safe. */
    public static final class Builder {
        private InetAddress host = InetAddress.getLoopbackAddress();
        private int port = ORIGINAL_PORT;
        private Duration requestTime = REQUEST_TIME;

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
         * Listens, and serves until closed.
         *
         * @throws CannotListenException if the address cannot be listened on
         */
        public FakechainServer start() {
            InetSocketAddress address = new InetSocketAddress(host, port);
            try {
                return new FakechainServer(HttpFace.open(address, requestTime, Counter.ofNewChain()));
            } catch (IOException e) {
                throw new CannotListenException(address, e);
            }
        }
    }
}
