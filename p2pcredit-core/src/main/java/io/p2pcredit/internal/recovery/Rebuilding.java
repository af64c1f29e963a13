package io.p2pcredit.internal.recovery;

import io.p2pcredit.internal.recovery.BatchBuilder.Place;
import io.p2pcredit.internal.recovery.Recovered.Since;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lines that are being built from groups, and the history that is told what it lacks. */
final class Rebuilding {
    private final PublicKey self;
    private final HistoryFeed feed;
    private final long known;
    private final int knownMark;
    private final Map<LineId, State> lines = new LinkedHashMap<>();
    private long groups;
    private long bytes;

    Rebuilding(PublicKey self, History history) {
        this.self = self;
        this.feed = new HistoryFeed(history);
        this.known = history.position();
        this.knownMark = history.mark();
    }

    /** A line as far as it is built. */
    private static final class State {
        private final long saved;
        private Line line;
        private boolean changed;

        /** @param saved the newest position that the line reflects already */
        State(Line line, long saved) {
            this.line = line;
            this.saved = saved;
        }

        boolean reflects(long position) {
            return position <= saved;
        }

        void apply(LineRecord fact) {
            line = line.apply(fact);
            changed = true;
        }
    }

    /** Begins with a line of a snapshot. */
    void begin(Chunk.Item item) {
        lines.put(item.line().identity().id(), new State(item.line(), item.position()));
    }

    /**
     * Takes the next group in; its facts of lines that reflect it already are skipped.
     *
     * @param isNew whether it is newer than the newest snapshot
     */
    void apply(long position, ByteBuffer stored, boolean isNew) {
        int size = stored.remaining();
        Group group = Group.read(stored);
        int mark = Group.mark(stored);
        if (position == known && mark != knownMark) {
            throw new StorageException(
                    Code.DAMAGED,
                    "the history and the journal do not belong together: put both back from the same backup");
        }
        groups += isNew ? 1 : 0;
        bytes += isNew ? size : 0;
        BatchBuilder batch = new BatchBuilder(new Place(position, mark, group.at()), OptionalLong.empty());
        takeIn(position, group, batch);
        if (position > known) {
            feed.add(batch.build(), size);
        }
    }

    /** A group can be whole and still say what cannot have come after the groups before it. */
    private void takeIn(long position, Group group, BatchBuilder batch) {
        try {
            for (Group.Item item : group.items()) {
                Line before = apply(position, item);
                if (position > known) {
                    batch.add(before, List.of(item.fact()));
                }
            }
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException | NoSuchElementException e) {
            throw new StorageException(
                    Code.DAMAGED, "group " + position + " of the journal does not go with those before it", e);
        }
    }

    /** Returns the line before the fact. */
    private Line apply(long position, Group.Item item) {
        State state = lines.get(item.line());
        if (state != null && state.reflects(position)) {
            return state.line;
        }
        State next = state(state, item);
        Line before = next.line;
        next.apply(item.fact());
        return before;
    }

    private State state(@Nullable State known, Group.Item item) {
        boolean begins = item.fact() instanceof LineRecord.Created;
        if (known != null && !begins) {
            return known;
        }
        if (known == null
                && item.fact() instanceof LineRecord.Created created
                && created.identity().id().equals(item.line())
                && created.identity().self().equals(self)) {
            State blank = new State(Line.blank(created.identity()), 0);
            lines.put(item.line(), blank);
            return blank;
        }
        throw new StorageException(
                Code.DAMAGED, "the journal holds lines of another identity, or one that does not begin just once");
    }

    /** The history has everything then. */
    void end() {
        feed.flush();
    }

    Collection<Line> lines() {
        List<Line> built = new ArrayList<>(lines.size());
        lines.values().forEach(state -> built.add(state.line));
        return built;
    }

    Since since() {
        Set<PublicKey> changed = new LinkedHashSet<>();
        for (State state : lines.values()) {
            if (state.changed) {
                changed.add(state.line.identity().peerKey());
            }
        }
        return new Since(changed, groups, bytes);
    }
}
