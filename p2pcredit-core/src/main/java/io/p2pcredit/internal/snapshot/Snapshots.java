package io.p2pcredit.internal.snapshot;

import io.p2pcredit.internal.event.Projector;
import io.p2pcredit.internal.loop.Commit;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.internal.loop.Lines;
import io.p2pcredit.internal.loop.Loop;
import io.p2pcredit.internal.recovery.Chunk;
import io.p2pcredit.internal.recovery.Chunk.Part;
import io.p2pcredit.internal.recovery.Recovered;
import io.p2pcredit.internal.recovery.Recovered.Weight;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.Journal.Pace;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Makes snapshots while the node goes on, in steps that are too small to be noticed: the owner takes some lines as they
 * are, a worker writes them down, the owner hands that to the journal and takes the next. A snapshot is sealed once the
 * history is durably as far as its newest line, because the groups before it may go then; and they go, but for the last
 * one, by whose mark a history is known again. For the owner only; a step that fails stops the node.
 */
public final class Snapshots {
    private final Loop loop;
    private final Lines lines;
    private final Journal journal;
    private final Projector projector;
    private final Executor workers;
    private final Pace pace;
    private final Queue<Runnable> held = new ArrayDeque<>();
    private Set<PublicKey> changed = new LinkedHashSet<>();
    private Optional<Weight> sealed;
    private long groups;
    private long bytes;
    private long position;
    private boolean busy;
    private boolean holding;

    /** Goes on from where the newest snapshot of the journal is. */
    public Snapshots(
            Loop loop, Lines lines, Journal journal, Projector projector, Executor workers, Recovered recovered) {
        this.loop = loop;
        this.lines = lines;
        this.journal = journal;
        this.projector = projector;
        this.workers = workers;
        pace = journal.pace();
        sealed = recovered.snapshot();
        changed.addAll(recovered.since().changed());
        groups = recovered.since().groups();
        bytes = recovered.since().bytes();
    }

    /** Takes notice of a round, after the projector was given what it adds to the history. */
    public void committed(Commit commit) {
        if (commit.position() == 0) {
            return;
        }
        position = commit.position();
        groups++;
        bytes += commit.bytes();
        for (Change change : commit.changes()) {
            if (!change.facts().isEmpty()) {
                changed.add(change.after().line().identity().peerKey());
            }
        }
        if (!busy && (groups >= pace.groups() || bytes >= pace.bytes())) {
            begin();
        }
    }

    /** No snapshot is sealed and no group goes before {@link #goOn}. */
    void hold() {
        holding = true;
    }

    void goOn() {
        holding = false;
        while (!held.isEmpty()) {
            loop.between(held.remove());
        }
    }

    private void begin() {
        busy = true;
        groups = 0;
        bytes = 0;
        Extent extent =
                sealed.filter(weight -> weight.changes() < weight.whole()).isPresent() ? Extent.CHANGES : Extent.WHOLE;
        Iterator<PublicKey> rest = extent == Extent.WHOLE ? lines.keys() : changed.iterator();
        changed = new LinkedHashSet<>();
        Draft draft =
                new Draft(new Part(position, extent), journal.beginSnapshot(position, extent), rest, pace.lines());
        takeNext(draft);
    }

    private void takeNext(Draft draft) {
        Chunk chunk = draft.next(lines, position);
        chunk.items().forEach(item -> changed.remove(item.line().identity().peerKey()));
        workers.execute(() -> {
            try {
                Bytes stored = chunk.bytes();
                loop.between(() -> add(draft, stored, chunk.last()));
            } catch (
                    Throwable failure) { // without this chunk there is no snapshot, and the journal would grow for ever
                loop.fail(failure);
            }
        });
    }

    private void add(Draft draft, Bytes chunk, boolean isLast) {
        draft.add(chunk);
        if (isLast) {
            projector.whenDurable(() -> loop.between(() -> seal(draft)));
        } else {
            takeNext(draft);
        }
    }

    private void seal(Draft draft) {
        if (holding) {
            held.add(() -> seal(draft));
            return;
        }
        draft.seal();
        sealed = Optional.of(draft.weight(sealed));
        trim(draft.position() - 1);
    }

    private void trim(long upTo) {
        if (holding) {
            held.add(() -> trim(upTo));
        } else if (upTo > 0 && journal.trim(upTo)) {
            loop.between(() -> trim(upTo));
        } else {
            busy = false;
        }
    }
}
