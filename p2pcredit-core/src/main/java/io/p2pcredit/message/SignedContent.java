package io.p2pcredit.message;

import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.SignedProof;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The canonical bytes that the signatures of {@code Auth} and {@code Resume} cover. Each begins with its own domain
 * tag, so that no signature fits anywhere else.
 */
public final class SignedContent {
    private static final byte[] HELLO = ascii("p2pcredit/hello/1");
    private static final byte[] AUTH = ascii("p2pcredit/auth/1");
    private static final byte[] RESUME = ascii("p2pcredit/resume/1");

    private SignedContent() {}

    /** What the peer in the role signs: the role and the digest of both {@code Hello}s, versions included. */
    public static Bytes auth(Role signer, Hello dialer, Hello acceptor) {
        Bytes first = hello(dialer);
        Bytes second = hello(acceptor);
        ByteBuffer both = ByteBuffer.allocate(first.size() + second.size());
        both.put(first.buffer()).put(second.buffer());
        Hash transcript = Hash.sha256(both.flip());
        ByteBuffer out = ByteBuffer.allocate(AUTH.length + 1 + Hash.SIZE)
                .put(AUTH)
                .put((byte) signer.number())
                .put(transcript.bytes().buffer());
        return Bytes.of(out.flip());
    }

    /** What the sender of a {@code Resume} signs: both nonces and everything the message says. */
    public static Bytes resume(
            Nonce dialer, Nonce acceptor, LineId line, Optional<SignedProof> mine, Optional<SignedProof> held) {
        ByteBuffer out = ByteBuffer.allocate(RESUME.length + 2 * Nonce.SIZE + Hash.SIZE + 2 * (1 + SignedProof.SIZE));
        out.put(RESUME).put(dialer.bytes().buffer()).put(acceptor.bytes().buffer());
        out.put(line.hash().bytes().buffer());
        put(out, mine);
        put(out, held);
        return Bytes.of(out.flip());
    }

    /** The canonical bytes of a {@code Hello}. */
    static Bytes hello(Hello hello) {
        byte[] name = ascii(hello.name().name());
        ByteBuffer out = ByteBuffer.allocate(
                HELLO.length + 1 + 2 * hello.versions().size() + 2 + name.length + PublicKey.SIZE + Nonce.SIZE);
        out.put(HELLO).put((byte) hello.versions().size());
        hello.versions().forEach(version -> out.putShort(version.shortValue()));
        out.putShort((short) name.length).put(name);
        out.put(hello.key().bytes().buffer()).put(hello.nonce().bytes().buffer());
        return Bytes.of(out.flip());
    }

    private static void put(ByteBuffer out, Optional<SignedProof> signed) {
        out.put((byte) (signed.isPresent() ? 1 : 0));
        signed.ifPresent(proof -> out.put(CanonicalForm.of(proof).buffer()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
