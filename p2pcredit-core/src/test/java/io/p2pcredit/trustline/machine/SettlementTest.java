package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alice owes bob 60 and settles. */
class SettlementTest {
    private static final TransactionId TX = TransactionId.of("tx-1");

    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    @BeforeEach
    void aliceOwes() {
        alice.pay(60);
        pair.settleDown();
    }

    private void assertStatus(SettlementStatus atAlice, SettlementStatus atBob) {
        assertThat(alice.line().outgoing().status()).isEqualTo(atAlice);
        assertThat(bob.line().incoming().status()).isEqualTo(atBob);
        pair.assertHonest().assertReplays();
    }

    private static Entry lastEntry(End writer) {
        List<Update> updates = End.updatesIn(writer.facts).stream()
                .filter(update -> !update.isAcknowledgement())
                .toList();
        List<Entry> entries = updates.get(updates.size() - 1).entries();
        return entries.get(entries.size() - 1);
    }

    private SettlementKey key() {
        return SettlementKey.of(alice.line().identity().id(), Side.LOW, 1);
    }

    private Effect submission(long units) {
        return new Effect.SubmitTransfer(1, key(), AccountId.of("bob"), Amount.of(units));
    }

    private static Input confirmed() {
        return new Input.TransferConfirmed(1, TX);
    }

    private static Input found(long units) {
        return new Input.TransferFound(1, Amount.of(units), TX);
    }

    @Nested
    class StepByStep {
        @Test
        void theDebtorAnnouncesAllThatItOwes() {
            alice.settle();
            assertThat(lastEntry(alice)).isEqualTo(new Entry.SettlementIntent(1, Amount.of(60), AccountId.of("alice")));
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.ANNOUNCED);
            assertThat(alice.effects).isEmpty();
        }

        @Test
        void theCreditorAnswersAtOnceAndAwaitsTheTransfer() {
            alice.settle();
            pair.deliver(alice);
            assertThat(lastEntry(bob)).isEqualTo(new Entry.SettlementAnswer(1, 60, AccountId.of("bob")));
            assertThat(bob.effects).containsExactly(new Effect.AwaitTransfer(1, key(), 60));
            assertThat(bob.line().incoming().status()).isEqualTo(SettlementStatus.ANSWERED);
        }

        @Test
        void theDebtorSubmitsWhatWasAcceptedAfterTheStepIsDurable() {
            alice.settle();
            pair.deliver(alice);
            pair.deliver(bob);
            assertThat(alice.effects).containsExactly(submission(60));
            assertThat(alice.facts)
                    .contains(new LineRecord.LedgerStepped(Direction.OUTGOING, 1, OnLedger.handedTo(End.LEDGER)));
            pair.settleDown();
            assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
        }

