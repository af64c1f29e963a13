package io.p2pcredit.transport.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the library makes of damaged handshakes and frames, however they are cut into pieces. */
class FrameFuzzTest {
    private static final long SEED = Long.getLong("p2pcredit.seed", new Random().nextLong());
    private static final int RUNS = 500;

    private final Random random = new Random(SEED);
    private final Switchboard board = new Switchboard(Limits.standard());

    @AfterEach
    void close() {
        board.shutDown();
    }

    @Test
    void meetsNonsenseWithoutAnError() {
        for (int run = 0; run < RUNS; run++) {
            byte[] received = damaged(conversation());
            IdleLibrary library = new IdleLibrary();
            WebSocketImpl socket = library.newSocket();
            Sizes sizes = new Sizes(new ArrayList<>());
            SocketConnection connection = new SocketConnection(board, new Wire(socket, () -> {}), new FrameLimit());
            socket.setAttachment(connection);
            library.whenOpen(() -> connection.opened(accepted -> sizes, "there"));
            String where = "-Dp2pcredit.seed=" + SEED + ", run " + run;
            for (ByteBuffer piece : pieces(received)) {
                socket.decode(piece);
            }
            assertThat(library.errors()).as(where).isEmpty();
            assertThat(sizes.sizes).as(where).allMatch(size -> size <= ProtocolLimits.MAX_STRANGER_MESSAGE_BYTES);
        }
    }

    /** A handshake and some frames, most of them as they should be. */
    private byte[] conversation() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(IdleLibrary.HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
        for (int i = random.nextInt(5); i > 0; i--) {
            text.writeBytes(frame());
        }
        return text.toByteArray();
    }

    private byte[] frame() {
        byte[] payload = "{\"type\":\"decline\"}".repeat(random.nextInt(12)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(8 + payload.length);
        frame.put((byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 0x81));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private byte[] damaged(byte[] text) {
        byte[] copy = Arrays.copyOf(text, text.length - random.nextInt(4) * random.nextInt(text.length) / 4);
        for (int i = random.nextInt(4); i > 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private List<ByteBuffer> pieces(byte[] text) {
        List<ByteBuffer> pieces = new ArrayList<>();
        int most = 1 + random.nextInt(text.length);
        for (int from = 0; from < text.length; ) {
            int to = Math.min(text.length, from + 1 + random.nextInt(most));
            pieces.add(ByteBuffer.wrap(Arrays.copyOfRange(text, from, to)));
            from = to;
        }
        return pieces;
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
