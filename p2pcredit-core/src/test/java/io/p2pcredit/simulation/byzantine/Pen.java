package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.function.UnaryOperator;

/** Signs whatever it is told to, with a valid key, for one writer of one line. */
record Pen(LineId line, Side side, Signer signer) {
    /** What a correct writer signs who stands there. */
    BalanceProof proof(Stand stand, long peerSeq) {
        return new BalanceProof(
                line,
                side,
                Math.max(1, stand.seq()),
                stand.paid(),
                stand.credited(),
                CreditLimit.of(stand.limit()),
                peerSeq,
                stand.hash());
    }

    SignedProof sign(BalanceProof proof) {
        return new SignedProof(proof, signer.sign(proof.canonicalBytes()));
    }

    /** The next update of a writer that stands there. */
    Update update(Stand stand, long peerSeq, List<Entry> entries) {
        return bent(stand, peerSeq, entries, UnaryOperator.identity());
    }

    /** The same, with another proof than the entries lead to. */
    Update bent(Stand stand, long peerSeq, List<Entry> entries, UnaryOperator<BalanceProof> bend) {
        return new Update(entries, sign(bend.apply(proof(stand.with(entries), peerSeq))));
    }
}
