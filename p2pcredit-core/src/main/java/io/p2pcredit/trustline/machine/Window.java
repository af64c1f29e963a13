package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        if (updates.isEmpty() || updates.get(updates.size() - 1).proof().seq() <= seq) {
            return EMPTY; // what nearly every acknowledgement comes to, without a look at each update
        }
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

    /** The link of the hash chain at the number, if it can be told from these updates. */
    Optional<Hash> linkAt(long seq) {
        Optional<Hash> before = Optional.empty();
        for (Update update : updates) {
            if (update.proof().seq() >= seq) {
                return linkIn(update, before, seq);
            }
            before = Optional.of(update.proof().entriesHash());
        }
        return Optional.empty();
    }

    private static Optional<Hash> linkIn(Update update, Optional<Hash> before, long seq) {
        if (update.proof().seq() == seq) {
            return Optional.of(update.proof().entriesHash());
        }
        if (before.isEmpty() || seq < update.firstSeq()) {
            return Optional.empty();
        }
        Hash link = before.get();
        for (Entry entry : update.entries().subList(0, (int) (seq - update.firstSeq() + 1))) {
            link = CanonicalForm.chained(link, entry);
        }
        return Optional.of(link);
    }

    /** Whether an entry after that number pays a part of the payment. */
    boolean pays(PaymentId id, long after) {
        return updates.stream()
                .flatMap(update -> update.entries().stream().skip(Math.max(0, after + 1 - update.firstSeq())))
                .anyMatch(entry ->
                        entry instanceof Entry.Payment part && part.id().equals(id));
    }

    /** The updates that a peer needs who holds the entries up to the number. */
    List<Update> after(long seq) {
        return updates.stream().filter(update -> update.proof().seq() > seq).toList();
    }

    private static long size(Update update) {
        return CanonicalForm.size(update);
    }
}
