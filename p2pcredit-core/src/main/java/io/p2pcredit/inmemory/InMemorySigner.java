package io.p2pcredit.inmemory;

import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;

/** An identity whose private key lives in this process only. Thread-safe. */
public final class InMemorySigner implements Signer {
    private static final String ALGORITHM = "Ed25519";

    private final KeyPair keys;
    private final PublicKey publicKey;
    private final Optional<Provider> provider;

    private InMemorySigner(KeyPair keys, Optional<Provider> provider) {
        this.keys = keys;
        this.provider = provider;
        byte[] encoded = keys.getPublic().getEncoded(); // X.509: a fixed prefix, then the key
        this.publicKey =
                PublicKey.of(Bytes.of(Arrays.copyOfRange(encoded, encoded.length - PublicKey.SIZE, encoded.length)));
    }

    /** A new key by the platform's first provider of Ed25519. */
    public static InMemorySigner generate() {
        return generate(Optional.empty());
    }

    /** A new key by the given provider, which also signs. */
    public static InMemorySigner generate(Provider provider) {
        return generate(Optional.of(provider));
    }

    /** A key that was made elsewhere; the platform's first provider of Ed25519 signs. */
    public static InMemorySigner of(KeyPair keys) {
        return new InMemorySigner(keys, Optional.empty());
    }

    /** A key that was made elsewhere; the given provider signs. */
    public static InMemorySigner of(KeyPair keys, Provider provider) {
        return new InMemorySigner(keys, Optional.of(provider));
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Signature sign(Bytes content) {
        try {
            java.security.Signature signature = provider.isPresent()
                    ? java.security.Signature.getInstance(ALGORITHM, provider.get())
                    : java.security.Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(content.toArray());
            return new Signature(Bytes.of(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + ALGORITHM, e);
        }
    }

    /** Never shows the private key. */
    @Override
    public String toString() {
        return "InMemorySigner[" + publicKey + "]";
    }

    private static InMemorySigner generate(Optional<Provider> provider) {
        try {
            KeyPairGenerator generator = provider.isPresent()
                    ? KeyPairGenerator.getInstance(ALGORITHM, provider.get())
                    : KeyPairGenerator.getInstance(ALGORITHM);
            return new InMemorySigner(generator.generateKeyPair(), provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no provider of " + ALGORITHM, e);
        }
    }
}
