package io.p2pcredit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.spi.SettlementPolicy.Debt;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every {@link SettlementPolicy} has promised: an amount to settle, or nothing. */
public abstract class SettlementPolicyContract extends Contract {
    /** The policy of the test. */
    protected abstract SettlementPolicy policy();

    @Test
    public void settlesAPositiveAmountOrNothing() {
        SettlementPolicy policy = policy();
        for (long owed : new long[] {1, 99, 100, 101, Amount.MAX_UNITS}) {
            for (long limit : new long[] {0, 100, Amount.MAX_UNITS}) {
                Debt debt = new Debt(PeerId.of("Bob"), Balance.of(-owed), CreditLimit.of(limit));
                OptionalLong amount = waiting().atOnce(() -> policy.amountToSettle(debt));
                assertThat(amount.orElse(1)).as("%s", debt).isPositive();
            }
        }
    }
}
