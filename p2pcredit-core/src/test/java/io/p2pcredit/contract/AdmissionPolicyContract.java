package io.p2pcredit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.AdmissionPolicy.Decision;
import io.p2pcredit.spi.AdmissionPolicy.Request;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import org.junit.jupiter.api.Test;

/** What every {@link AdmissionPolicy} has promised: an answer to every request. */
public abstract class AdmissionPolicyContract extends Contract {
    /** The policy of the test; if it waits for somebody, one who answers. */
    protected abstract AdmissionPolicy policy();

    @Test
    public void decidesAboutEveryRequest() {
        AdmissionPolicy policy = policy();
        for (long offered : new long[] {0, 1, 100, Amount.MAX_UNITS}) {
            for (long asked : new long[] {0, 1, 100, Amount.MAX_UNITS}) {
                Request request =
                        new Request(PeerId.of("Bob"), Samples.key(1), CreditLimit.of(offered), CreditLimit.of(asked));
                Decision decision = waiting().atOnce(() -> policy.decide(request));
                assertThat(decision).as("%s", request).isNotNull();
            }
        }
    }
}
