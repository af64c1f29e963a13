package io.p2pcredit.transport.ws.internal;

import java.nio.ByteBuffer;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.TextFrame;

/**
 * The WebSocket under a connection, accepted or dialled. For any thread; nothing blocks; nothing happens on a closed
 * one.
 */
public final class Wire {
    private final WebSocketImpl socket;
    private final Runnable breaking;

    /** @param breaking what an abort needs before the library closes the socket in its own way */
    public Wire(WebSocketImpl socket, Runnable breaking) {
        this.socket = socket;
        this.breaking = breaking;
    }

    /** Queues a text frame. */
    void send(byte[] text) {
        TextFrame frame = new TextFrame();
        frame.setPayload(ByteBuffer.wrap(text));
        send(frame);
    }

    /** The number of frames that are queued; the one being written may no longer count. */
    int waitingFrames() {
        return socket.outQueue.size();
    }

    /**
     * Reminds the library to write what is queued: its server forgets a frame that is queued in the moment in which it
     * finishes the one before.
     */
    void nudge() {
        socket.getWebSocketListener().onWriteDemand(socket);
    }

    /** Asks the peer for a sign of life. */
    void ping() {
        try {
            socket.sendPing();
        } catch (WebsocketNotConnectedException e) {
            return; // closed meanwhile
        }
    }

    /** Queues a close frame. The socket stays open for the peer's. */
    void sendClose(int status) {
        CloseFrame frame = new CloseFrame();
        frame.setCode(status);
        send(frame);
    }

    /** Closes at once and drops what is queued. */
    void abort() {
        breaking.run();
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
    }

    private void send(Framedata frame) {
        try {
            socket.sendFrame(frame);
        } catch (WebsocketNotConnectedException e) {
            return; // closed meanwhile
        }
    }
}
