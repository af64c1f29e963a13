package io.p2pcredit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Signer} has promised. */
public abstract class SignerContract extends Contract {
    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
    private static final Bytes X509_PREFIX = Bytes.fromHex("302a300506032b6570032100");

    /** The signer of the test. */
    protected abstract Signer signer();

    @Test
    public void hasOneKey() {
        Signer signer = signer();
        PublicKey key = signer.publicKey();
        signer.sign(Bytes.utf8("something"));
        assertThat(signer.publicKey()).isEqualTo(key);
    }

    @Test
    public void signsSoThatTheKeyVerifies() {
        Signer signer = signer();
        for (Bytes content : List.of(Bytes.of(), Bytes.utf8("a"), Bytes.of(new byte[300_000]))) {
            assertThat(verifies(signer, content, signer.sign(content))).isTrue();
        }
    }

    @Test
    public void signsThisContentAndNoOther() {
        Signer signer = signer();
        assertThat(verifies(signer, Bytes.utf8("b"), signer.sign(Bytes.utf8("a"))))
                .isFalse();
    }

    @Test
    public void signsInManyThreadsAtOnce() {
        Signer signer = signer();
        List<Bytes> contents =
                IntStream.range(0, 64).mapToObj(i -> Bytes.utf8("content " + i)).toList();
        List<CompletableFuture<io.p2pcredit.trustline.Signature>> together = contents.stream()
                .map(content ->
                        CompletableFuture.supplyAsync(() -> signer.sign(content), task -> new Thread(task).start()))
                .toList();
        for (int i = 0; i < contents.size(); i++) {
            assertThat(verifies(signer, contents.get(i), waiting().answer(together.get(i))))
                    .isTrue();
        }
    }

    private static boolean verifies(Signer signer, Bytes content, io.p2pcredit.trustline.Signature signature) {
        try {
            byte[] key = Bytes.fromHex(
                            X509_PREFIX.toHex() + signer.publicKey().bytes().toHex())
                    .toArray();
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
            verifier.update(content.toArray());
            return verifier.verify(signature.bytes().toArray());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the platform cannot verify", e);
        }
    }
}
