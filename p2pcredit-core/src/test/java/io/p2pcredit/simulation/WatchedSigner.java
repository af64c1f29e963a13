package io.p2pcredit.simulation;

import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.SignedProof;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** A signer that shows every balance proof that it is given to sign, whoever asks for it. */
record WatchedSigner(Signer signer, Consumer<BalanceProof> watcher) implements Signer {
    @Override
    public PublicKey publicKey() {
        return signer.publicKey();
    }

    @Override
    public Signature sign(Bytes content) {
        Signature signature = signer.sign(content);
        proof(content, signature).ifPresent(watcher);
        return signature;
    }

    /** What is signed, if its size is that of a balance proof: nothing else that is signed has it. */
    private static Optional<BalanceProof> proof(Bytes content, Signature signature) {
        if (content.size() != BalanceProof.SIZE) {
            return Optional.empty();
        }
        ByteBuffer signed = ByteBuffer.allocate(content.size() + Signature.SIZE);
        signed.put(content.buffer()).put(signature.bytes().buffer());
        return Optional.of(CanonicalForm.readSignedProof(signed.flip())).map(SignedProof::proof);
    }
}
