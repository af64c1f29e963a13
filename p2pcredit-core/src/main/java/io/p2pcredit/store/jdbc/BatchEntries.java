package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.store.jdbc.EntryPlace.PaymentName;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Update;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The payments among the entries that one batch stores, to be found by what an event tells. For one thread. */
final class BatchEntries {
    private final Map<Key, EntryPlace> places = new HashMap<>();

    private record Key(LineId line, PaymentName name) {}

    /** Adds the entries of an update that is stored under the number. */
    void add(long number, Update update) {
        LineId line = update.proof().line();
        for (int i = 0; i < update.entries().size(); i++) {
            EntryPlace place = new EntryPlace(number, update, i);
            place.name().ifPresent(name -> places.putIfAbsent(new Key(line, name), place));
        }
    }

    /** The entry that says all that the event says. */
    Optional<EntryPlace> telling(RecordedEvent recorded) {
        return recorded.event() instanceof TrustlineEvent.Paid paid
                ? Optional.ofNullable(places.get(key(recorded.line(), paid))).filter(place -> place.tells(recorded))
                : Optional.empty();
    }

    private static Key key(LineId line, TrustlineEvent.Paid paid) {
        return new Key(line, new PaymentName(paid.payment().id(), paid.payment().part()));
    }
}
