package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.Optional;

/**
 * How a line stands with its peer at this moment. Not durable: a node that starts is away from everybody.
 *
 * @param shown the number of the newest own entry that this end has shown in this session; an update of the peer that
 *     is new in this session covers at least that one
 * @param goal what has to be stored here before the line is ready, once the peer has shown it
 * @param wasReady whether it was ready at any time since the node's start, so that nothing of it is lost unnoticed
 */
@Immutable
public record Link(Phase phase, long shown, Optional<Goal> goal, boolean wasReady) {
    public static final Link AWAY = new Link(Phase.AWAY, 0, Optional.empty(), false);

    /** What a line may do. */
    public enum Phase {
        /** No session. Nothing is signed but what was taken in before. */
        AWAY,
        /** Getting back in step. Nothing is signed, whatever asks for it. */
        RESUMING,
        READY,
        /** The line is frozen, and this end has lost nothing of its own: it credits what it finds, and signs no more. */
        FROZEN
    }

    /**
     * What the peer has shown and this end lacked.
     *
     * @param theirs the peer's newest proof
     * @param lost this end's own newest proof, if this end does not hold it any more
     */
    @Immutable
    public record Goal(Optional<SignedProof> theirs, Optional<SignedProof> lost) {
        static final Goal NOTHING = new Goal(Optional.empty(), Optional.empty());

        /** The number of the newest entry of the peer that it has shown. */
        long theirSeq() {
            return theirs.map(signed -> signed.proof().seq()).orElse(0L);
        }

        boolean isReachedBy(Line line) {
            boolean complete = theirs.map(SignedProof::proof)
                    .filter(proof -> line.theirs().signedSeq() < proof.seq()
                            || line.theirs().signedPeerSeq() < proof.peerSeq())
                    .isEmpty();
            return complete && isReachedBy(line.own());
        }

        /** Whether this end has everything of its own again. */
        boolean isReachedBy(Chain own) {
            return lost.map(SignedProof::proof)
                    .filter(proof -> own.signedSeq() < proof.seq() || own.signedPeerSeq() < proof.peerSeq())
                    .isEmpty();
        }
    }

    Link away() {
        return new Link(Phase.AWAY, 0, Optional.empty(), wasReady);
    }

    Link resuming(long shownNow) {
        return new Link(Phase.RESUMING, shownNow, Optional.empty(), wasReady);
    }

    Link awaiting(Goal what) {
        return new Link(Phase.RESUMING, shown, Optional.of(what), wasReady);
    }

    /** The peer has nothing, and may write without knowing what was shown to it: it need not hold a proposal. */
    Link awaitingNothing() {
        return new Link(Phase.RESUMING, 0, Optional.of(Goal.NOTHING), wasReady);
    }

    Link ready() {
        return new Link(Phase.READY, shown, goal, true);
    }

    Link frozen() {
        return new Link(Phase.FROZEN, shown, goal, wasReady);
    }

    /** Whether this end may sign for what it finds on the ledger. */
    public boolean mayCredit() {
        return phase == Phase.READY || phase == Phase.FROZEN;
    }

    public boolean isReady() {
        return phase == Phase.READY;
    }

    /** Whether the peer has shown where it stands. */
    public boolean hasMet() {
        return goal.isPresent();
    }

    /** Whether this end has lost something of its own and is getting it back. */
    public boolean isRestoring() {
        return phase == Phase.RESUMING && goal.flatMap(Goal::lost).isPresent();
    }
}
