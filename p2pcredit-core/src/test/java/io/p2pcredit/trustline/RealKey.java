package io.p2pcredit.trustline;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/** A real Ed25519 key whose secret everybody knows. */
public final class RealKey {
    private static final Bytes X509_PREFIX = Bytes.fromHex("302a300506032b6570032100");

    private final Bytes secret;

    private RealKey(Bytes secret) {
        this.secret = secret;
    }

    /** The key of "alice", the lower one, or "bob". */
    public static RealKey of(String name) {
        return new RealKey(Golden.of("keys").hex(name + ".secret"));
    }

    public Signature sign(Bytes content) throws GeneralSecurityException {
        EdECPrivateKeySpec spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret.toArray());
        java.security.Signature signature = java.security.Signature.getInstance("Ed25519");
        signature.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(spec));
        signature.update(content.toArray());
        return new Signature(Bytes.of(signature.sign()));
    }

    /** Whether the signature over the content is the key's. */
    public static boolean verifies(PublicKey key, Bytes content, Signature signature) throws GeneralSecurityException {
        Bytes encoded = Bytes.fromHex(X509_PREFIX.toHex() + key.bytes().toHex());
        java.security.Signature verification = java.security.Signature.getInstance("Ed25519");
        verification.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toArray())));
        verification.update(content.toArray());
        return verification.verify(signature.bytes().toArray());
    }
}
