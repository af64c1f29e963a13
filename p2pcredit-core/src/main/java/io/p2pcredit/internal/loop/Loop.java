package io.p2pcredit.internal.loop;

import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.internal.recovery.Group;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.WorkingLine;
import io.p2pcredit.trustline.machine.WorkingLine.Sealed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works in rounds: takes in what has piled up in the inbox, lets the workers sign for every line that has moved,
 * appends one group to the journal, publishes the lines, and only then does what the round calls for. An idle node goes
 * through at once, a busy one batches by itself.
 *
 * <p>Everything but {@link #submit} and {@link #offer} happens on the owner, one round at a time.
 */
public final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** How much one round takes in, so that nobody waits for ever for its durability. */
    private static final int MAX_ROUND = 10_000;

    private final NodeEnvironment environment;
    private final Journal journal;
    private final Lines lines;
    private final SigningRoom signing;
    private final Inbox inbox = new Inbox();
    private final AtomicBoolean awake = new AtomicBoolean();
    private @Nullable Round current;
    private volatile boolean started;
    private volatile boolean stopped;
    private volatile boolean failing;
    private Consumer<Commit> committed = commit -> {};
    private Consumer<Throwable> halted = failure -> {};
    private Backlog backlog = then -> false;

    /** A loop that takes work in, and does none before {@link #start}. */
    public Loop(NodeEnvironment environment, Journal journal, Signer signer, Lines lines) {
        this.environment = environment;
        this.journal = journal;
        this.lines = lines;
        this.signing = new SigningRoom(environment, signer, this::isStopped);
    }

    /** What rounds have added and others have still to work off. */
    @FunctionalInterface
    public interface Backlog {
        /**
         * Whether there should not be more of it now.
         *
         * @param then if so, called once when there may be, on any thread
         */
        boolean isFull(Runnable then);
    }

    /**
     * Begins to work.
     *
     * @param afterRound called on the owner after each round
     * @param atTheEnd called on the owner once, when nothing more can be done
     * @param unfinished while it is full no round begins
     */
    public void start(Consumer<Commit> afterRound, Consumer<Throwable> atTheEnd, Backlog unfinished) {
        committed = afterRound;
        halted = atTheEnd;
        backlog = unfinished;
        started = true;
        wake();
    }

    /** Takes work in whatever the load: what is bounded elsewhere. For any thread. */
    public void submit(Work work) {
        inbox.add(work);
        wake();
    }

    /**
     * Takes a command in, or does nothing and returns {@code false} if too many wait. For any thread.
     *
     * @param refusal what to do instead if the loop stops before the command's turn
     */
    public boolean offer(Work command, Runnable refusal) {
        boolean taken = inbox.offer(command, refusal);
        wake();
        if (stopped) {
            inbox.refuseAll();
        }
        return taken;
    }

    /**
     * Does something on the owner while the lines stand at their last durable points, unless the loop has stopped by then.
     * If it fails the loop stops for good. For any thread.
     */
    public void between(Runnable task) {
        environment.owner().execute(guarded(() -> {
            if (!isStopped()) {
                task.run();
            }
        }));
    }

    /** Stops for good: from this moment on nothing is signed or stored any more. For any thread. */
    public void fail(Throwable failure) {
        failing = true;
        environment.owner().execute(() -> halt(failure));
    }

    /** Takes nothing in any more, and refuses what waits. For the owner. */
    public void stop() {
        stopped = true;
        inbox.refuseAll();
    }

    public boolean isStopped() {
        return stopped || failing;
    }

    private void wake() {
        if (started && !stopped && awake.compareAndSet(false, true)) {
            beginLater();
        }
    }

    private void beginLater() {
        environment.owner().execute(guarded(this::begin));
    }

    private void begin() {
        if (isStopped() || backlog.isFull(this::beginLater)) {
            return; // it counts as awake, so that nothing else makes it begin
        }
        Round round = new Round(lines);
        current = round;
        for (int taken = 0; taken < MAX_ROUND; taken++) {
            Work work = inbox.poll();
            if (work == null) {
                break;
            }
            work.run(round);
        }
        Map<PeerId, WorkingLine> ready = new LinkedHashMap<>();
        round.working().forEach((peer, line) -> ready.put(peer, line.readyToSeal()));
        signing.sign(ready, done -> environment.owner().execute(guarded(() -> commit(round, done))), this::fail);
    }

    private void commit(Round round, Map<PeerId, Sealed> sealed) {
        if (isStopped()) {
            return;
        }
        Instant now = environment.wallClock().truncatedTo(ChronoUnit.MILLIS); // all that a group can hold
        List<Change> changes = changes(sealed);
        Optional<Bytes> group = group(changes, now);
        long position = group.map(stored -> journal.append(stored.buffer())).orElse(0L);
        int mark = group.map(stored -> Group.mark(stored.buffer())).orElse(0);
        int bytes = group.map(Bytes::size).orElse(0);
        changes.forEach(change -> lines.put(change.peer(), change.after()));
        committed.accept(new Commit(position, mark, bytes, now, changes, round.effects()));
        round.afterwards().forEach(Runnable::run);
        current = null; // whatever fails before, somebody tells those who wait for this round
        goOn();
    }

    private List<Change> changes(Map<PeerId, Sealed> sealed) {
        List<Change> changes = new ArrayList<>();
        sealed.forEach((peer, line) -> {
            Held before = lines.held(peer).orElseThrow();
            List<LineRecord> facts = new ArrayList<>();
            if (before.line().isBlank() && !line.facts().isEmpty()) {
                facts.add(new LineRecord.Created(line.line().identity()));
            }
            facts.addAll(line.facts());
            changes.add(new Change(peer, before, new Held(line.line(), line.link()), facts));
        });
        return changes;
    }

    private static Optional<Bytes> group(List<Change> changes, Instant now) {
        List<Group.Item> items = changes.stream()
                .flatMap(change -> change.facts().stream()
                        .map(fact ->
                                new Group.Item(change.after().line().identity().id(), fact)))
                .toList();
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(Group.of(now, items).bytes());
    }

    private void goOn() {
        awake.set(false);
        if (!inbox.isEmpty()) {
            wake();
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable failure) { // an Error must not leave a half-done round behind either
                halt(failure);
            }
        };
    }

    private void halt(Throwable failure) {
        if (!stopped) {
            stop();
            LOG.error("the node stops for good", failure);
            if (current != null) {
                current.otherwise().forEach(Runnable::run);
            }
            halted.accept(failure);
        }
    }
}