        @Test
        void theDebtorSubmitsNothingBeforeTheAnswer() {
            alice.settle();
            bob.pay(1);
            pair.deliver(bob);
            assertThat(alice.effects).noneMatch(Effect.SubmitTransfer.class::isInstance);
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.ANNOUNCED);
        }

        @Test
        void theLedgerConfirmsAndTheCreditorCredits() {
            settleUpToSubmission();
            alice.take(confirmed());
            assertStatus(SettlementStatus.CONFIRMED, SettlementStatus.ANSWERED);
            assertThat(alice.balance()).isEqualTo(-60);
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
            assertThat(alice.balance()).isZero();
            assertThat(alice.line().outgoing().knownTransaction()).contains(TX);
        }

        @Test
        void theCreditorMayFindTheTransferBeforeTheDebtorHearsOfIt() {
            settleUpToSubmission();
            bob.take(found(60));
            pair.settleDown();
            alice.take(confirmed());
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
        }

        @Test
        void theCreditIsWhatTheLedgerSays() {
            settleUpToSubmission();
            bob.take(found(59));
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isEqualTo(-1);
        }

        @Test
        void theSameTransferFoundTwiceIsCreditedOnce() {
            settleUpToSubmission();
            bob.take(found(60), found(60));
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isZero();
        }

        @Test
        void aTransferThatNobodyExpectsIsNotCredited() {
            bob.take(found(60));
            bob.take(new Input.TransferFound(7, Amount.of(60), TX));
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isEqualTo(-60);
        }

        @Test
        void theNextSettlementHasTheNextNumber() {
            settleUpToSubmission();
            alice.take(confirmed());
            bob.take(found(60));
            pair.settleDown();
            alice.pay(10);
            alice.settle();
            assertThat(lastEntry(alice)).isEqualTo(new Entry.SettlementIntent(2, Amount.of(10), AccountId.of("alice")));
            pair.settleDown();
            assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
        }
    }

    private void settleUpToSubmission() {
        alice.settle();
        pair.settleDown();
        assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
    }

    @Nested
    class Amounts {
        @ParameterizedTest
        @CsvSource({"1", "59", "60"})
        void upToWhatIsOwedAreAnnounced(long units) {
            alice.settle(units);
            assertThat(lastEntry(alice))
                    .isEqualTo(new Entry.SettlementIntent(1, Amount.of(units), AccountId.of("alice")));
        }

        @ParameterizedTest
        @CsvSource({"61", "9007199254740991"})
        void beyondWhatIsOwedAreRefused(long units) {
            alice.settle(units);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.MORE_THAN_OWED, 60));
        }

        @Test
        void areRefusedToACreditor() {
            bob.settle();
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.NOTHING_OWED));
        }

        @Test
        void areRefusedAtZero() {
            bob.pay(60);
            pair.settleDown();
            alice.settle();
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.NOTHING_OWED));
        }

        @ParameterizedTest
        @CsvSource({"1, 59", "59, 1", "60, 0", "100, 0"})
        void areAcceptedUpToWhatTheCreditorSeesOwed(long paidMeanwhile, long accepted) {
            bob.pay(paidMeanwhile);
            alice.settle();
            pair.deliver(alice);
            assertThat(lastEntry(bob)).isEqualTo(new Entry.SettlementAnswer(1, accepted, AccountId.of("bob")));
            pair.settleDown();
            SettlementStatus status = accepted == 0 ? SettlementStatus.DECLINED : SettlementStatus.SUBMITTED;
            assertThat(alice.line().outgoing().status()).isEqualTo(status);
            pair.assertInStep();
        }

        @Test
        void theDebtorSubmitsNoMoreThanWasAccepted() {
            bob.pay(20);
            alice.settle();
            pair.deliver(alice);
            pair.deliver(bob);
            pair.deliver(bob);
            assertThat(alice.effects).containsExactly(submission(40));
        }

        @Test
        void areNotAcceptedBeyondWhatWasAsked() {
            alice.settle(10).pay(40);
            pair.settleDown();
            assertThat(lastEntry(bob)).isEqualTo(new Entry.SettlementAnswer(1, 10, AccountId.of("bob")));
        }

        @Test
        void areDeclinedAlsoByAnEndThatOwesMoreThanALoweredLimit() {
            bob.pay(80);
            pair.settleDown();
            bob.changeLimit(10).settle();
            alice.pay(70);
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isEqualTo(-50);
            assertThat(bob.line().outgoing().status()).isEqualTo(SettlementStatus.DECLINED);
        }

        @Test
        void declinedLeaveRoomForAnotherSettlement() {
            bob.pay(60);
            alice.settle();
            pair.settleDown();
            assertStatus(SettlementStatus.DECLINED, SettlementStatus.DECLINED);
            alice.pay(30).settle();
            pair.settleDown();
            assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
        }
    }

    @Nested
    class OneAtATime {
        @Test
        void aSecondIsRefusedWhileOneIsAnnounced() {
            alice.settle(1).settle(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.SETTLEMENT_UNDER_WAY));
        }

        @Test
        void aSecondIsRefusedUntilTheCreditHasCome() {
            settleUpToSubmission();
            alice.take(confirmed());
            alice.settle(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.SETTLEMENT_UNDER_WAY));
        }

        @Test
        void bothSidesSettlingAtOnceSettleOnlyWhatIsTrulyOwed() {
            bob.pay(100);
            bob.take(new Input.UpdateReceived(End.updatesIn(alice.facts).get(1)));
            bob.settle();
            alice.settle();
            pair.settleDown();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.DECLINED);
            assertThat(bob.line().outgoing().status()).isEqualTo(SettlementStatus.SUBMITTED);
            assertThat(bob.line().outgoing().units()).isEqualTo(40);
            pair.assertInStep();
            alice.take(found(40));
            pair.settleDown().assertInStep();
            assertThat(bob.balance()).isZero();
        }
    }

    @Nested
    class TheReservation {
        @Test
        void takesTheCreditorsHeadroomAtBothEnds() {
            settleUpToSubmission();
            assertThat(bob.line().payable()).isEqualTo(100);
            assertThat(alice.line().receivable()).isEqualTo(100);
            bob.pay(101);
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 100));
            bob.pay(100);
            pair.settleDown().assertInStep();
            assertThat(bob.line().payable()).isZero();
        }

        @Test
        void turnsIntoDebtWithTheCredit() {
            settleUpToSubmission();
            bob.pay(100);
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertThat(bob.balance()).isEqualTo(-100);
            assertThat(bob.line().payable()).isZero();
        }

        @Test
        void doesNotGiveTheDebtorHeadroomBeforeTheCredit() {
            settleUpToSubmission();
            alice.take(confirmed());
            alice.pay(41);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 40));
            bob.take(found(60));
            pair.settleDown();
            alice.pay(100);
            pair.settleDown().assertInStep();
        }

        @Test
        void isGivenBackByACancellation() {
            settleUpToSubmission();
            alice.take(new Input.TransferRefused(1, End.REFUSED));
            pair.settleDown().assertInStep();
            assertThat(bob.line().payable()).isEqualTo(160);
            bob.pay(160);
            pair.settleDown().assertInStep();
        }
    }

    @Nested
    class Cancelled {
        @Test
        void isASettlementThatTheLedgerRefuses() {
            settleUpToSubmission();
            alice.take(new Input.TransferRefused(1, End.REFUSED));
            assertThat(lastEntry(alice)).isEqualTo(new Entry.SettlementCancelled(1));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CANCELLED, SettlementStatus.CANCELLED);
            assertThat(alice.balance()).isEqualTo(-60);
        }

        @Test
        void isASettlementWhosePayeeIsNotThePeersAccount() {
            alice.settle();
            alice.outbox.clear();
            Update answer = Forgery.of(bob)
                    .entries(new Entry.SettlementAnswer(1, 60, AccountId.of("mallory")))
                    .update();
            alice.take(new Input.UpdateReceived(answer));
            assertThat(alice.effects).isEmpty();
            assertThat(lastEntry(alice)).isEqualTo(new Entry.SettlementCancelled(1));
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(alice.replayed()).isEqualTo(alice.line());
        }

        @Test
        void onlyAfterALedgersRefusalOnceTheLineIsReady() {
            settleUpToSubmission();
            pair.disconnect();
            alice.take(new Input.TransferRefused(1, End.REFUSED));
            assertThat(alice.line().outgoing().cancelled()).isFalse();
            assertThat(alice.line().outgoing().isUnderWay()).isTrue();
            assertStatus(SettlementStatus.CANCELLED, SettlementStatus.ANSWERED);
            pair.connect().settleDown().assertInStep();
            assertStatus(SettlementStatus.CANCELLED, SettlementStatus.CANCELLED);
        }

        @Test
        void leavesRoomForAnotherSettlement() {
            settleUpToSubmission();
            alice.take(new Input.TransferRefused(1, End.REFUSED), new Input.Settle(Optional.empty()));
            pair.settleDown().assertInStep();
            assertThat(alice.line().outgoing().number()).isEqualTo(2);
            assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
        }

        @Test
        void andAnnouncedAgainInTheRoundOfTheFirstAnswerKeepsBothAnswersApart() {
            alice.settle();
            Update announced = alice.line().window().updates().get(0);
            Update again = Forgery.of(alice)
                    .entries(
                            new Entry.SettlementCancelled(1),
                            new Entry.SettlementIntent(2, Amount.of(10), AccountId.of("alice")))
                    .update();
            bob.take(new Input.UpdateReceived(announced), new Input.UpdateReceived(again));
            assertThat(bob.line().incoming().number()).isEqualTo(2);
            assertThat(bob.line().incoming().reserved()).isEqualTo(10);
            assertThat(bob.replayed()).isEqualTo(bob.line());
        }

        @Test
        void isDeclinedInsteadIfThePayerIsNotThePeersAccount() {
            Update intent = Forgery.of(alice)
                    .entries(new Entry.SettlementIntent(1, Amount.of(60), AccountId.of("mallory")))
                    .update();
            bob.take(new Input.UpdateReceived(intent));
            assertThat(lastEntry(bob)).isEqualTo(new Entry.SettlementAnswer(1, 0, AccountId.of("bob")));
            assertThat(bob.effects).containsExactly(new Effect.AwaitTransfer(1, key(), 0));
        }
    }

    @Nested
    class InDoubt {
        @Test
        void isATransferWithoutAnswer() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT));
            assertStatus(SettlementStatus.IN_DOUBT, SettlementStatus.ANSWERED);
            int facts = alice.facts.size();
            alice.take(new Input.TransferUnanswered(1, End.SILENT));
            assertThat(alice.facts).hasSize(facts);
        }

        @Test
        void endsWithTheLedgersConfirmation() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT));
            alice.take(confirmed());
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
        }

        @Test
        void endsWithTheLedgersRefusal() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT));
            alice.take(new Input.TransferRefused(1, End.REFUSED));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CANCELLED, SettlementStatus.CANCELLED);
        }

        @Test
        void endsWithTheCreditorsCredit() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT));
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
        }

        @Test
        void isSubmittedAgainUnderTheSameKeyAfterARestart() {
            settleUpToSubmission();
            alice.take(new Input.TransferUnanswered(1, End.SILENT));
            alice.restart();
            assertThat(alice.effects).containsExactly(submission(60));
        }
    }

    @Nested
    class AcrossRestarts {
        @Test
        void aSubmittedTransferIsSubmittedAgain() {
            settleUpToSubmission();
            alice.restart();
            assertThat(alice.effects).containsExactly(submission(60));
        }

        @Test
        void aConfirmedOrRefusedTransferIsNotSubmittedAgain() {
            settleUpToSubmission();
            alice.take(confirmed());
            alice.restart();
            assertThat(alice.effects).isEmpty();
        }

        @Test
        void whatWasAcceptedWasPerhapsHandedOverAndIsInDoubt() {
            acceptedWhileGettingBackInStep("bob");
            alice.ledger = Optional.empty();
            alice.restart();
            assertThat(alice.effects).containsExactly(submission(60));
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertThat(alice.replayed()).isEqualTo(alice.line());
        }

        @Test
        void whatWasAcceptedForAnotherAccountIsNotHandedOver() {
            acceptedWhileGettingBackInStep("mallory");
            alice.restart();
            assertThat(alice.effects).isEmpty();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.ANSWERED);
        }

        /** The answer has come, and something behind it has not. */
        private void acceptedWhileGettingBackInStep(String payee) {
            alice.settle();
            Entry answer = new Entry.SettlementAnswer(1, 60, AccountId.of(payee));
            Entry more = new Entry.LimitChange(CreditLimit.of(5));
            Update first = Forgery.of(bob).entries(answer).seen(3).update();
            Update both = Forgery.of(bob).entries(answer, more).seen(3).update();
            alice.take(new Input.SessionStarted());
            alice.take(new Input.ResumeReceived(
                    Optional.of(both.signed()), alice.line().own().newest()));
            alice.take(new Input.UpdateReceived(first));
            assertThat(alice.link().isReady()).isFalse();
        }

        @Test
        void aCreditedOneIsNotSubmittedAgain() {
            settleUpToSubmission();
            bob.take(found(60));
            pair.settleDown();
            alice.restart();
            assertThat(alice.effects).isEmpty();
        }

        @Test
        void theCreditorWatchesTheLedgerAgainOnceTheLineIsReady() {
            settleUpToSubmission();
            bob.restart();
            pair.connect();
            pair.deliver(alice);
            assertThat(bob.effects).contains(new Effect.AwaitTransfer(1, key(), 60));
        }

        @Test
        void anAnnouncementThatWasLostIsAnsweredInTheNextSession() {
            alice.settle();
            pair.reconnect().assertInStep();
            assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
        }

        @Test
        void anAnswerThatWasLostComesInTheNextSession() {
            alice.settle();
            pair.deliver(alice);
            pair.reconnect().assertInStep();
            assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
        }

        @Test
        void aCreditThatWasLostComesInTheNextSession() {
            settleUpToSubmission();
            bob.take(found(60));
            pair.reconnect().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
        }
    }

    @Nested
    class AnswersOfTheLedger {
        @Test
        void whileThePeerIsAwayAreRecordedWithoutASignature() {
            settleUpToSubmission();
            pair.disconnect();
            Chain signed = alice.line().own();
            alice.take(confirmed());
            assertThat(alice.line().own()).isEqualTo(signed);
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CONFIRMED);
            pair.assertReplays();
        }

        @Test
        void aFoundTransferIsNotCreditedWhileThePeerIsAway() {
            settleUpToSubmission();
            pair.disconnect();
            Line before = bob.line();
            bob.take(found(60));
            assertThat(bob.line()).isEqualTo(before);
        }

        @Test
        void aboutOtherNumbersAreIgnored() {
            settleUpToSubmission();
            Line before = alice.line();
            alice.take(
                    new Input.TransferConfirmed(2, TX),
                    new Input.TransferRefused(0, End.REFUSED),
                    new Input.TransferUnanswered(9, End.SILENT));
            assertThat(alice.line()).isEqualTo(before);
        }

        @Test
        void aSecondAnswerIsIgnored() {
            settleUpToSubmission();
            alice.take(confirmed());
            Line before = alice.line();
            alice.take(new Input.TransferRefused(1, End.REFUSED), new Input.TransferUnanswered(1, End.SILENT));
            assertThat(alice.line()).isEqualTo(before);
        }
    }
}
