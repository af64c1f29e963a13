package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.message.ProtocolLimits;
import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.IncompleteHandshakeException;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.Handshakedata;

/**
 * The WebSocket protocol (RFC 6455) without extensions, and of its frames only whole text frames up to the connection's
 * limit. A frame that declares more is refused before memory is taken for it. Whoever uses it attaches the
 * {@link SocketConnection} to the socket.
 */
public final class StrictDraft extends Draft_6455 {
    /** Far more than a handshake needs. */
    public static final int MAX_HANDSHAKE_BYTES = 8 * 1024;

    private static final int MAX_HEADER_BYTES = 14;
    private static final int EMPTY_LINE = 0x0D0A_0D0A;

    private final FrameLimit limit;

    public StrictDraft(FrameLimit limit) {
        super(List.of(), ProtocolLimits.MAX_MESSAGE_BYTES);
        this.limit = limit;
    }

    @Override
    public Draft copyInstance() {
        return new StrictDraft(limit);
    }

    /**
     * Hands a handshake to the library once it is whole: the library collects it without end, and reads it from its
     * beginning, with a copy of the rest for each line, whenever a piece has come.
     */
    @Override
    public Handshakedata translateHandshake(ByteBuffer received) throws InvalidHandshakeException {
        if (isWholeHandshake(received)) {
            return super.translateHandshake(received);
        }
        if (received.remaining() >= MAX_HANDSHAKE_BYTES) {
            throw new InvalidHandshakeException("the handshake is too long");
        }
        throw new IncompleteHandshakeException(MAX_HANDSHAKE_BYTES);
    }

    /** Whether there is an empty line, where a handshake may end. */
    private static boolean isWholeHandshake(ByteBuffer received) {
        int last = received.position() + Math.min(received.remaining(), MAX_HANDSHAKE_BYTES) - Integer.BYTES;
        for (int at = received.position(); at <= last; at++) {
            if (received.getInt(at) == EMPTY_LINE) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Framedata> translateFrame(ByteBuffer received) throws InvalidDataException {
        try {
            List<Framedata> frames = super.translateFrame(received);
            limit.received(!frames.isEmpty());
            return frames;
        } catch (InvalidDataException e) {
            throw new QuietRefusal(e.getCloseCode(), e);
        } catch (RuntimeException e) {
            throw new QuietRefusal(CloseFrame.PROTOCOL_ERROR, e); // of a close frame whose reason is not UTF-8
        }
    }

    /** Asked before each allocation, with the size of a payload or of a whole frame. */
    @Override
    public int checkAlloc(int bytes) throws InvalidDataException {
        if (bytes > limit.bytes() + MAX_HEADER_BYTES) {
            throw new LimitExceededException("the frame is too large", limit.bytes());
        }
        return super.checkAlloc(bytes);
    }

    @Override
    public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
        SocketConnection connection = socket.getAttachment();
        connection.heard();
        switch (frame.getOpcode()) {
            case TEXT -> text(socket, connection, frame);
            case BINARY -> socket.close(CloseFrame.REFUSE, "only text frames");
            case CONTINUOUS -> socket.close(CloseFrame.POLICY_VALIDATION, "only whole messages");
            case PING -> ping(socket, connection, frame);
            case PONG -> super.processFrame(socket, frame);
            case CLOSING -> closing(socket, connection, frame);
        }
    }

    private void text(WebSocketImpl socket, SocketConnection connection, Framedata frame) {
        if (!frame.isFin()) {
            socket.close(CloseFrame.POLICY_VALIDATION, "only whole messages");
        } else if (frame.getPayloadData().remaining() > limit.bytes()) {
            socket.close(CloseFrame.TOOBIG, "the frame is too large");
        } else if (socket.isOpen()) {
            connection.received(bytes(frame.getPayloadData()));
        }
    }

    private void ping(WebSocketImpl socket, SocketConnection connection, Framedata frame) throws InvalidDataException {
        if (socket.isOpen() && connection.mayAnswerPings()) {
            super.processFrame(socket, frame);
        }
    }

    /** The peer's answer to our own close frame, or a close frame to be answered. */
    private void closing(WebSocketImpl socket, SocketConnection connection, Framedata frame)
            throws InvalidDataException {
        if (connection.isClosing()) {
            socket.closeConnection(((CloseFrame) frame).getCloseCode(), "");
        } else {
            super.processFrame(socket, frame);
        }
    }

    private static byte[] bytes(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }
}
