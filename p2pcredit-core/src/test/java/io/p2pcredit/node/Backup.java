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

    /** A copy of a store as it is now; the node that owns it is fenced. */
    static Backup of(InMemoryStorage original) {
        return of(original, Long.MAX_VALUE);
    }

    /** A copy that lacks what came after the position. */
    static Backup of(InMemoryStorage original, long position) {
        Backup backup = new Backup();
        try (Journal from = original.takeOver();
                Journal to = backup.storage.takeOver()) {
            from.replay(0, (at, group) -> {
                if (at <= position) {
                    to.append(group);
                }
            });
        }
        return backup;
    }

    /** Another copy. */
    Backup copy() {
        return of(storage);
    }

    /** How a node is started that has nothing else; its history is written again. */
    UnaryOperator<CreditNodeBuilder> restored() {
        return builder -> builder.store(storage.takeOver(), new InMemoryHistory());
    }
}
