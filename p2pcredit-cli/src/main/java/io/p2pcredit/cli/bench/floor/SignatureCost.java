package io.p2pcredit.cli.bench.floor;

import io.p2pcredit.cli.bench.load.Latency;
import io.p2pcredit.cli.bench.load.Timing;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;

/**
 * How long an Ed25519 signature over 200 bytes takes to make, and to verify, on one processor.
 *
 * @param sign of one signature
 * @param verify of one signature
 */
public record SignatureCost(Latency sign, Latency verify) {
    private static final String ALGORITHM = "Ed25519";
    private static final byte[] MESSAGE = new byte[200];

    public static SignatureCost measure(Provider provider, Timing timing) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance(ALGORITHM, provider).generateKeyPair();
            Signature signer = Signature.getInstance(ALGORITHM, provider);
            signer.initSign(keys.getPrivate());
            byte[] signature = sign(signer);
            Signature verifier = Signature.getInstance(ALGORITHM, provider);
            verifier.initVerify(keys.getPublic());
            return new SignatureCost(
                    Sampling.of(timing, () -> sign(signer)), Sampling.of(timing, () -> verify(verifier, signature)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the provider has passed its test", e);
        }
    }

    private static byte[] sign(Signature signer) {
        try {
            signer.update(MESSAGE);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void verify(Signature verifier, byte[] signature) {
        try {
            verifier.update(MESSAGE);
            if (!verifier.verify(signature)) {
                throw new IllegalStateException("a signature that was just made does not verify");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
