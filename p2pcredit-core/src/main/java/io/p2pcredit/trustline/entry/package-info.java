/**
 * What the two writers of a line sign: entries, the balance proof over them, and the canonical bytes of both.
 *
 * <p>Signatures and hashes cover the canonical bytes only, never JSON or any other carrier's encoding.
 */
@NullMarked
package io.p2pcredit.trustline.entry;

import org.jspecify.annotations.NullMarked;
