package io.p2pcredit.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.SettlementPolicyContract;
import io.p2pcredit.spi.SettlementPolicy.Debt;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementPolicyTest {
    @Nested
    class Manual extends SettlementPolicyContract {
        @Override
        protected SettlementPolicy policy() {
            return SettlementPolicy.manual();
        }

        @Test
        void settlesNothing() {
            assertThat(policy().amountToSettle(debtOf(100))).isEmpty();
        }
    }

    @Nested
    class Above extends SettlementPolicyContract {
        @Override
        protected SettlementPolicy policy() {
            return SettlementPolicy.above(50);
        }

        @ParameterizedTest
        @CsvSource({"-5, 0", "0, 0", "1, 0", "49, 0", "50, 0", "51, 51", "100, 100"})
        void settlesEverythingOnceMoreThanThatIsOwed(long owed, long settled) {
            OptionalLong expected = settled == 0 ? OptionalLong.empty() : OptionalLong.of(settled);
            assertThat(policy().amountToSettle(debtOf(owed))).isEqualTo(expected);
        }
    }

    private static Debt debtOf(long units) {
        return new Debt(PeerId.of("Bob"), Balance.of(-units), CreditLimit.of(100));
    }
}
