package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.Optional;

/**
 * How a writer's proof stands to the newest one that is held: by the pair (seq, peerSeq), neither of which ever
 * shrinks.
 */
enum ProofOrder {
    DUPLICATE,
    STALE,
    NEWER,
    /** Both cannot be the same correct writer's. */
    CONTRADICTION;

    static ProofOrder of(Chain held, BalanceProof shown) {
        return held.newest().map(newest -> of(newest.proof(), shown)).orElse(NEWER);
    }

    /** The same where a side may have nothing to show. */
    static ProofOrder of(Chain held, Optional<SignedProof> shown) {
        return shown.map(signed -> of(held, signed.proof()))
                .orElse(held.newest().isPresent() ? STALE : DUPLICATE);
    }

    private static ProofOrder of(BalanceProof held, BalanceProof shown) {
        if (held.equals(shown)) {
            return DUPLICATE;
        }
        if (held.seq() == shown.seq()) {
            return sameEntries(held, shown);
        }
        boolean newer = shown.seq() > held.seq();
        boolean crossed = newer ? shown.peerSeq() < held.peerSeq() : shown.peerSeq() > held.peerSeq();
        if (crossed) {
            return CONTRADICTION;
        }
        return newer ? NEWER : STALE;
    }

    private static ProofOrder sameEntries(BalanceProof held, BalanceProof shown) {
        boolean sameTotals = held.entriesHash().equals(shown.entriesHash())
                && held.paid() == shown.paid()
                && held.credited() == shown.credited()
                && held.limit().equals(shown.limit());
        if (!sameTotals) {
            return CONTRADICTION;
        }
        return shown.peerSeq() > held.peerSeq() ? NEWER : STALE;
    }
}
