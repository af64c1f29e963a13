package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alice owes bob 60 and settles; the ledger says too little, or what both say crosses. */
class ResolutionTest {
    private static final TransactionId TX = TransactionId.of("tx-1");

    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    @BeforeEach
    void aliceOwes() {
        alice.pay(60);
        pair.settleDown();
    }

    private void settleUpToSubmission() {
        alice.settle();
        pair.settleDown();
    }

    private static Input byDebtor(boolean paid) {
        return new Input.Resolved(Direction.OUTGOING, paid);
    }

    private static Input byCreditor(boolean paid) {
        return new Input.Resolved(Direction.INCOMING, paid);
    }

    private static Input found(long number, long units) {
        return new Input.TransferFound(number, Amount.of(units), TX);
    }

    private void assertStatus(SettlementStatus atAlice, SettlementStatus atBob) {
        assertThat(alice.line().outgoing().status()).isEqualTo(atAlice);
        assertThat(bob.line().incoming().status()).isEqualTo(atBob);
        pair.assertHonest().assertReplays();
    }

    @Nested
    class ByTheDebtor {
        @Test
        void aDoubtEndsWithAConfirmation() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT)).take(byDebtor(true));
            assertStatus(SettlementStatus.CONFIRMED, SettlementStatus.ANSWERED);
            assertThat(alice.line().outgoing().knownTransaction()).isEmpty();
            bob.take(found(1, 60));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
        }

        @Test
        void aDoubtEndsWithAWithdrawal() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT)).take(byDebtor(false));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CANCELLED, SettlementStatus.CANCELLED);
            assertThat(bob.line().payable()).isEqualTo(160);
        }

        @Test
        void aDoubtEndsWhileTheCreditorIsAwayAndIsWithdrawnWhenItIsBack() {
            settleUpToSubmission();
            pair.disconnect();
            alice.take(new Input.TransferUnanswered(1, End.SILENT)).take(byDebtor(false));
            assertThat(alice.line().outgoing().cancelled()).isFalse();
            pair.connect().settleDown().assertInStep();
            assertStatus(SettlementStatus.CANCELLED, SettlementStatus.CANCELLED);
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void theLedgersAnswerComesTooLateThen(boolean paid) {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT)).take(byDebtor(paid));
            Line before = alice.line();
            alice.take(
                    new Input.TransferConfirmed(1, TX),
                    new Input.TransferRefused(1, End.REFUSED),
                    new Input.TransferUnanswered(1, End.SILENT));
            assertThat(alice.line()).isEqualTo(before);
        }

        @ParameterizedTest
        @EnumSource(
                value = SettlementStatus.class,
                mode = EnumSource.Mode.EXCLUDE,
                names = {"IN_DOUBT", "ANSWERED"})
        void nothingElseIsInDoubt(SettlementStatus status) {
            reach(status);
            assertThat(alice.line().outgoing().status()).isEqualTo(status);
            Line before = alice.line();
            alice.take(byDebtor(true), byDebtor(false));
            assertThat(alice.refusals).hasSize(2).containsOnly(Refusal.because(RefusalCode.NOTHING_TO_RESOLVE));
            assertThat(alice.line()).isEqualTo(before);
        }

        private void reach(SettlementStatus status) {
            if (status == SettlementStatus.DECLINED) {
                bob.pay(60);
            }
            alice.settle();
            if (status != SettlementStatus.ANNOUNCED) {
                pair.settleDown();
            }
            if (status == SettlementStatus.CANCELLED) {
                alice.take(new Input.TransferRefused(1, End.REFUSED));
            }
            if (status == SettlementStatus.CONFIRMED) {
                alice.take(new Input.TransferConfirmed(1, TX));
            }
            if (status == SettlementStatus.CREDITED) {
                bob.take(found(1, 60));
                pair.settleDown();
            }
        }

        @Test
        void nothingIsInDoubtBeforeTheFirstSettlement() {
            alice.take(byDebtor(true));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.NOTHING_TO_RESOLVE));
        }
    }

    @Nested
    class ByTheCreditor {
        @Test
        void whatWasAcceptedIsCreditedByHand() {
            settleUpToSubmission();
            bob.take(byCreditor(true));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
            assertThat(alice.balance()).isZero();
            assertThat(alice.line().outgoing().knownTransaction()).contains(TransactionId.of("confirmed-by-hand"));
        }

        @Test
        void whatWasCreditedByHandIsNotCreditedAgain() {
            settleUpToSubmission();
            bob.take(byCreditor(true), found(1, 60), byCreditor(true));
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.NOTHING_TO_RESOLVE));
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isZero();
        }

        @Test
        void thatNothingCameIsForTheDebtorToSay() {
            settleUpToSubmission();
            bob.take(byCreditor(false));
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.NOTHING_TO_RESOLVE));
            assertThat(bob.line().incoming().reserved()).isEqualTo(60);
        }

        @Test
        void whatWasDeclinedOrWithdrawnIsNotCreditedByHand() {
            bob.pay(60);
            alice.settle();
            pair.settleDown();
            bob.take(byCreditor(true));
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.NOTHING_TO_RESOLVE));
            alice.pay(60);
            alice.settle();
            pair.settleDown();
            alice.take(new Input.TransferRefused(2, End.REFUSED));
            pair.settleDown();
            bob.take(byCreditor(true));
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.NOTHING_TO_RESOLVE));
        }

        @Test
        void thePeerHasToBeThere() {
            settleUpToSubmission();
            pair.disconnect();
            bob.take(byCreditor(true));
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.PEER_AWAY));
        }
    }

    @Nested
    class Crossing {
        @Test
        void aCreditThatCrossesTheWithdrawalCounts() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT)).take(byDebtor(false));
            bob.take(byCreditor(true));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
            assertThat(alice.balance()).isZero();
        }

        @Test
        void aCreditThatCrossesTheWithdrawalAndTheNextSettlementCounts() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT))
                    .take(byDebtor(false), new Input.Settle(Optional.empty()));
            assertThat(alice.line().outgoing().number()).isEqualTo(2);
            bob.take(byCreditor(true));
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isZero();
            assertStatus(SettlementStatus.DECLINED, SettlementStatus.DECLINED);
        }

        @Test
        void aTransferThatIsFoundAfterTheWithdrawalCounts() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT)).take(byDebtor(false));
            pair.settleDown();
            bob.take(found(1, 60));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
            assertThat(alice.balance()).isZero();
        }

        @Test
        void anAnswerThatCrossesTheWithdrawalReservesNothing() {
            withdrawBeforeTheAnswer();
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CANCELLED, SettlementStatus.CANCELLED);
            assertThat(bob.line().payable()).isEqualTo(160);
        }

        @Test
        void anAnswerThatCrossesTheWithdrawalAndTheNextSettlementIsNotTakenForItsAnswer() {
            withdrawBeforeTheAnswer();
            alice.settle(10);
            pair.deliver(bob);
            assertThat(alice.line().outgoing().number()).isEqualTo(2);
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.ANNOUNCED);
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
            assertThat(bob.line().incoming().reserved()).isEqualTo(10);
        }

        /** Bob answers what alice has told him late; the ledger refuses meanwhile. */
        private void withdrawBeforeTheAnswer() {
            pair.disconnect();
            alice.take(new Input.SettleUnannounced(Optional.empty(), End.LEDGER));
            pair.connect().deliver(bob);
            pair.deliver(alice);
            pair.deliver(alice);
            assertThat(bob.line().incoming().reserved()).isEqualTo(60);
            alice.take(new Input.TransferRefused(1, End.REFUSED));
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CANCELLED);
        }

        @Test
        void whatIsSaidOfAnOlderSettlementChangesNothingOfTheNewest() {
            settleUpToSubmission();
            alice.take(new Input.TransferRefused(1, End.REFUSED), new Input.Settle(Optional.of(Amount.of(5))));
            pair.settleDown();
            SettlementSlot newest = alice.line().outgoing();
            Update late = Forgery.of(bob)
                    .entries(
                            new Entry.SettlementAnswer(1, 60, AccountId.of("mallory")),
                            new Entry.SettlementCredit(1, Amount.of(7), TX))
                    .update();
            alice.take(new Input.UpdateReceived(late));
            assertThat(alice.line().evidence()).isEmpty();
            assertThat(alice.line().outgoing()).isEqualTo(newest);
            assertThat(alice.balance()).isEqualTo(-60 + 7);
            assertThat(alice.effects).isEmpty();
        }

        @Test
        void anOlderTransferThatIsFoundIsNotCreditedAsTheNewest() {
            settleUpToSubmission();
            alice.take(new Input.TransferRefused(1, End.REFUSED), new Input.Settle(Optional.of(Amount.of(5))));
            pair.settleDown();
            bob.take(found(1, 60));
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isEqualTo(-60);
        }
    }
}
