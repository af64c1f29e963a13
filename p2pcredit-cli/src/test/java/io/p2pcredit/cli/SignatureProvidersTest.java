package io.p2pcredit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SignatureProvidersTest {
    @Test
    void theChosenOnePassesTheTestVector() {
        assertThat(SignatureProviders.passes(SignatureProviders.fastest())).isTrue();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void itIsTheNativeOneWhereThereIsOne() {
        assertThat(SignatureProviders.fastest().getName()).isEqualTo("AmazonCorrettoCryptoProvider");
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
