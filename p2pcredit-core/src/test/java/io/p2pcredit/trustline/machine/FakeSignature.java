package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import java.nio.ByteBuffer;

/** A signature that anybody can make, in place of the slow real one: a digest of the key and the content. */
final class FakeSignature {
    private FakeSignature() {}

    static Signature by(PublicKey key, BalanceProof proof) {
        Bytes content = proof.canonicalBytes();
        ByteBuffer both = ByteBuffer.allocate(PublicKey.SIZE + content.size());
        both.put(key.bytes().buffer()).put(content.buffer());
        Hash hash = Hash.sha256(both.flip());
        return new Signature(Bytes.ofWords(
                hash.first(),
                hash.second(),
                hash.third(),
                hash.fourth(),
                key.first(),
                key.second(),
                key.third(),
                key.fourth()));
    }

    static SignedProof signed(PublicKey key, BalanceProof proof) {
        return new SignedProof(proof, by(key, proof));
    }
}
