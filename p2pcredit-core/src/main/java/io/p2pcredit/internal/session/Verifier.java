package io.p2pcredit.internal.session;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** Checks Ed25519 signatures. Thread-safe. */
public final class Verifier {
    private static final String ALGORITHM = "Ed25519";

    /** What an X.509 key of this algorithm begins with (RFC 8410). */
    private static final Bytes X509_PREFIX = Bytes.fromHex("302a300506032b6570032100");

    private final Optional<Provider> provider;

    /** A verifier by that provider, or by the platform's first. */
    public Verifier(Optional<Provider> provider) {
        this.provider = provider;
    }

    /**
     * Whether the signature is the key's over the content; never if the key is none.
     *
     * @throws IllegalStateException if nobody can compute such signatures here
     */
    public boolean verifies(PublicKey key, Bytes content, Signature signature) {
        try {
            java.security.Signature check = provider.isPresent()
                    ? java.security.Signature.getInstance(ALGORITHM, provider.get())
                    : java.security.Signature.getInstance(ALGORITHM);
            check.initVerify(decoded(key));
            check.update(content.toArray());
            return check.verify(signature.bytes().toArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no provider of " + ALGORITHM, e);
        } catch (GeneralSecurityException e) {
            return false; // the key is no point of the curve, or the signature is malformed
        }
    }

    private java.security.PublicKey decoded(PublicKey key) throws GeneralSecurityException {
        ByteBuffer encoded = ByteBuffer.allocate(X509_PREFIX.size() + PublicKey.SIZE)
                .put(X509_PREFIX.buffer())
                .put(key.bytes().buffer());
        return keyFactory().generatePublic(new X509EncodedKeySpec(encoded.array()));
    }

    /** The provider's own, which spares a conversion; not every provider of signatures has one. */
    private KeyFactory keyFactory() throws NoSuchAlgorithmException {
        Optional<Provider> own = provider.filter(chosen -> chosen.getService("KeyFactory", ALGORITHM) != null);
        return own.isPresent() ? KeyFactory.getInstance(ALGORITHM, own.get()) : KeyFactory.getInstance(ALGORITHM);
    }
}
