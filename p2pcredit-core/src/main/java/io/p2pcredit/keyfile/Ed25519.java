package io.p2pcredit.keyfile;

import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** Keys and signatures by one provider; by the platform's first one if none is given. */
record Ed25519(Optional<Provider> provider) {
    private static final String ALGORITHM = "Ed25519";

    /** What stands before the 32 bytes of a public key in its X.509 form (RFC 8410). */
    private static final Bytes X509_PREFIX = Bytes.fromHex("302a300506032b6570032100");

    KeyPair generate() {
        try {
            KeyPairGenerator generator = provider.isPresent()
                    ? KeyPairGenerator.getInstance(ALGORITHM, provider.get())
                    : KeyPairGenerator.getInstance(ALGORITHM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Empty if what is said to be a private key is none. */
    Optional<KeyPair> pair(PublicKey publicKey, KeySpec privateKey) {
        try {
            KeyFactory factory = provider.isPresent()
                    ? KeyFactory.getInstance(ALGORITHM, provider.get())
                    : KeyFactory.getInstance(ALGORITHM);
            return Optional.of(new KeyPair(
                    factory.generatePublic(
                            new X509EncodedKeySpec(x509(publicKey).toArray())),
                    factory.generatePrivate(privateKey)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    InMemorySigner signer(KeyPair keys) {
        return provider.map(chosen -> InMemorySigner.of(keys, chosen)).orElseGet(() -> InMemorySigner.of(keys));
    }

    /** Whether what the private key signs can be verified with the public one. */
    boolean belongTogether(KeyPair keys) {
        Bytes content = publicKey(keys).bytes();
        Bytes signature = signer(keys).sign(content).bytes();
        try {
            Signature verifier = provider.isPresent()
                    ? Signature.getInstance(ALGORITHM, provider.get())
                    : Signature.getInstance(ALGORITHM);
            verifier.initVerify(keys.getPublic());
            verifier.update(content.toArray());
            return verifier.verify(signature.toArray());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static PublicKey publicKey(KeyPair keys) {
        byte[] x509 = keys.getPublic().getEncoded();
        return PublicKey.of(Bytes.of(Arrays.copyOfRange(x509, X509_PREFIX.size(), x509.length)));
    }

    /** The public key in the form that other software reads. */
    static Bytes x509(PublicKey key) {
        return Bytes.fromHex(X509_PREFIX.toHex() + key.bytes().toHex());
    }

    /** Empty if the bytes are no Ed25519 key in that form. */
    static Optional<PublicKey> fromX509(Bytes x509) {
        String hex = x509.toHex();
        boolean isKey = x509.size() == X509_PREFIX.size() + PublicKey.SIZE && hex.startsWith(X509_PREFIX.toHex());
        return isKey
                ? Optional.of(PublicKey.of(Bytes.fromHex(hex.substring(2 * X509_PREFIX.size()))))
                : Optional.empty();
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("no provider of " + ALGORITHM, e);
    }
}
