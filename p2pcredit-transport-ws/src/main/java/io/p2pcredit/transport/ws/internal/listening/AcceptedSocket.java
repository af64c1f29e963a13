package io.p2pcredit.transport.ws.internal.listening;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketListener;
import org.java_websocket.drafts.Draft;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.server.WebSocketServer.WebSocketWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket whose end comes after everything that was received on it. The library's selector thread reads and its worker
 * threads decode; left alone, the end that the one has read overtakes the last frames, which the other then drops.
 */
final class AcceptedSocket extends WebSocketImpl {
    private static final Logger log = LoggerFactory.getLogger(AcceptedSocket.class);
    private static final int BUFFER_SIZE = 65_536;

    private final AtomicBoolean ended = new AtomicBoolean();

    AcceptedSocket(WebSocketListener listener, Draft draft) {
        super(listener, List.of(draft));
    }

    /** On the selector thread, before anything is read. */
    synchronized void begin(AcceptedChannel channel, SelectionKey key) throws IOException {
        if (isClosed()) {
            throw new IOException("the socket has lost its place to another");
        }
        setChannel(channel);
        setSelectionKey(key);
    }

    /** What cannot be read for whatever reason ends the connection. The library would only write into the log. */
    @Override
    public void decode(ByteBuffer received) {
        try {
            super.decode(received);
        } catch (RuntimeException e) {
            log.debug("what was received could not be read: {}", e.getClass().getName());
            closeConnection(CloseFrame.PROTOCOL_ERROR, "");
        }
    }

    /** On the selector thread, as often as it finds the end. */
    @Override
    public void eot() {
        WebSocketWorker worker = getWorkerThread();
        if (worker == null) {
            super.eot(); // nothing was received
            return;
        }
        stopReading();
        if (!ended.getAndSet(true)) {
            append(worker);
        }
    }

    private void endInTurn() {
        super.eot();
    }

    private void stopReading() {
        try {
            getSelectionKey().interestOps(0);
        } catch (CancelledKeyException e) {
            return; // closed meanwhile
        }
    }

    private void append(WebSocketWorker worker) {
        try {
            worker.put(new End());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            super.eot();
        }
    }

    /** Takes a socket's place in a worker's queue. Its buffer is added to the server's own, so it has their size. */
    private final class End extends WebSocketImpl {
        End() {
            super(AcceptedSocket.this.getWebSocketListener(), List.<Draft>of());
            inQueue.add(ByteBuffer.allocate(BUFFER_SIZE));
        }

        @Override
        public void decode(ByteBuffer nothing) {
            endInTurn();
        }
    }
}
