package io.p2pcredit.transport.ws;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.transport.ws.internal.Addresses;
import io.p2pcredit.transport.ws.internal.Dial;
import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.Switchboard;
import io.p2pcredit.transport.ws.internal.listening.BoundSocket;
import io.p2pcredit.transport.ws.internal.listening.ListeningPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Carries peer messages over WebSocket (RFC 6455), each as one text frame of JSON. {@code WIRE.md} is the format.
 *
 * <p>It listens at {@code ws://} and dials {@code ws://host:port} and {@code wss://host:port}. {@code ws} hides nothing
 * on its way; a tunnel or proxy in front of the port makes it {@code wss}. Whoever is dialled at {@code wss} must have
 * a certificate for that host which {@link Builder#tls} trusts.
 *
 * <p>Strangers get little: 5 seconds and messages of 4 KiB until the node calls {@link Connection#authenticated}, and
 * 256 places in all; when they are taken, the oldest makes room for the next. A connection is unwritable once 1 MiB waits on it, and is closed rather than hold 32 MiB. All
 * threads are daemons: one for time, two for each dialled connection, and for a listening socket one and another for
 * each processor.
 *
 * <p>Safe for use by many threads. Whoever builds it closes it.
 */
public final class WebSocketTransport implements Transport, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(1_300);

    private final InetSocketAddress bindAddress;
    private final @Nullable String advertisedHost;
    private final SSLContext tls;
    private final Switchboard board;
    private final List<ListeningPlace> places = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private WebSocketTransport(InetSocketAddress bindAddress, SSLContext tls, Builder builder) {
        this.bindAddress = bindAddress;
        this.advertisedHost = builder.advertisedHost;
        this.tls = tls;
        this.board = new Switchboard(builder.limits);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The address is {@code ws://host:port} with the port that was really taken. The host is the advertised one;
     * else the one that was bound; else, if that means all addresses, {@code 127.0.0.1}.
     */
    @Override
    public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
        try {
            return placeAt(BoundSocket.bind(bindAddress), acceptor).listen();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
        try {
            return Dial.begin(address, tls, board, acceptor);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Stops listening and closes all connections, within two seconds. May be called twice. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        places.forEach(ListeningPlace::close);
        board.closeAll(PATIENCE);
        places.forEach(ListeningPlace::stopThreads);
        board.shutDown();
    }

    private ListeningPlace placeAt(ServerSocketChannel channel, ConnectionAcceptor acceptor) throws IOException {
        InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
        ListeningPlace place =
                new ListeningPlace(channel, Addresses.ws(hostOf(bound), bound.getPort()), board, acceptor);
        places.add(place);
        if (closed.get()) {
            channel.close();
            throw new IOException("the transport is closed");
        }
        return place;
    }

    private String hostOf(InetSocketAddress bound) {
        if (advertisedHost != null) {
            return advertisedHost;
        }
        return bound.getAddress().isAnyLocalAddress() ? "127.0.0.1" : Addresses.host(bound.getAddress());
    }

    /** How to listen and dial. For one thread at a time. */
    public static final class Builder {
        private String bindHost = "127.0.0.1";
        private int port;
        private @Nullable String advertisedHost;
        private @Nullable SSLContext tls;
        private Limits limits = Limits.standard();

        private Builder() {}

        /**
         * Listens at this address of the machine, given as a number or a name that it knows itself; {@code 0.0.0.0} is
         * all of them. Default: {@code 127.0.0.1}, which only this machine reaches.
         */
        @CanIgnoreReturnValue
        public Builder bind(String host) {
            bindHost = host;
            return this;
        }

        /** Listens at this port; 0, the default, is any free one. */
        @CanIgnoreReturnValue
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** The host that others shall dial, by name or number, where it is not the one that was bound. */
        @CanIgnoreReturnValue
        public Builder advertise(String host) {
            advertisedHost = host;
            return this;
        }

        /** Whom {@code wss} connections trust. Default: whom the platform trusts. */
        @CanIgnoreReturnValue
        public Builder tls(SSLContext context) {
            tls = context;
            return this;
        }

        @CanIgnoreReturnValue
        Builder limits(Limits other) {
            limits = other;
            return this;
        }

        /**
         * Opens nothing yet.
         *
         * @throws IllegalArgumentException if the host to bind is unknown, the port none, or the advertised host no
         *     host
         */
        public WebSocketTransport build() {
            return new WebSocketTransport(address(), tls != null ? tls : platformTls(), checked());
        }

        private InetSocketAddress address() {
            try {
                return new InetSocketAddress(InetAddress.getByName(bindHost), port);
            } catch (IOException e) {
                throw new IllegalArgumentException("this machine knows no host of that name: " + bindHost, e);
            }
        }

        private Builder checked() {
            if (advertisedHost != null && Addresses.ws(advertisedHost, 1).getHost() == null) {
                throw new IllegalArgumentException("that is no host: " + advertisedHost);
            }
            return this;
        }

        private static SSLContext platformTls() {
            try {
                return SSLContext.getDefault();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has TLS", e);
            }
        }
    }
}
