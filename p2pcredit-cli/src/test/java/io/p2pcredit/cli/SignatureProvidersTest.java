package io.p2pcredit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;

class SignatureProvidersTest {
    @Test
    void theChosenOnePassesTheTestVector() {
        assertThat(SignatureProviders.passes(SignatureProviders.fastest())).isTrue();
    }

    @Test
    void theListOfProvidersIsNotTouched() {
        Provider[] before = Security.getProviders();
        SignatureProviders.fastest();
        assertThat(Security.getProviders()).isEqualTo(before);
    }

    @Test
    void aProviderWithoutEd25519DoesNotPass() {
        assertThat(SignatureProviders.passes(Security.getProvider("SUN"))).isFalse();
    }
}
