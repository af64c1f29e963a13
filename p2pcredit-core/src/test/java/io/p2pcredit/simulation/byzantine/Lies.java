package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;

/** Balance proofs of which one respect is wrong. */
final class Lies {
    private Lies() {}

    static BalanceProof withPaid(BalanceProof proof, long paid) {
        return new BalanceProof(
                proof.line(),
                proof.side(),
                proof.seq(),
                Math.max(0, paid),
                proof.credited(),
                proof.limit(),
                proof.peerSeq(),
                proof.entriesHash());
    }

    static BalanceProof withCredited(BalanceProof proof, long credited) {
        return new BalanceProof(
                proof.line(),
                proof.side(),
                proof.seq(),
                proof.paid(),
                Math.max(0, credited),
                proof.limit(),
                proof.peerSeq(),
                proof.entriesHash());
    }

    static BalanceProof withLimit(BalanceProof proof, long limit) {
        return new BalanceProof(
                proof.line(),
                proof.side(),
                proof.seq(),
                proof.paid(),
                proof.credited(),
                CreditLimit.of(limit),
                proof.peerSeq(),
                proof.entriesHash());
    }

    static BalanceProof withHash(BalanceProof proof, Hash hash) {
        return new BalanceProof(
                proof.line(),
                proof.side(),
                proof.seq(),
                proof.paid(),
                proof.credited(),
                proof.limit(),
                proof.peerSeq(),
                hash);
    }

    /** A line that nobody has. */
    static LineId anotherLine(LineId line) {
        return new LineId(anotherHash(line.hash()));
    }

    static Hash anotherHash(Hash hash) {
        return new Hash(hash.first(), hash.second(), ~hash.third(), hash.fourth());
    }

    /** The same update under a signature that does not fit. */
    static Update unsigned(Update update) {
        Signature wrong = new Signature(Bytes.ofWords(1, 2, 3, 4, 5, 6, 7, 8));
        return new Update(update.entries(), new SignedProof(update.proof(), wrong));
    }
}
