package io.p2pcredit.transport.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.Patience;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.trustline.CloseCode;
import java.time.Duration;
import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection whose library forgets what it was told. */
class SocketConnectionTest {
    private final Patience patience = Patience.of(Duration.ofSeconds(20));
    private final Switchboard board = new Switchboard(Limits.standard());
    private final IdleLibrary library = new IdleLibrary();
    private final WebSocketImpl socket = library.openSocket();
    private final SocketConnection connection =
            new SocketConnection(board, new Wire(socket, () -> {}), new FrameLimit());

    @BeforeEach
    void open() {
        connection.opened(accepted -> new NoListener(), "there");
    }

    @AfterEach
    void close() {
        board.shutDown();
    }

    @Test
    void remindsItUntilTheFrameIsWritten() {
        connection.send(new Decline());
        patience.until("it was reminded", () -> library.demands() > 10);
        IdleLibrary.write(socket, 1);
        assertThat(connection.look()).isFalse();
    }

    @Test
    void remindsItOfItsCloseFrame() {
        connection.close(CloseCode.BUSY);
        patience.until("it was reminded", () -> library.demands() > 10);
    }
}
