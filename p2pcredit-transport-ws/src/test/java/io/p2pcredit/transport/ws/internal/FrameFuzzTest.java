package io.p2pcredit.transport.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.trustline.CloseCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.AfterEach;

/**
 * Handshakes and frames as a server hears them. What comes through depends on how they are cut into pieces only by how
 * many messages before a broken frame do.
 */
class FrameFuzzTest extends DecoderFuzz {
    private static final int TEXT = 0x81;
    private static final int[] OPCODES = {0x01, 0x80, 0x00, 0x82, 0x88, 0x89, 0x8a, 0x83, 0xc1, 0x91};

    private final Switchboard board = new Switchboard(Limits.standard());

    @AfterEach
    void close() {
        board.shutDown();
    }

    @Override
    protected List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        samples.add(conversation());
        for (int size : new int[] {0, 1, 125, 126, 127, 3_000}) {
            samples.add(conversation(frame(TEXT, size), frame(TEXT, 18)));
        }
        for (int opcode : OPCODES) {
            samples.add(conversation(frame(TEXT, 18), frame(opcode, 18), frame(TEXT, 18)));
        }
        return samples;
    }

    @Override
    protected int inputs() {
        return 800;
    }

    @Override
    protected void feed(byte[] input) {
        List<Integer> whole = heard(input, Math.max(1, input.length));
        assertThat(whole).allMatch(size -> size <= ProtocolLimits.MAX_STRANGER_MESSAGE_BYTES);
        List<Integer> inPieces = heard(input, 1 + Math.floorMod(Arrays.hashCode(input), 97));
        int both = Math.min(whole.size(), inPieces.size());
        assertThat(inPieces.subList(0, both)).isEqualTo(whole.subList(0, both));
    }

    /** The sizes of the messages that come through. */
    private List<Integer> heard(byte[] input, int piece) {
        IdleLibrary library = new IdleLibrary();
        WebSocketImpl socket = library.newSocket();
        Sizes sizes = new Sizes(new ArrayList<>());
        SocketConnection connection = new SocketConnection(board, new Wire(socket, () -> {}), new FrameLimit());
        socket.setAttachment(connection);
        library.whenOpen(() -> connection.opened(accepted -> sizes, "there"));
        for (int from = 0; from < input.length; from += piece) {
            socket.decode(ByteBuffer.wrap(Arrays.copyOfRange(input, from, Math.min(input.length, from + piece))));
        }
        assertThat(library.errors()).isEmpty();
        return sizes.sizes;
    }

    private static byte[] conversation(byte[]... frames) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(IdleLibrary.HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
        for (byte[] frame : frames) {
            text.writeBytes(frame);
        }
        return text.toByteArray();
    }

    private static byte[] frame(int head, int size) {
        ByteBuffer frame = ByteBuffer.allocate(8 + size).put((byte) head);
        if (size < 126) {
            frame.put((byte) (0x80 | size));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) size);
        }
        frame.putInt(0).put("x".repeat(size).getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private record Sizes(List<Integer> sizes) implements ConnectionListener {
        @Override
        public void received(Frame frame) {
            sizes.add(frame.size());
        }

        @Override
        public void writable() {}

        @Override
        public void closed(CloseCode code) {}
    }
}
