package io.p2pcredit.transport.ws.codec;

import com.fasterxml.jackson.core.io.SerializedString;
import io.p2pcredit.transport.ws.codec.JsonOutput.Form;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import java.io.IOException;
import java.util.Optional;

/**
 * Signed balance proofs. What every proof of version 1 has in common, its version and its locked 0, is not repeated.
 */
final class ProofForm {
    private ProofForm() {}

    static Form of(SignedProof signed) {
        return out -> write(signed, out);
    }

    static SignedProof required(JsonInput in) throws IOException {
        in.beginObject(Key.PROOF);
        return read(in);
    }

    static Optional<SignedProof> optional(JsonInput in, SerializedString key) throws IOException {
        return in.optionalObject(key) ? Optional.of(read(in)) : Optional.empty();
    }

    private static void write(SignedProof signed, JsonOutput out) throws IOException {
        BalanceProof proof = signed.proof();
        out.beginObject()
                .binary(Key.LINE, proof.line().hash().bytes())
                .number(Key.SIDE, proof.side().number())
                .decimal(Key.SEQ, proof.seq())
                .decimal(Key.PAID, proof.paid())
                .decimal(Key.CREDITED, proof.credited())
                .number(Key.LIMIT, proof.limit().units())
                .decimal(Key.PEER_SEQ, proof.peerSeq())
                .binary(Key.ENTRIES_HASH, proof.entriesHash().bytes())
                .binary(Key.SIGNATURE, signed.signature().bytes())
                .endObject();
    }

    private static SignedProof read(JsonInput in) throws IOException {
        BalanceProof proof = new BalanceProof(
                new LineId(Hash.of(in.binary(Key.LINE, Hash.SIZE))),
                in.number(Key.SIDE, 1) == 0 ? Side.LOW : Side.HIGH,
                in.decimal(Key.SEQ),
                in.decimal(Key.PAID),
                in.decimal(Key.CREDITED),
                new CreditLimit(in.number(Key.LIMIT, Amount.MAX_UNITS)),
                in.decimal(Key.PEER_SEQ),
                Hash.of(in.binary(Key.ENTRIES_HASH, Hash.SIZE)));
        Signature signature = new Signature(in.binary(Key.SIGNATURE, Signature.SIZE));
        in.endObject();
        return new SignedProof(proof, signature);
    }
}
