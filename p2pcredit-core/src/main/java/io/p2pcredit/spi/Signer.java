package io.p2pcredit.spi;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;

/**
 * Signs with the node's identity key, which never leaves it.
 *
 * <p><b>Threads.</b> Called on the node's workers, calls may overlap, and may block (a device, a remote service).
 * <b>Errors.</b> An exception stops the node: it cannot do anything without signatures. <b>Life cycle.</b> Belongs to
 * whoever made it.
 */
public interface Signer {
    /** The key under which the signatures verify; always the same. */
    PublicKey publicKey();

    /** The Ed25519 signature over the bytes (RFC 8032, not pre-hashed). */
    Signature sign(Bytes content);
}
