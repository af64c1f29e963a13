package io.p2pcredit.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Security;
import java.security.spec.X509EncodedKeySpec;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedSignerTest {
    private static final Bytes CONTENT = Bytes.utf8("content");

    static Stream<Provider> providers() {
        return Stream.of(new FakeEd25519(), Security.getProvider("SunEC"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void isTheSameInEveryRun(Provider provider) {
        Signer signer = signer(provider, 1);
        Signer again = signer(provider, 1);
        assertThat(again.publicKey()).isEqualTo(signer.publicKey());
        assertThat(again.sign(CONTENT)).isEqualTo(signer.sign(CONTENT));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void makesSignaturesThatFitThisKeyAndContentOnly(Provider provider) throws GeneralSecurityException {
        Signer signer = signer(provider, 1);
        Signer other = signer(provider, 2);
        Signature signature = signer.sign(CONTENT);
        assertThat(verifies(provider, signer.publicKey(), CONTENT, signature)).isTrue();
        assertThat(verifies(provider, other.publicKey(), CONTENT, signature)).isFalse();
        assertThat(verifies(provider, signer.publicKey(), Bytes.utf8("Content"), signature))
                .isFalse();
        assertThat(verifies(provider, signer.publicKey(), CONTENT, other.sign(CONTENT)))
                .isFalse();
    }

    private static Signer signer(Provider provider, long seed) {
        return new SimulatedSigner(provider, Chance.of(seed, "key"));
    }

    private static boolean verifies(Provider provider, PublicKey key, Bytes content, Signature signature)
            throws GeneralSecurityException {
        Bytes encoded = Bytes.fromHex("302a300506032b6570032100" + key.bytes().toHex());
        java.security.Signature verifier = java.security.Signature.getInstance("Ed25519", provider);
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519", provider).generatePublic(new X509EncodedKeySpec(encoded.toArray())));
        verifier.update(content.toArray());
        return verifier.verify(signature.bytes().toArray());
    }
}
