package io.p2pcredit.internal.recovery;

import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.machine.Line;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node comes back with.
 *
 * @param lines as they were at the last durable point
 * @param snapshot what the newest snapshot weighs; empty if there is none
 * @param since what the journal has beyond it
 */
public record Recovered(Collection<Line> lines, Optional<Weight> snapshot, Since since) {
    public Recovered {
        lines = List.copyOf(lines);
    }

    /** Nothing at all. */
    public static Recovered nothing() {
        return new Recovered(List.of(), Optional.empty(), new Since(Set.of(), 0, 0));
    }

    /**
     * The size of a sealed snapshot in bytes.
     *
     * @param whole of its oldest part, which stands alone
     * @param changes of all parts after it
     */
    public record Weight(long whole, long changes) {}

    /**
     * What is newer than a snapshot.
     *
     * @param changed the lines that are, by their peers' keys
     * @param groups how many groups
     * @param bytes their size
     */
    public record Since(Set<PublicKey> changed, long groups, long bytes) {
        public Since {
            changed = Collections.unmodifiableSet(new LinkedHashSet<>(changed)); // in one order in every process
        }
    }
}
