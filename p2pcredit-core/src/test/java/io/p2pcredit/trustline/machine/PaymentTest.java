package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentTest {
    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    private void assertBobHas(long units) {
        pair.settleDown().assertInStep();
        assertThat(bob.balance()).isEqualTo(units);
    }

    @Nested
    class Boundaries {
        @ParameterizedTest
        @CsvSource({
            "100, 1, 0",
            "100, 99, 0",
            "100, 100, 0",
            "0, 1, 1",
            "1, 1, 0",
            "9007199254740991, 9007199254740991, 0"
        })
        void aPaymentUpToTheLimitGoesThrough(long limit, long units, int refusals) {
            Pair fresh = Pair.open(limit);
            fresh.alice.pay(units);
            fresh.settleDown().assertInStep();
            assertThat(fresh.alice.refusals).hasSize(refusals);
            assertThat(fresh.bob.balance()).isEqualTo(refusals == 0 ? units : 0);
        }

        @ParameterizedTest
        @CsvSource({
            "0, 1, 0",
            "0, 9007199254740991, 0",
            "100, 101, 100",
            "9007199254740990, 9007199254740991, 9007199254740990"
        })
        void aPaymentOverTheLimitIsRefusedAndTellsWhatIsPossible(long limit, long units, long allowed) {
            Pair fresh = Pair.open(limit);
            Line before = fresh.alice.line();
            fresh.alice.pay(units);
            assertThat(fresh.alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, allowed));
            assertThat(fresh.alice.line()).isEqualTo(before);
        }

        @Test
        void theLimitBoundsTheDebtAndNotTheSumOfPayments() {
            alice.pay(100);
            pair.settleDown();
            bob.pay(200);
            pair.settleDown();
            alice.pay(200);
            assertBobHas(100);
            alice.pay(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 0));
        }

        @Test
        void paymentsOfOneRoundCountTogether() {
            alice.take(alice.payment(60), alice.payment(41), alice.payment(40));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 40));
            assertBobHas(100);
        }

        @Test
        void aRefusedPaymentLeavesTheLineWithNothingToSign() {
            WorkingLine work = alice.working();
            assertThat(work.step(alice.payment(101)))
                    .isEqualTo(new Transition.Refused(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 100)));
            assertThat(work.readyToSeal()).isEqualTo(work);
        }
    }

    @Nested
    class BothAtOnce {
        @Test
        void theyPayAtTheLimitAndMeetAtZero() {
            alice.pay(100);
            bob.pay(100);
            assertBobHas(0);
        }

        @Test
        void theyPayAgainAndAgainWithoutWaiting() {
            for (int i = 0; i < 5; i++) {
                alice.pay(20);
                bob.pay(15);
            }
            assertBobHas(25);
        }

        @Test
        void theyPayFromAnAlreadyExhaustedLimit() {
            alice.pay(100);
            pair.settleDown();
            bob.pay(200);
            alice.pay(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 0));
            assertBobHas(-100);
        }
    }

    @Nested
    class Batches {
        @Test
        void areOneEntryAndPayTheirSum() {
            alice.take(batch(1, 2, 3));
            assertThat(alice.line().own().seq()).isEqualTo(2);
            assertBobHas(6);
        }

        @Test
        void mayReachTheLimit() {
            alice.take(batch(50, 50));
            assertBobHas(100);
        }

        @Test
        void areRefusedWholeOverTheLimit() {
            alice.take(batch(50, 50, 1));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 100));
            assertBobHas(0);
        }

        @Test
        void ofTheLargestSumAreRefusedWithoutWrapping() {
            long[] most = new long[1_024];
            Arrays.fill(most, Amount.MAX_UNITS);
            alice.take(batch(most));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 100));
        }
    }

    @Nested
    class UpdateSize {
        @Test
        void oneRoundIsOneUpdate() {
            alice.take(alice.payment(1), alice.payment(2), alice.payment(3));
            assertThat(alice.outbox).hasSize(1);
            assertBobHas(6);
        }

        @Test
        void anUpdateIsCutBeforeItsEntriesExceedTheSize() {
            Input[] payments = new Input[3_000];
            Arrays.setAll(payments, i -> alice.payment(1));
            Pair wide = Pair.open(10_000);
            wide.alice.take(payments);
            List<Update> updates = wide.alice.line().window().updates();
            int each = CanonicalForm.of(updates.get(0).entries().get(0)).size();
            int full = WorkingLine.MAX_UPDATE_BYTES / each;
            assertThat(updates)
                    .extracting(update -> update.entries().size())
                    .containsExactly(full, full, 3_000 - 2 * full);
            wide.settleDown().assertInStep();
            assertThat(wide.bob.balance()).isEqualTo(3_000);
        }

        @Test
        void aLargerBatchIsAloneInItsUpdate() {
            long[] ones = new long[Amounts.MAX_COUNT];
            Arrays.fill(ones, 1);
            Pair wide = Pair.open(20_000);
            wide.alice.take(wide.alice.payment(5), batch(ones), wide.alice.payment(7));
            List<Update> updates = wide.alice.line().window().updates();
            assertThat(updates).extracting(update -> update.entries().size()).containsExactly(1, 1, 1);
            wide.settleDown().assertInStep();
            assertThat(wide.bob.balance()).isEqualTo(10_012);
        }
    }

    @Nested
    class ALoweredLimit {
        @Test
        void doesNotBindAPaymentThatWasSignedBeforeItWasSeen() {
            bob.changeLimit(10);
            alice.pay(100);
            assertBobHas(100);
            assertThat(alice.line().payable()).isEqualTo(-90);
        }

        @Test
        void bindsTheNextPayment() {
            bob.changeLimit(10);
            pair.settleDown();
            alice.pay(11);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 10));
            alice.pay(10);
            assertBobHas(10);
        }

        @Test
        void underTheDebtTellsThatNothingCanBePaid() {
            alice.pay(60);
            pair.settleDown();
            bob.changeLimit(10);
            pair.settleDown();
            alice.pay(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 0));
            assertBobHas(60);
        }

        @Test
        void loweredAndRaisedAgainAllowsWhatTheLargestOfThemAllows() {
            bob.changeLimit(10).changeLimit(50);
            alice.pay(100);
            assertBobHas(100);
        }

        @Test
        void inTheSameRoundAsAPaymentCutsItOffUnderTheOlderView() {
            bob.changeLimit(10);
            bob.outbox.clear();
            Update change = bob.line().window().updates().get(0);
            assertThat(change.entries()).containsExactly(new Entry.LimitChange(CreditLimit.of(10)));
            alice.take(alice.payment(90), new Input.UpdateReceived(change), alice.payment(1));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 0));
            Update payment = alice.line().window().updates().get(0);
            assertThat(payment.proof().peerSeq()).isEqualTo(change.proof().seq() - 1);
            assertBobHas(90);
        }

        @Test
        void inTheSameRoundBetweenTwoPaymentsIsHonoured() {
            bob.changeLimit(10);
            Update change = bob.line().window().updates().get(0);
            bob.outbox.clear();
            alice.take(alice.payment(5), new Input.UpdateReceived(change), alice.payment(5), alice.payment(1));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 0));
            assertBobHas(10);
        }

        @Test
        void raisedInTheSameRoundCountsAtOnce() {
            bob.changeLimit(150);
            Update change = bob.line().window().updates().get(0);
            bob.outbox.clear();
            alice.take(alice.payment(100), new Input.UpdateReceived(change), alice.payment(50));
            assertBobHas(150);
        }

        @Test
        void ofThisEndDoesNotBindThePeerInTheSameRound() {
            alice.pay(100);
            Update payment = alice.line().window().updates().get(0);
            alice.outbox.clear();
            bob.take(new Input.ChangeLimit(CreditLimit.NONE), new Input.UpdateReceived(payment));
            assertBobHas(100);
        }
    }

    @Nested
    class Acknowledgements {
        @Test
        void haveNoEntriesAndAreNotAcknowledged() {
            alice.pay(10);
            pair.deliver(alice);
            assertThat(bob.outbox).singleElement().isInstanceOfSatisfying(Deliver.class, message -> {
                assertThat(message.update().isAcknowledgement()).isTrue();
                assertThat(message.update().proof().peerSeq()).isEqualTo(2);
            });
            pair.deliver(bob);
            assertThat(alice.outbox).isEmpty();
            pair.assertInStep();
        }

        @Test
        void rideOnOwnEntries() {
            alice.pay(10);
            bob.take(new Input.UpdateReceived(alice.line().window().updates().get(0)), bob.payment(3));
            alice.outbox.clear();
            assertThat(bob.outbox).hasSize(1);
            assertBobHas(7);
        }

        @Test
        void clearTheWindow() {
            alice.pay(10).pay(20);
            assertThat(alice.line().window().updates()).hasSize(2);
            pair.settleDown();
            assertThat(alice.line().window()).isEqualTo(Window.EMPTY);
        }
    }

    @Nested
    class TheWindow {
        @Test
        void refusesAsBusyWhenTooManyUpdatesAreUnacknowledged() {
            for (int i = 0; i < Window.MAX_UPDATES; i++) {
                bob.changeLimit(i);
            }
            bob.changeLimit(1);
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.BUSY));
            bob.pay(1);
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.BUSY));
            pair.settleDown();
            bob.pay(1);
            assertBobHas(-1);
        }

        @Test
        void boundsWhatOneRoundWrites() {
            long[] ones = new long[Amounts.MAX_COUNT];
            Arrays.fill(ones, 1);
            Pair wide = Pair.open(Amount.MAX_UNITS);
            Input[] batches = new Input[300];
            Arrays.fill(batches, batch(ones));
            wide.alice.take(batches);
            assertThat(wide.alice.line().window().bytes())
                    .isBetween(Window.MAX_BYTES - 100_000, Window.MAX_BYTES + 100_000);
            assertThat(wide.alice.refusals).isNotEmpty().containsOnly(Refusal.because(RefusalCode.BUSY));
        }

        @Test
        void neverKeepsAnAcknowledgementFromBeingSigned() {
            for (int i = 0; i < Window.MAX_UPDATES; i++) {
                bob.changeLimit(i);
            }
            alice.pay(1);
            pair.settleDown().assertInStep();
        }
    }

    private static Input.Pay batch(long... units) {
        return new Input.Pay(QueuedPayment.of(new PaymentId(7, 7), Amounts.of(units), true, Memo.NONE, false));
    }
}
