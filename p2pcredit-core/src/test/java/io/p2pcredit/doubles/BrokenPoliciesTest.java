package io.p2pcredit.doubles;

import io.p2pcredit.contract.AdmissionPolicyContract;
import io.p2pcredit.contract.SettlementPolicyContract;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.SettlementPolicy;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BrokenPoliciesTest {
    @TestFactory
    Stream<DynamicTest> ofAdmissionAreRejected() {
        return Rejection.tests(
                AdmissionPolicyContract.class,
                List.of(
                        admission("gives no decision", request -> noDecision()),
                        admission("fails", request -> {
                            throw new IllegalStateException("no");
                        }),
                        admission("waits for ever", request -> {
                            Endless.waiting();
                            return new AdmissionPolicy.Decision.Decline();
                        })));
    }

    @TestFactory
    Stream<DynamicTest> ofSettlementAreRejected() {
        return Rejection.tests(
                SettlementPolicyContract.class,
                List.of(
                        settlement("settles nothing at all", debt -> OptionalLong.of(0)),
                        settlement(
                                "gets the sign wrong",
                                debt -> OptionalLong.of(debt.balance().units()))));
    }

    private static Rejection<AdmissionPolicyContract> admission(String fault, AdmissionPolicy broken) {
        return new Rejection<>("decidesAboutEveryRequest", fault, () -> new AdmissionPolicyContract() {
            @Override
            protected Duration patience() {
                return Duration.ofMillis(300);
            }

            @Override
            protected AdmissionPolicy policy() {
                return broken;
            }
        });
    }

    private static Rejection<SettlementPolicyContract> settlement(String fault, SettlementPolicy broken) {
        return new Rejection<>("settlesAPositiveAmountOrNothing", fault, () -> new SettlementPolicyContract() {
            @Override
            protected SettlementPolicy policy() {
                return broken;
            }
        });
    }

    @NullUnmarked
    private static AdmissionPolicy.Decision noDecision() {
        return null;
    }
}
