package io.p2pcredit.transport.ws.internal.listening;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.transport.ws.internal.Addresses;
import io.p2pcredit.transport.ws.internal.Dial;
import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.NoListener;
import io.p2pcredit.transport.ws.internal.Switchboard;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A small frame does not wait for the acknowledgement of the one before, which may take 40 ms. */
class NoDelayTest {
    private final Switchboard board = new Switchboard(Limits.standard());

    @AfterEach
    void close() {
        board.closeAll(Duration.ofSeconds(1));
        board.shutDown();
    }

    @Test
    void isSetAtBothEnds() throws Exception {
        ServerSocketChannel channel = BoundSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        URI address = Addresses.ws("127.0.0.1", channel.socket().getLocalPort());
        CountDownLatch accepted = new CountDownLatch(1);
        ListeningServer server = new ListeningServer(
                channel,
                connection -> {
                    accepted.countDown();
                    return new NoListener();
                },
                board,
                () -> {});
        server.listen().join();
        Dial dial = Dial.to(address, SSLContext.getDefault(), board, connection -> new NoListener());
        dial.begin().get(20, TimeUnit.SECONDS);
        assertThat(accepted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(dial.getSocket().getTcpNoDelay()).isTrue();
        assertThat(acceptedBy(server).getOption(StandardSocketOptions.TCP_NODELAY))
                .isTrue();
        server.close();
        server.stopThreads();
    }

    private static SocketChannel acceptedBy(ListeningServer server) {
        WebSocketImpl socket =
                (WebSocketImpl) server.getConnections().iterator().next();
        return (SocketChannel) socket.getSelectionKey().channel();
    }
}
