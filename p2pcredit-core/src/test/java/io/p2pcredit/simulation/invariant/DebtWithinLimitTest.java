package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCancelled;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebtWithinLimitTest {
    private final Script script = new Script();
    private final DebtWithinLimit invariant = new DebtWithinLimit(script.parties, script.chains);

    DebtWithinLimitTest() {
        script.written(ALICE, 0, Script.open(100));
        script.written(BOB, 1, Script.open(100));
    }

    @ParameterizedTest
    @CsvSource({"99, true", "100, true", "101, false"})
    void comparesADebtWithTheLimit(long units, boolean holds) {
        expect(holds, script.written(ALICE, 1, Script.payment(1, units)));
    }

    @Test
    void countsEveryPaymentOfABatchAndOfARun() {
        expect(true, script.written(ALICE, 1, Script.batch(1, 30, 30), Script.payment(2, 40)));
        expect(false, script.written(ALICE, 1, Script.batch(3, 1)));
    }

    @Test
    void countsWhatThePeerPaidIfTheProofSaysSo() {
        script.written(BOB, 1, Script.payment(1, 20));
        expect(true, script.written(ALICE, 2, Script.payment(2, 120)));
    }

    @Test
    void doesNotCountWhatTheProofHasNotProcessed() {
        script.written(BOB, 1, Script.payment(1, 20));
        expect(false, script.written(ALICE, 1, Script.payment(2, 120)));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false"})
    void appliesALoweredLimitFromTheEntryOn(long peerSeq, boolean holds) {
        script.written(BOB, 1, Script.limit(50));
        expect(holds, script.written(ALICE, peerSeq, Script.payment(1, 60)));
    }

    @Test
    void countsWhatWasAcceptedUntilItIsCredited() {
        script.written(BOB, 1, Script.payment(1, 60));
        script.written(BOB, 1, new SettlementIntent(1, Amount.of(60), AccountId.of("Bob")));
        expect(true, script.written(ALICE, 3, new SettlementAnswer(1, 60, AccountId.of("Alice"))));
        expect(false, script.written(ALICE, 3, Script.payment(2, 101)));
    }

    @Test
    void countsWhatWasCreditedOnce() {
        script.written(BOB, 1, Script.payment(1, 60));
        script.written(BOB, 1, new SettlementIntent(1, Amount.of(60), AccountId.of("Bob")));
        script.written(ALICE, 3, new SettlementAnswer(1, 60, AccountId.of("Alice")));
        script.written(ALICE, 3, new SettlementCredit(1, Amount.of(60), TransactionId.of("tx")));
        expect(true, script.written(ALICE, 3, Script.payment(2, 100)));
        expect(false, script.written(ALICE, 3, Script.payment(3, 1)));
    }

    @Test
    void countsNothingForAWithdrawnSettlement() {
        script.written(BOB, 1, Script.payment(1, 60));
        script.written(BOB, 1, new SettlementIntent(1, Amount.of(60), AccountId.of("Bob")));
        script.written(ALICE, 3, new SettlementAnswer(1, 60, AccountId.of("Alice")));
        script.written(BOB, 2, new SettlementCancelled(1));
        expect(true, script.written(ALICE, 4, Script.payment(2, 160)));
    }

    @Test
    void acceptsNoAnswerThatWouldMakeADebtor() {
        script.written(BOB, 1, Script.limit(0));
        script.written(BOB, 1, new SettlementIntent(1, Amount.of(60), AccountId.of("Bob")));
        expect(false, script.written(ALICE, 3, new SettlementAnswer(1, 60, AccountId.of("Alice"))));
    }

    @Test
    void letsADebtorDeclineWhateverItOwes() {
        script.written(ALICE, 1, Script.payment(1, 100));
        script.written(BOB, 2, Script.limit(0));
        script.written(BOB, 2, new SettlementIntent(1, Amount.of(60), AccountId.of("Bob")));
        expect(true, script.written(ALICE, 3, new SettlementAnswer(1, 0, AccountId.of("Alice"))));
    }

    @Test
    void letsALimitBeLoweredBelowTheDebt() {
        expect(true, script.written(ALICE, 1, Script.payment(1, 100)));
        expect(true, script.written(BOB, 2, Script.limit(0)));
        expect(true, script.written(ALICE, 2, Script.limit(7)));
    }

    private void expect(boolean holds, Written written) {
        if (holds) {
            assertThatCode(() -> invariant.written(written)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> invariant.written(written))
                    .isInstanceOf(Violation.class)
                    .hasMessageStartingWith("I3");
        }
    }
}
