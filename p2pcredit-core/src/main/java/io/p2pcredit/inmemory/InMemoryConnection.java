package io.p2pcredit.inmemory;

import io.p2pcredit.inmemory.InMemoryNetwork.Entrance;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.trustline.CloseCode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection within the process. What happens to an end's listener happens in that end's mailbox, in order
 * and one at a time, and never in the thread that sends. Thread-safe; what both ends share is guarded by their
 * {@link Link}.
 */
final class InMemoryConnection implements Connection {
    /** From here on the connection is not writable, until half of it has been handed over. */
    private static final long FULL_BYTES = 1L << 20;

    /** More than this under way to the other end breaks the connection: twice the protocol's window. */
    private static final long MAX_BYTES = 32L << 20;

    private final Link link;
    private final Executor mailbox;
    private final String remote;
    private volatile boolean authenticated;
    private volatile boolean closedHere;

    private long underWay; // guarded by link
    private boolean full; // guarded by link

    private @Nullable ConnectionListener listener; // in the mailbox
    private boolean over; // in the mailbox

    private InMemoryConnection(Link link, Executor mailbox, String remote) {
        this.link = link;
        this.mailbox = mailbox;
        this.remote = remote;
    }

    /**
     * Connects the peer of that name to the one behind the entrance. Each end's acceptor is asked in the end's mailbox.
     */
    static CompletionStage<Connection> open(
            InMemoryNetwork network, String dialer, ConnectionAcceptor acceptor, Entrance entrance) {
        Link link = new Link(network, dialer, entrance.name());
        CompletableFuture<Connection> dialled = new CompletableFuture<>();
        synchronized (link) { // so that nothing gets into a mailbox before the acceptor's turn
            link.near.mailbox.execute(() -> link.near.ask(acceptor));
            link.near.mailbox.execute(() -> link.near.answer(dialled));
            link.far.mailbox.execute(() -> link.far.ask(entrance.acceptor()));
        }
        return dialled.minimalCompletionStage();
    }

    @Override
    public void send(PeerMessage message) {
        int size = WireSize.of(message);
        InMemoryConnection receiver = link.otherThan(this);
        synchronized (link) {
            if (link.closed) {
                return;
            }
            underWay += size;
            full |= underWay >= FULL_BYTES;
            if (underWay > MAX_BYTES) {
                close(CloseCode.OVERRUN);
            } else {
                receiver.mailbox.execute(() -> receiver.take(new Parcel(message, size)));
            }
        }
    }

    @Override
    public boolean isWritable() {
        synchronized (link) {
            return !full;
        }
    }

    @Override
    public void authenticated() {
        authenticated = true;
    }

    @Override
    public void close(CloseCode code) {
        synchronized (link) {
            if (!link.closed) {
                link.closed = true;
                closedHere = true;
                link.near.mailbox.execute(() -> link.near.end(code));
                link.far.mailbox.execute(() -> link.far.end(code));
            }
        }
    }

    @Override
    public String remote() {
        return InMemoryNetwork.address(remote).toString();
    }

    private void ask(ConnectionAcceptor acceptor) {
        try {
            listener = acceptor.accept(this);
        } finally {
            if (listener == null) {
                close(CloseCode.LOST);
            }
        }
    }

    private void answer(CompletableFuture<Connection> dialled) {
        if (listener == null) {
            dialled.completeExceptionally(new IOException("the connection has no listener"));
        } else {
            dialled.complete(this);
        }
    }

    private void take(Parcel parcel) {
        try {
            if (parcel.size > maxFrame()) {
                close(CloseCode.TOO_LARGE);
            } else if (listener != null && !closedHere) {
                listener.received(parcel);
            }
        } finally {
            link.otherThan(this).handedOver(parcel.size);
        }
    }

    private int maxFrame() {
        return authenticated ? ProtocolLimits.MAX_MESSAGE_BYTES : ProtocolLimits.MAX_STRANGER_MESSAGE_BYTES;
    }

    private void handedOver(int size) {
        synchronized (link) {
            underWay -= size;
            if (full && underWay <= FULL_BYTES / 2) {
                full = false;
                mailbox.execute(this::writable);
            }
        }
    }

    private void writable() {
        if (listener != null && !over) {
            listener.writable();
        }
    }

    private void end(CloseCode code) {
        over = true;
        if (listener != null) {
            listener.closed(code);
        }
    }

    /** What the two ends share. */
    private static final class Link {
        private final InMemoryConnection near;
        private final InMemoryConnection far;
        private boolean closed; // guarded by this

        Link(InMemoryNetwork network, String dialer, String acceptor) {
            near = new InMemoryConnection(this, network.mailbox(), acceptor);
            far = new InMemoryConnection(this, network.mailbox(), dialer);
        }

        InMemoryConnection otherThan(InMemoryConnection end) {
            return end == near ? far : near;
        }
    }

    /** A message that is passed on as it is. */
    private record Parcel(PeerMessage decode, int size) implements Frame {}
}
