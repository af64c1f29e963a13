package io.p2pcredit.trustline.entry;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Signature;

/**
 * A balance proof and its writer's signature over the proof's canonical bytes. Holding one proves nothing until
 * verified.
 */
@Immutable
public record SignedProof(BalanceProof proof, Signature signature) {
    /** The size of the canonical bytes. */
    public static final int SIZE = BalanceProof.SIZE + Signature.SIZE;
}
