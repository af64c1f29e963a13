package io.p2pcredit.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.p2pcredit.contract.AdmissionPolicyContract;
import io.p2pcredit.spi.AdmissionPolicy.Decision;
import io.p2pcredit.spi.AdmissionPolicy.Request;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionPolicyTest {
    @Nested
    class Ask extends AdmissionPolicyContract {
        @Override
        protected AdmissionPolicy policy() {
            return AdmissionPolicy.ask();
        }

        @Test
        void leavesEverythingToTheApplication() {
            assertThat(policy().decide(asking(0))).isEqualTo(new Decision.Ask());
        }
    }

    @Nested
    class UpTo extends AdmissionPolicyContract {
        @Override
        protected AdmissionPolicy policy() {
            return AdmissionPolicy.upTo(100);
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "1, 1", "99, 99", "100, 100", "101, 100", "9007199254740991, 100"})
        void grantsWhatIsAskedUpToTheLimit(long asked, long granted) {
            assertThat(policy().decide(asking(asked))).isEqualTo(new Decision.Accept(CreditLimit.of(granted)));
        }

        @Test
        void hasALimitThatIsOne() {
            assertThatIllegalArgumentException().isThrownBy(() -> AdmissionPolicy.upTo(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> AdmissionPolicy.upTo(Amount.MAX_UNITS + 1));
        }
    }

    @Nested
    class Everybody extends AdmissionPolicyContract {
        @Override
        protected AdmissionPolicy policy() {
            return AdmissionPolicy.everybody();
        }

        @Test
        void grantsWhateverIsAsked() {
            assertThat(policy().decide(asking(Amount.MAX_UNITS)))
                    .isEqualTo(new Decision.Accept(CreditLimit.of(Amount.MAX_UNITS)));
        }
    }

    private static Request asking(long units) {
        return new Request(PeerId.of("Bob"), new PublicKey(1, 2, 3, 4), CreditLimit.of(100), CreditLimit.of(units));
    }
}
