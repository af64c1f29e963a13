package io.p2pcredit.internal.recovery;

import io.p2pcredit.internal.recovery.Chunk.Item;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.PublicKey;
import java.util.Optional;

/**
 * Builds the lines of a node from its journal, the newest snapshot first and then every group that it does not reflect,
 * and brings the history up to where the journal is. What does not go together is refused, and nothing is begun anew.
 */
public final class Recovery {
    private static final String SAME_BACKUP = ": put both back from the same backup";

    private final Journal journal;
    private final History history;
    private final PublicKey self;

    private Recovery(Journal journal, History history, PublicKey self) {
        this.journal = journal;
        this.history = history;
        this.self = self;
    }

    /**
     * The lines as they were at the last durable point.
     *
     * @throws StorageException if the journal or the history is damaged, newer, another identity's, or not the other's
     */
    public static Recovered recover(Journal journal, History history, PublicKey self) {
        return new Recovery(journal, history, self).recover();
    }

    private Recovered recover() {
        check();
        Optional<SavedLines> saved =
                journal.newestSnapshot().map(SavedLines::of).filter(this::isOfUse);
        Rebuilding lines = new Rebuilding(self, history);
        saved.ifPresent(found -> found.lines().values().forEach(lines::begin));
        long newest = saved.map(SavedLines::position).orElse(0L);
        long first = Math.min(newest, Math.max(0, history.position() - 1)); // the history's mark has to be compared
        journal.replay(first, (position, group) -> lines.apply(position, group, position > newest));
        lines.end();
        return new Recovered(lines.lines(), saved.map(SavedLines::weight), lines.since());
    }

    private void check() {
        long known = history.position();
        long trimmed = journal.trimmed();
        if (known > journal.end()) {
            throw new StorageException(Code.DAMAGED, "the history knows more than the journal" + SAME_BACKUP);
        }
        if (trimmed > 0 && known <= trimmed) {
            throw tooOld();
        }
        long newest = journal.newestSnapshot().map(Journal.Snapshot::position).orElse(0L);
        if ((trimmed > 0 && newest <= trimmed) || newest > journal.end()) {
            throw new StorageException(Code.DAMAGED, "the journal and its snapshot do not belong together");
        }
    }

    /**
     * Whether the history has everything that the snapshot's lines reflect. If not, nobody could tell it that from those
     * lines; but as long as the journal has all groups, they tell it from the beginning.
     */
    private boolean isOfUse(SavedLines saved) {
        if (saved.lines().values().stream()
                .map(Item::line)
                .anyMatch(line -> !line.identity().self().equals(self))) {
            throw new StorageException(Code.DAMAGED, "the journal holds lines of another identity");
        }
        if (saved.newest() > journal.end()) {
            throw new StorageException(Code.DAMAGED, "the journal and its snapshot do not belong together");
        }
        boolean known = saved.newest() <= history.position();
        if (!known && journal.trimmed() > 0) {
            throw tooOld();
        }
        return known;
    }

    private static StorageException tooOld() {
        return new StorageException(
                Code.DAMAGED, "the history lacks what the journal does not have any more" + SAME_BACKUP);
    }
}
