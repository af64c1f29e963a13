package io.p2pcredit.simulation.world;

import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;

/** An identity that is the same in every run with the same seed, whichever provider computes its signatures. */
public final class SimulatedSigner implements Signer {
    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BITS = 255;

    private final Provider provider;
    private final KeyPair keys;
    private final PublicKey publicKey;

    public SimulatedSigner(Provider provider, Chance chance) {
        this.provider = provider;
        this.keys = generate(provider, chance);
        byte[] encoded = keys.getPublic().getEncoded(); // X.509: a fixed prefix, then the key
        this.publicKey =
                PublicKey.of(Bytes.of(Arrays.copyOfRange(encoded, encoded.length - PublicKey.SIZE, encoded.length)));
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Signature sign(Bytes content) {
        try {
            java.security.Signature signature = java.security.Signature.getInstance(ALGORITHM, provider);
            signature.initSign(keys.getPrivate());
            signature.update(content.toArray());
            return new Signature(Bytes.of(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + provider, e);
        }
    }

    private static KeyPair generate(Provider provider, Chance chance) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM, provider);
            generator.initialize(KEY_BITS, new Repeatable(chance));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keys of " + provider, e);
        }
    }

    /** What a simulated world has for unguessable bytes. */
    private static final class Repeatable extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient Chance chance;

        Repeatable(Chance chance) {
            this.chance = chance;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            chance.fill(bytes);
        }
    }
}
