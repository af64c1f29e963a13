package io.p2pcredit.internal.resume;

import com.google.common.util.concurrent.MoreExecutors;
import io.p2pcredit.internal.session.Outlet;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.LineIdentity;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one peer what it lacks, out of the history, as fast as the peer stores it. The methods are for any thread; the
 * work is done on the workers, one step at a time.
 */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final LineIdentity line;
    private final CausalMerge merge;
    private final Allowance allowance;
    private final History history;
    private final Outlet outlet;
    private final Executor inOrder;
    private final Consumer<Throwable> failed;
    private Optional<Runnable> finished = Optional.empty(); // in order
    private volatile boolean over;

    /**
     * A catch-up that sends nothing before it {@link #begin}s.
     *
     * @param failed told when the history cannot be read
     */
    CatchUp(
            LineIdentity line,
            CausalMerge merge,
            History history,
            Outlet outlet,
            Executor workers,
            Consumer<Throwable> failed) {
        this.line = line;
        this.merge = merge;
        this.allowance = Allowance.of(
                merge.strand(Direction.OUTGOING).reached(),
                merge.strand(Direction.INCOMING).reached());
        this.history = history;
        this.outlet = outlet;
        this.inOrder = MoreExecutors.newSequentialExecutor(workers);
        this.failed = failed;
    }

    /** Sends as much as may be sent, and goes on until everything is; then the task is run, once, on a worker. */
    void begin(Runnable atTheEnd) {
        inOrder.execute(() -> finished = Optional.of(atTheEnd));
        goOn();
    }

    /** Sends as much as may be sent now. */
    void goOn() {
        inOrder.execute(() -> finished.ifPresent(this::send));
    }

    /** The peer has stored more, and may be sent more. */
    void progressed(Progress progress) {
        inOrder.execute(() -> allowance.progressed(progress.held(), progress.mine()));
        goOn();
    }

    /** Nothing more is sent. */
    void cancel() {
        over = true;
    }

    private void send(Runnable atTheEnd) {
        try {
            sendWhatMayBeSent(atTheEnd);
        } catch (StorageException e) {
            over = true;
            failed.accept(e);
        } catch (RuntimeException e) { // the next session begins again
            LOG.error("{} cannot be brought in step", line.peer(), e);
            over = true;
            outlet.close(CloseCode.OUT_OF_STEP);
        }
    }

    private void sendWhatMayBeSent(Runnable atTheEnd) {
        boolean more = true;
        while (more && !over) {
            readOn();
            Optional<Direction> writer = merge.next();
            more = writer.isPresent() && sendNext(writer.get());
            if (writer.isEmpty()) {
                over = true;
                atTheEnd.run();
            }
        }
    }

    private boolean sendNext(Direction writer) {
        Strand strand = merge.strand(writer);
        Update update = strand.next().orElseThrow();
        boolean now = outlet.isWritable() && allowance.admits(update);
        if (now) {
            outlet.send(new Deliver(strand.take()));
            allowance.sent(writer, update);
        }
        return now;
    }

    private void readOn() {
        for (Optional<Direction> starved = merge.starved(); starved.isPresent(); starved = merge.starved()) {
            Strand strand = merge.strand(starved.get());
            strand.add(history.updates(line.id(), side(starved.get()), strand.nextToRead()));
        }
    }

    private Side side(Direction writer) {
        return writer == Direction.OUTGOING ? line.side() : line.side().other();
    }
}
