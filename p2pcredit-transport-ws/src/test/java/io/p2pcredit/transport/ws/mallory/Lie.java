package io.p2pcredit.transport.ws.mallory;

import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import java.util.function.UnaryOperator;

/** Changes of one field of a balance proof. */
final class Lie {
    private Lie() {}

    static UnaryOperator<BalanceProof> line(LineId line) {
        return p -> new BalanceProof(
                line, p.side(), p.seq(), p.paid(), p.credited(), p.limit(), p.peerSeq(), p.entriesHash());
    }

    static UnaryOperator<BalanceProof> side(Side side) {
        return p -> new BalanceProof(
                p.line(), side, p.seq(), p.paid(), p.credited(), p.limit(), p.peerSeq(), p.entriesHash());
    }

    static UnaryOperator<BalanceProof> seq(long seq) {
        return p -> new BalanceProof(
                p.line(), p.side(), seq, p.paid(), p.credited(), p.limit(), p.peerSeq(), p.entriesHash());
    }

    static UnaryOperator<BalanceProof> paid(long paid) {
        return p -> new BalanceProof(
                p.line(), p.side(), p.seq(), paid, p.credited(), p.limit(), p.peerSeq(), p.entriesHash());
    }

    static UnaryOperator<BalanceProof> credited(long credited) {
        return p -> new BalanceProof(
                p.line(), p.side(), p.seq(), p.paid(), credited, p.limit(), p.peerSeq(), p.entriesHash());
    }

    static UnaryOperator<BalanceProof> limit(CreditLimit limit) {
        return p -> new BalanceProof(
                p.line(), p.side(), p.seq(), p.paid(), p.credited(), limit, p.peerSeq(), p.entriesHash());
    }

    static UnaryOperator<BalanceProof> peerSeq(long peerSeq) {
        return p -> new BalanceProof(
                p.line(), p.side(), p.seq(), p.paid(), p.credited(), p.limit(), peerSeq, p.entriesHash());
    }

    static UnaryOperator<BalanceProof> hash(Hash hash) {
        return p -> new BalanceProof(p.line(), p.side(), p.seq(), p.paid(), p.credited(), p.limit(), p.peerSeq(), hash);
    }
}
