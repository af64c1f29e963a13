package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.transport.ws.codec.CloseNumbers;
import io.p2pcredit.transport.ws.codec.MessageCodec;
import io.p2pcredit.trustline.CloseCode;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, from the moment in which its socket exists: first of a stranger, on whom the strict limits lie, then
 * opened by the WebSocket handshake, then authenticated by the node. Whatever way it ends, its socket is closed in
 * bounded time.
 */
public final class SocketConnection implements Connection, WriteWatch.Watched {
    private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);

    /** Whoever lets more pings and messages pile up than this gets no more pongs. */
    private static final int MAX_FRAMES_BEFORE_PONG = 1_024;

    private final Switchboard board;
    private final Wire wire;
    private final FrameLimit frameLimit;
    private final Outbox outbox;
    private final Deadlines deadlines;
    private final OrderedListener listener = new OrderedListener();
    private final AtomicReference<@Nullable CloseCode> closing = new AtomicReference<>();
    private volatile String remote = "";
    private volatile boolean opened;
    private volatile boolean gone;

    public SocketConnection(Switchboard board, Wire wire, FrameLimit frameLimit) {
        this.board = board;
        this.wire = wire;
        this.frameLimit = frameLimit;
        this.outbox = new Outbox(wire, board.limits().buffer());
        this.deadlines = new Deadlines(board.timer(), board.limits().times(), frameLimit);
    }

    /** The peer has so long to be authenticated, from now on. */
    public void expectAuthentication() {
        deadlines.expectAuthentication(() -> close(CloseCode.TIMEOUT));
    }

    /** The WebSocket handshake is done. Called once, before any frame. */
    public void opened(ConnectionAcceptor acceptor, String remoteAddress) {
        remote = remoteAddress;
        opened = true;
        deadlines.expectPulse(wire::ping, () -> close(CloseCode.TIMEOUT), wire::abort);
        listener.start(listenerFrom(acceptor));
        if (gone) {
            ended(CloseFrame.ABNORMAL_CLOSE); // the library reports no end of a socket that was closed while it was
            // opened
        }
    }

    public boolean isOpened() {
        return opened;
    }

    /** Whether a close frame has been sent, or is being sent. */
    boolean isClosing() {
        return closing.get() != null;
    }

    void heard() {
        deadlines.heard();
    }

    void received(byte[] text) {
        listener.received(new ReceivedFrame(text));
    }

    boolean mayAnswerPings() {
        return wire.waitingFrames() < MAX_FRAMES_BEFORE_PONG;
    }

    /**
     * The library has begun to close the socket, with this WebSocket status; it does not finish by itself if the peer is
     * stuck.
     */
    public void closeBegun(int status) {
        closing.compareAndSet(null, CloseNumbers.closest(status));
        awaitEnd();
    }

    private void awaitEnd() {
        deadlines.expectEnd(wire::abort);
        board.writes().watch(this);
    }

    /** The opened connection has ended with this WebSocket status. */
    public void ended(int status) {
        CloseCode own = closing.get();
        CloseCode code = own != null ? own : CloseNumbers.closest(status);
        log.debug("connection with {} ended: {}", remote, code);
        discarded();
        listener.closed(code);
    }

    /** The socket is closed. May be called twice. */
    public void discarded() {
        gone = true;
        deadlines.cancel();
        board.discarded(this);
    }

    @Override
    public void send(PeerMessage message) {
        if (gone || isClosing()) {
            return;
        }
        byte[] text = MessageCodec.encode(message);
        if (text.length > ProtocolLimits.MAX_MESSAGE_BYTES) {
            log.error("a message of {} bytes is too large to be sent to {}", text.length, remote);
            close(CloseCode.TOO_LARGE);
        } else if (outbox.offer(text)) {
            board.writes().watch(this);
        } else {
            close(CloseCode.OVERRUN);
        }
    }

    @Override
    public boolean isWritable() {
        return gone || outbox.isWritable();
    }

    @Override
    public void authenticated() {
        frameLimit.raise();
        deadlines.authenticated();
        board.authenticated(this);
    }

    /**
     * Sends a close frame and waits for the peer's. That is not left to the library: its client, once it closes, may
     * drop what it has not yet written.
     */
    @Override
    public void close(CloseCode code) {
        if (!closing.compareAndSet(null, code)) {
            return;
        }
        if (opened) {
            wire.sendClose(CloseNumbers.of(code));
            awaitEnd();
        } else {
            abort();
        }
    }

    @Override
    public String remote() {
        return remote;
    }

    @Override
    public boolean look() {
        if (gone) {
            return false;
        }
        if (!outbox.isEmpty()) {
            wire.nudge();
        }
        if (outbox.hasBecomeWritable()) {
            listener.writable();
        }
        return outbox.isBusy();
    }

    public void abort() {
        wire.abort();
    }

    private ConnectionListener listenerFrom(ConnectionAcceptor acceptor) {
        try {
            return acceptor.accept(this);
        } catch (RuntimeException e) {
            log.error("a connection got no listener", e);
            abort();
            return new NoListener();
        }
    }
}
