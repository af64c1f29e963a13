package io.p2pcredit.internal.resume;

import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.entry.Update;
import java.util.Optional;

/**
 * The updates of both writers of a line in an order in which a receiver can take them in: none before those of the
 * other writer that its {@code peerSeq} covers. Not thread-safe.
 */
final class CausalMerge {
    private final Strand own;
    private final Strand theirs;

    CausalMerge(Strand own, Strand theirs) {
        this.own = own;
        this.theirs = theirs;
    }

    Strand strand(Direction writer) {
        return writer == Direction.OUTGOING ? own : theirs;
    }

    /** Whose strand has to be read on before {@link #next} knows everything that it has to know. */
    Optional<Direction> starved() {
        if (own.isStarved()) {
            return Optional.of(Direction.OUTGOING);
        }
        return theirs.isStarved() ? Optional.of(Direction.INCOMING) : Optional.empty();
    }

    /**
     * Whose update is next; empty once both strands have come to their end.
     *
     * @throws IllegalStateException if each of the two waits for the other, which no two correct writers sign
     */
    Optional<Direction> next() {
        if (isNext(own, theirs)) {
            return Optional.of(Direction.OUTGOING);
        }
        if (isNext(theirs, own)) {
            return Optional.of(Direction.INCOMING);
        }
        if (own.next().isPresent() || theirs.next().isPresent()) {
            throw new IllegalStateException("the history of a line has no causal order");
        }
        return Optional.empty();
    }

    private static boolean isNext(Strand writer, Strand other) {
        Optional<Update> update = writer.next();
        return update.isPresent() && update.get().proof().peerSeq() <= other.reached();
    }
}
