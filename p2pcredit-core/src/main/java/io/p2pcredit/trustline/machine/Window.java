package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * This end's updates with entries that the peer has not signed for yet, oldest first. Bounded, so that a receiver can
 * always take what a correct peer sends.
 *
 * @param bytes the size of their canonical bytes
 */
@Immutable
public record Window(List<Update> updates, long bytes) {
    public static final int MAX_UPDATES = 1_024;
    public static final long MAX_BYTES = 16L * 1024 * 1024;

    static final Window EMPTY = new Window(List.of(), 0);

    public Window {
        updates = List.copyOf(updates);
    }

    Window with(Update update) {
        if (update.isAcknowledgement()) {
            return this;
        }
        List<Update> more = new ArrayList<>(updates);
        more.add(update);
        return new Window(more, bytes + size(update));
    }

    Window acknowledgedUpTo(long seq) {
        int known = 0;
        long gone = 0;
        while (known < updates.size() && updates.get(known).proof().seq() <= seq) {
            gone += size(updates.get(known));
            known++;
        }
        return known == 0 ? this : new Window(updates.subList(known, updates.size()), bytes - gone);
    }

    /** The number of the last entry before all of these; empty if there are none. */
    OptionalLong after() {
        return updates.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(updates.get(0).firstSeq() - 1);
    }

    /** The updates that a peer needs who holds the entries up to the number. */
    List<Update> after(long seq) {
        return updates.stream().filter(update -> update.proof().seq() > seq).toList();
    }

    private static long size(Update update) {
        return CanonicalForm.of(update).size();
    }
}
