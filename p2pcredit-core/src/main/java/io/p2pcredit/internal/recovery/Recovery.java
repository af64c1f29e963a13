package io.p2pcredit.internal.recovery;

import io.p2pcredit.internal.recovery.BatchBuilder.Place;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineRecord;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Builds the lines of a node from its journal, and brings the history up to where the journal is. */
public final class Recovery {
    private final PublicKey self;
    private final History history;
    private final Map<LineId, Line> lines = new LinkedHashMap<>();

    private Recovery(PublicKey self, History history) {
        this.self = self;
        this.history = history;
    }

    /**
     * The lines as they were at the last durable point.
     *
     * @throws StorageException if the journal or the history is damaged, newer, or another identity's
     */
    public static Collection<Line> recover(Journal journal, History history, PublicKey self) {
        if (history.position() > journal.end()) {
            throw new StorageException(
                    Code.DAMAGED, "the history knows more than the journal: they do not belong together");
        }
        Recovery recovery = new Recovery(self, history);
        journal.replay(0, recovery::apply);
        return List.copyOf(recovery.lines.values());
    }

    private void apply(long position, ByteBuffer stored) {
        Group group = Group.read(stored);
        int mark = Group.mark(stored);
        BatchBuilder batch = new BatchBuilder(new Place(position, mark, group.at()), OptionalLong.empty());
        for (Group.Item item : group.items()) {
            Line before = before(item);
            lines.put(item.line(), before.apply(item.fact()));
            batch.add(before, List.of(item.fact()));
        }
        if (position > history.position()) {
            history.store(List.of(batch.build()));
        } else if (position == history.position() && mark != history.mark()) {
            throw new StorageException(Code.DAMAGED, "the history and the journal do not belong together");
        }
    }

    private Line before(Group.Item item) {
        Line known = lines.get(item.line());
        boolean begins = item.fact() instanceof LineRecord.Created;
        if (known != null && !begins) {
            return known;
        }
        if (known == null
                && item.fact() instanceof LineRecord.Created created
                && created.identity().id().equals(item.line())
                && created.identity().self().equals(self)) {
            return Line.blank(created.identity());
        }
        throw new StorageException(
                Code.DAMAGED, "the journal holds lines of another identity, or one that does not begin just once");
    }
}
