package io.p2pcredit.transport.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.Patience;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection over a library that does nothing by itself. */
class SocketConnectionTest implements ConnectionListener {
    private final Patience patience = Patience.of(Duration.ofSeconds(20));
    private final Switchboard board = new Switchboard(Limits.standard());
    private final IdleLibrary library = new IdleLibrary();
    private final WebSocketImpl socket = library.openSocket();
    private final List<Integer> received = new ArrayList<>();
    private final SocketConnection connection =
            new SocketConnection(board, new Wire(socket, () -> {}), new FrameLimit());

    @BeforeEach
    void open() {
        connection.opened(accepted -> this, "there");
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
    void sendsNothingAfterItsCloseFrame() {
        connection.close(CloseCode.BUSY);
        connection.send(new Decline());
        connection.close(CloseCode.LOST);
        assertThat(socket.outQueue).containsExactly(closeFrame(4012));
    }

    @Test
    void closesRatherThanSendsWhatIsTooLarge() {
        Hash hash = new Hash(0, 0, 0, 0);
        List<Entry> entries = Collections.nCopies(10_000, new Entry.LimitChange(CreditLimit.NONE));
        BalanceProof proof =
                new BalanceProof(new LineId(hash), Side.LOW, entries.size(), 0, 0, CreditLimit.NONE, 0, hash);
        Signature signature = new Signature(Bytes.ofWords(0, 0, 0, 0, 0, 0, 0, 0));
        connection.send(new Deliver(new Update(entries, new SignedProof(proof, signature))));
        assertThat(socket.outQueue).containsExactly(closeFrame(4009));
    }

    @Test
    void receivesNothingAfterARefusedFrame() {
        socket.setAttachment(connection);
        socket.decode(ByteBuffer.allocate(100)
                .put(frame(0x81, "first"))
                .put(frame(0x82, "refused"))
                .put(frame(0x81, "second"))
                .flip());
        assertThat(received).containsExactly("first".length());
    }

    @Test
    void answersNoMorePingsThanThePeerReads() {
        socket.setAttachment(connection);
        ByteBuffer pings = ByteBuffer.allocate(6 * 3_000);
        while (pings.hasRemaining()) {
            pings.put(frame(0x89, ""));
        }
        socket.decode(pings.flip());
        assertThat(socket.outQueue).hasSize(1_024);
    }

    @Test
    void remindsItOfItsCloseFrame() {
        connection.close(CloseCode.BUSY);
        patience.until("it was reminded", () -> library.demands() > 10);
    }

    @Override
    public void received(Frame frame) {
        received.add(frame.size());
    }

    @Override
    public void writable() {}

    @Override
    public void closed(CloseCode code) {}

    private static ByteBuffer closeFrame(int status) {
        return ByteBuffer.allocate(4)
                .put((byte) 0x88)
                .put((byte) 2)
                .putShort((short) status)
                .flip();
    }

    /** Of a client's, masked with zeros. */
    private static ByteBuffer frame(int first, String payload) {
        return ByteBuffer.allocate(6 + payload.length())
                .put((byte) first)
                .put((byte) (0x80 | payload.length()))
                .putInt(0)
                .put(payload.getBytes(StandardCharsets.US_ASCII))
                .flip();
    }
}
