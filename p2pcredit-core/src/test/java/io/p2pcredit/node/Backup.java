package io.p2pcredit.node;

import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Journal;
import java.util.function.UnaryOperator;

/** What is left of a node's store after something has gone wrong with it. */
final class Backup {
    private final InMemoryStorage storage = new InMemoryStorage();

    private Backup() {}

    /** A store of which nothing is left. */
    static Backup empty() {
        return new Backup();
    }

    /** A copy of the oldest part of a store that nobody uses any more. */
    static Backup part(InMemoryStorage original, int percent) {
        Backup backup = new Backup();
        try (Journal from = original.takeOver();
                Journal to = backup.open()) {
            long last = from.end() * percent / 100;
            from.replay(0, (position, group) -> {
                if (position <= last) {
                    to.append(group);
                }
            });
        }
        return backup;
    }

    /** Becomes the owner of what is left. */
    Journal open() {
        return storage.takeOver();
    }

    /** How a node is started that has nothing else; its history is written again. */
    UnaryOperator<CreditNodeBuilder> restored() {
        return builder -> builder.store(open(), new InMemoryHistory());
    }
}
