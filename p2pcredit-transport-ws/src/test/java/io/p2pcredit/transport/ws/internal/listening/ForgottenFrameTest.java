package io.p2pcredit.transport.ws.internal.listening;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.transport.ws.internal.Addresses;
import io.p2pcredit.transport.ws.internal.Dial;
import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.Limits.Times;
import io.p2pcredit.transport.ws.internal.NoListener;
import io.p2pcredit.transport.ws.internal.SocketConnection;
import io.p2pcredit.transport.ws.internal.Switchboard;
import io.p2pcredit.trustline.CloseCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What happens when the library has queued a frame and its selector was not woken for it, which it can lose by a race.
 */
class ForgottenFrameTest {
    private static final Duration NEVER = Duration.ofHours(1);

    /** Nothing else wakes the selector. */
    private final Switchboard board = new Switchboard(Limits.standard()
            .with(new Times(Duration.ofSeconds(10), NEVER, NEVER, NEVER, NEVER, Duration.ofSeconds(1))));

    @AfterEach
    void close() {
        board.closeAll(Duration.ofSeconds(1));
        board.shutDown();
    }

    @Test
    void isSentByTheWatch() throws Exception {
        CompletableFuture<PeerMessage> received = new CompletableFuture<>();
        ServerSocketChannel channel = BoundSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        URI address = Addresses.ws("127.0.0.1", channel.socket().getLocalPort());
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        ListeningServer server = new ListeningServer(
                channel,
                connection -> {
                    accepted.complete(connection);
                    return new NoListener();
                },
                board,
                () -> {});
        server.listen().join();
        Dial.begin(address, SSLContext.getDefault(), board, connection -> new Receiver(received))
                .join();
        SocketConnection connection = (SocketConnection) accepted.join();

        WebSocketImpl socket =
                (WebSocketImpl) server.getConnections().iterator().next();
        socket.outQueue.add(frame("{\"type\":\"decline\"}"));
        board.writes().watch(connection);

        assertThat(received.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(new Decline());
        server.close();
        server.stopThreads();
    }

    private static ByteBuffer frame(String text) {
        byte[] payload = text.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + payload.length)
                .put((byte) 0x81)
                .put((byte) payload.length)
                .put(payload)
                .flip();
    }

    private record Receiver(CompletableFuture<PeerMessage> message) implements ConnectionListener {
        @Override
        public void received(Frame frame) {
            message.complete(frame.decode());
        }

        @Override
        public void writable() {}

        @Override
        public void closed(CloseCode code) {}
    }
}
