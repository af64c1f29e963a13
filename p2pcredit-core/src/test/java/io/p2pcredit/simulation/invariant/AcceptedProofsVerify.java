package io.p2pcredit.simulation.invariant;

import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashSet;
import java.util.Set;

/** I10: whatever a node keeps is of one of its own lines, and is signed with the key of the peer that has written it. */
public final class AcceptedProofsVerify implements Invariant {
    private static final String NAME = "I10 AcceptedProofsVerify";
    private static final Bytes X509_PREFIX = Bytes.fromHex("302a300506032b6570032100");

    private final Parties parties;
    private final Provider signatures;
    private final Set<SignedProof> verified = new HashSet<>();

    /** @param signatures who computes them, whatever the nodes use */
    public AcceptedProofsVerify(Parties parties, Provider signatures) {
        this.parties = parties;
        this.signatures = signatures;
    }

    @Override
    public void stored(PeerId at, History.Batch batch) {
        batch.updates().stream().map(Update::signed).forEach(signed -> check(at, signed));
    }

    private void check(PeerId at, SignedProof signed) {
        Writer writer = Writer.of(signed.proof());
        PeerId name = parties.name(writer);
        if (!name.equals(at) && !parties.name(writer.peer()).equals(at)) {
            throw new Violation(NAME, at + " keeps what is not its business: " + signed);
        }
        if (verified.add(signed) && !verifies(parties.key(name), signed)) {
            throw new Violation(NAME, at + " keeps what " + name + " has not signed: " + signed);
        }
    }

    private boolean verifies(PublicKey key, SignedProof signed) {
        try {
            Bytes encoded = Bytes.fromHex(X509_PREFIX.toHex() + key.bytes().toHex());
            Signature verifier = Signature.getInstance("Ed25519", signatures);
            verifier.initVerify(KeyFactory.getInstance("Ed25519", signatures)
                    .generatePublic(new X509EncodedKeySpec(encoded.toArray())));
            verifier.update(signed.proof().canonicalBytes().toArray());
            return verifier.verify(signed.signature().bytes().toArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot verify with " + signatures, e);
        }
    }
}
