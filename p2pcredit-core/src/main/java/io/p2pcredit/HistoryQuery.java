package io.p2pcredit;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;

/**
 * What to read of what has happened, newest first.
 *
 * @param peer whose; everybody's if empty
 * @param before where to begin: {@link Cursor#END} for the newest, or where the last page said
 * @param max the most rows of a page, from 1
 */
public record HistoryQuery(Optional<PeerId> peer, Cursor before, int max) {
    public HistoryQuery {
        checkArgument(max > 0, "a page has at least one row: %s", max);
    }

    /** The newest of everybody. */
    public static HistoryQuery newest(int max) {
        return new HistoryQuery(Optional.empty(), Cursor.END, max);
    }

    /** The same of one peer only. */
    public HistoryQuery of(PeerId one) {
        return new HistoryQuery(Optional.of(one), before, max);
    }

    /** The same from an older place on. */
    public HistoryQuery before(Cursor place) {
        return new HistoryQuery(peer, place, max);
    }
}
