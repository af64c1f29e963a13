package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.store.jdbc.EntryPlace.PaymentName;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The payments among the entries that one batch stores, to be found by what an event tells. As a rule the events come in
 * the order of the entries, and then nothing has to be looked for. For one thread.
 */
final class BatchEntries {
    private final List<EntryPlace> inOrder = new ArrayList<>();
    private final Map<Key, EntryPlace> byName = new HashMap<>();
    private int told;
    private int named;

    private record Key(LineId line, PaymentName name) {}

    /** Adds the entries of an update that is stored under the number. */
    void add(long number, Update update) {
        for (int i = 0; i < update.entries().size(); i++) {
            if (update.entries().get(i).pays()) {
                inOrder.add(new EntryPlace(number, update, i));
            }
        }
    }

    /** The entry that says all that the event says. */
    Optional<EntryPlace> telling(RecordedEvent recorded) {
        if (!(recorded.event() instanceof TrustlineEvent.Paid paid)) {
            return Optional.empty();
        }
        if (told < inOrder.size() && inOrder.get(told).tells(recorded)) {
            return Optional.of(inOrder.get(told++));
        }
        return Optional.ofNullable(named().get(key(recorded.line(), paid))).filter(place -> place.tells(recorded));
    }

    /** The first entry of each name. */
    private Map<Key, EntryPlace> named() {
        for (; named < inOrder.size(); named++) {
            EntryPlace place = inOrder.get(named);
            LineId line = place.update().proof().line();
            place.name().ifPresent(name -> byName.putIfAbsent(new Key(line, name), place));
        }
        return byName;
    }

    private static Key key(LineId line, TrustlineEvent.Paid paid) {
        return new Key(line, new PaymentName(paid.payment().id(), paid.payment().part()));
    }
}
