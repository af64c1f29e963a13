package io.p2pcredit.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.SignerContract;
import io.p2pcredit.spi.Signer;
import java.security.Security;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemorySignerTest extends SignerContract {
    @Override
    protected Signer signer() {
        return InMemorySigner.generate();
    }

    @Test
    void showsItsPublicKeyAndNothingElse() {
        Signer signer = signer();
        assertThat(signer).hasToString("InMemorySigner[" + signer.publicKey() + "]");
    }

    @Test
    void isAnotherIdentityEachTime() {
        assertThat(signer().publicKey()).isNotEqualTo(signer().publicKey());
    }

    @Nested
    class ByAGivenProvider extends SignerContract {
        @Override
        protected Signer signer() {
            return InMemorySigner.generate(Security.getProvider("SunEC"));
        }
    }
}
