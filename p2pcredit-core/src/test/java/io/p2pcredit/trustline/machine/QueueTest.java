package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alice's payments that wait until they can be signed for. */
class QueueTest {
    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    private QueuedPayment pay(long units) {
        QueuedPayment payment = alice.payment(units, false);
        alice.pay(payment);
        return payment;
    }

    private List<QueuedPayment> waiting() {
        return alice.line().queue().waiting();
    }

    /** What alice has paid, entry by entry. */
    private List<Long> paid() {
        return End.updatesIn(alice.facts).stream()
                .flatMap(update -> update.entries().stream())
                .map(EntrySums::paid)
                .filter(units -> units > 0)
                .toList();
    }

    private void comeBack() {
        pair.connect().settleDown().assertInStep();
    }

    private void assertRefused(RefusalCode code) {
        assertThat(alice.refusal()).isEqualTo(Refusal.because(code));
    }

    @Nested
    class Waiting {
        @BeforeEach
        void bobIsAway() {
            pair.disconnect();
        }

        @Test
        void isDurableAndUnsigned() {
            Chain signed = alice.line().own();
            QueuedPayment payment = pay(10);
            assertThat(waiting()).containsExactly(payment);
            assertThat(alice.line().own()).isEqualTo(signed);
            assertThat(alice.balance()).isZero();
            alice.restart();
            assertThat(waiting()).containsExactly(payment);
        }

        @Test
        void endsInTheOrderInWhichItBegan() {
            pay(10);
            pay(20);
            alice.pay(alice.batch(false, 1, 2));
            pay(30);
            comeBack();
            assertThat(paid()).containsExactly(10L, 20L, 3L, 30L);
            assertThat(alice.line().queue()).isEqualTo(PaymentQueue.EMPTY);
        }

        @Test
        void countsAgainstTheHeadroomWhenAsked() {
            pay(60);
            pay(41);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 40));
            pay(40);
            assertThat(alice.line().queue().units()).isEqualTo(100);
            pay(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 0));
            comeBack();
            assertThat(bob.balance()).isEqualTo(100);
        }

        @Test
        void countsAsWhatMayHaveToBeSettled() {
            pay(60);
            assertThat(alice.line().exposure()).isEqualTo(60);
            assertThat(alice.line().unowed()).isZero();
        }

        @Test
        void hasTheIdForItself() {
            QueuedPayment payment = pay(10);
            alice.pay(payment);
            assertRefused(RefusalCode.PAYMENT_ID_REUSED);
            assertThat(waiting()).hasSize(1);
        }

        @Test
        void hasTheIdForItselfWhereverItStands() {
            pay(1);
            pay(2);
            QueuedPayment last = pay(3);
            alice.pay(last);
            assertRefused(RefusalCode.PAYMENT_ID_REUSED);
            alice.take(new Input.Cancel(last.id()));
            comeBack();
            assertThat(paid()).containsExactly(1L, 2L);
        }

        @Test
        void isBoundedInNumber() {
            alice.stands(alice.line().with(queueOf(PaymentQueue.MAX_WAITING - 1, 1)));
            QueuedPayment last = alice.payment(1, true);
            alice.pay(last);
            assertThat(waiting()).hasSize(PaymentQueue.MAX_WAITING).last().isEqualTo(last);
            alice.pay(alice.payment(1, true));
            assertRefused(RefusalCode.BUSY);
            assertThat(waiting()).hasSize(PaymentQueue.MAX_WAITING);
        }

        @Test
        void isTheSameWhateverOrderTheNodeStopsIn() {
            QueuedPayment first = pay(10);
            pay(20);
            alice.restart();
            alice.take(new Input.Cancel(first.id()));
            alice.restart();
            pay(30);
            alice.restart();
            comeBack();
            alice.restart();
            bob.restart();
            comeBack();
            assertThat(paid()).containsExactly(20L, 30L);
        }
    }

    @Test
    void whatWaitedIsCheckedAgainAndARefusalDoesNotHoldUpTheRest() {
        bob.changeLimit(10);
        pair.disconnect();
        QueuedPayment refused = pay(60);
        pay(5);
        alice.pay(alice.batch(false, 3, 3));
        pay(4);
        comeBack();
        assertThat(paid()).containsExactly(5L, 4L);
        assertThat(alice.facts).contains(new LineRecord.GivenUp(refused.id(), RefusalCode.CREDIT_LIMIT_EXCEEDED));
        assertThat(waiting()).isEmpty();
    }

    private static PaymentQueue queueOf(int count, long each) {
        PaymentQueue queue = PaymentQueue.EMPTY;
        for (int i = 0; i < count; i++) {
            queue = queue.with(QueuedPayment.of(new PaymentId(8, i), Amounts.of(each), false, Memo.NONE, true));
        }
        return queue;
    }

    @Test
    void aFullQueueIsPaidInOneRound() {
        Pair wide = Pair.open(PaymentQueue.MAX_WAITING);
        wide.disconnect();
        wide.alice.stands(wide.alice.line().with(queueOf(PaymentQueue.MAX_WAITING, 1)));
        wide.connect().settleDown().assertInStep();
        assertThat(wide.bob.balance()).isEqualTo(PaymentQueue.MAX_WAITING);
        assertThat(End.updatesIn(wide.alice.facts)).hasSizeLessThan(30);
    }

    @Nested
    class BehindOthers {
        @Test
        void aPaymentThatFitsWaitsToo() {
            alice.pay(90);
            pair.settleDown();
            QueuedPayment past = alice.payment(20, true);
            alice.pay(past);
            QueuedPayment fits = alice.payment(5, true);
            alice.pay(fits);
            assertThat(waiting()).extracting(QueuedPayment::id).containsExactly(past.id(), fits.id());
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(paid()).containsExactly(90L, 10L, 10L, 5L);
        }

        @Test
        void aPaymentGoesOnWhenTheOneBeforeItIsTakenBack() {
            alice.pay(100);
            pair.settleDown();
            QueuedPayment past = alice.payment(20, true);
            alice.pay(past);
            pair.settleDown();
            alice.pay(alice.payment(5, true));
            bob.changeLimit(105);
            pair.settleDown();
            assertThat(paid()).containsExactly(100L);
            alice.take(new Input.Cancel(past.id()));
            pair.settleDown().assertInStep();
            assertThat(paid()).containsExactly(100L, 5L);
        }

        @Test
        void aSettlementThatWasAskedForBeforeIsNotTakenForItsOwn() {
            alice.pay(100);
            pair.settleDown();
            QueuedPayment past = alice.payment(20, true);
            alice.take(new Input.Settle(Optional.empty()), new Input.Pay(past));
            assertThat(waiting()).containsExactly(past);
            pair.assertReplays();
            pair.settleDownAndOnTheLedger().assertInStep();
        }

        @Test
        void aPartThatOverflowsIsNotPaid() {
            pair.disconnect();
            QueuedPayment past = alice.payment(150, true);
            alice.pay(past);
            alice.stands(withPaid(alice.line(), Long.MAX_VALUE - 5));
            pair.connect().settleDown();
            assertThat(alice.facts).contains(new LineRecord.GivenUp(past.id(), RefusalCode.TOTAL_OVERFLOW));
            assertThat(alice.line().own().paid()).isEqualTo(Long.MAX_VALUE - 5);
        }

        @Test
        void aPaymentThatOverflowsIsGivenUpWhenItsTurnComes() {
            pair.disconnect();
            QueuedPayment payment = pay(6);
            QueuedPayment fits = pay(5);
            alice.stands(withPaid(alice.line(), Long.MAX_VALUE - 5));
            pair.connect().settleDown();
            assertThat(alice.facts).contains(new LineRecord.GivenUp(payment.id(), RefusalCode.TOTAL_OVERFLOW));
            assertThat(alice.line().queue().of(fits.id())).isEmpty();
            assertThat(alice.line().own().paid()).isEqualTo(Long.MAX_VALUE);
        }

        private Line withPaid(Line line, long paid) {
            return with(line, large(line.own(), paid), large(line.theirs(), paid));
        }

        private Chain large(Chain chain, long paid) {
            return new Chain(chain.seq(), paid, 0, chain.limit(), chain.entriesHash(), chain.newest());
        }

        private Line with(Line line, Chain own, Chain theirs) {
            return new Line(
                    line.identity(),
                    own,
                    theirs,
                    line.granted(),
                    line.window(),
                    line.outgoing(),
                    line.incoming(),
                    line.queue(),
                    line.proposal(),
                    line.evidence(),
                    line.successor(),
                    line.accord(),
                    line.restoring());
        }
    }

    @Nested
    class TakenBack {
        @Test
        void isAPaymentOfWhichNothingIsSigned() {
            pair.disconnect();
            QueuedPayment payment = pay(10);
            pay(20);
            alice.take(new Input.Cancel(payment.id()));
            assertThat(alice.facts).contains(new LineRecord.GivenUp(payment.id(), RefusalCode.CANCELLED));
            comeBack();
            assertThat(paid()).containsExactly(20L);
        }

        @Test
        void isNoPaymentThatIsUnknownSignedOrTakenBackAlready() {
            alice.take(new Input.Cancel(new PaymentId(7, 7)));
            assertRefused(RefusalCode.NOT_QUEUED);
            QueuedPayment signed = pay(10);
            alice.take(new Input.Cancel(signed.id()));
            assertRefused(RefusalCode.NOT_QUEUED);
            pair.settleDown().disconnect();
            QueuedPayment twice = pay(10);
            alice.take(new Input.Cancel(twice.id()), new Input.Cancel(twice.id()));
            assertRefused(RefusalCode.NOT_QUEUED);
        }

        @Test
        void isNoPaymentThatIsPaidInPart() {
            QueuedPayment past = alice.payment(150, true);
            alice.pay(past);
            assertThat(waiting()).singleElement().isEqualTo(past.withPart(100).withRound());
            alice.take(new Input.Cancel(past.id()));
            assertRefused(RefusalCode.NOT_QUEUED);
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(paid()).containsExactly(100L, 50L);
        }

        @Test
        void isAPaymentThatOnlyHasASettlementUnderWayWhichGoesOn() {
            alice.pay(100);
            pair.settleDown();
            QueuedPayment past = alice.payment(150, true);
            alice.pay(past).take(new Input.Cancel(past.id()));
            assertThat(alice.refusals).isEmpty();
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(paid()).containsExactly(100L);
            assertThat(bob.balance()).isZero();
        }
    }

    @Nested
    class Held {
        private final QueuedPayment first;

        Held() {
            alice.pay(3);
            pair.settleDown().disconnect();
            alice.restore(alice.facts.size() - 2);
            first = pay(10);
            pair.connect().settleDown().assertInStep();
            assertThat(alice.line().queue().held()).isTrue();
        }

        @Test
        void paymentsWaitForTheOwner() {
            pair.reconnect();
            bob.pay(1);
            pair.settleDown().assertInStep();
            assertThat(waiting()).containsExactly(first);
            alice.restart();
            assertThat(alice.line().queue().held()).isTrue();
        }

        @Test
        void paymentsAreReleasedInOrder() {
            pay(20);
            assertThat(waiting()).hasSize(2);
            alice.take(new Input.Release());
            pair.settleDown().assertInStep();
            assertThat(bob.balance()).isEqualTo(3 + 10 + 20);
            assertThat(alice.line().queue()).isEqualTo(PaymentQueue.EMPTY);
        }

        @Test
        void paymentsMayBeReleasedBeforeThePeerIsBack() {
            pair.disconnect();
            alice.take(new Input.Release());
            alice.restart();
            assertThat(alice.line().queue().held()).isFalse();
            comeBack();
            assertThat(bob.balance()).isEqualTo(13);
        }

        @Test
        void paymentsMayBeTakenBackAndTheNextOnesAreNotHeld() {
            alice.take(new Input.Cancel(first.id()));
            assertThat(alice.line().queue()).isEqualTo(PaymentQueue.EMPTY);
            pay(5);
            pair.settleDown().assertInStep();
            assertThat(bob.balance()).isEqualTo(8);
        }

        @Test
        void nothingIsRecordedByARepeatedRelease() {
            alice.take(new Input.Release());
            int facts = alice.facts.size();
            alice.take(new Input.Release());
            assertThat(alice.facts).hasSize(facts);
        }

        @Test
        void aSettlementOfTheOwnersDoesNotCountAsTheirs() {
            alice.settle();
            pair.settleDown();
            assertThat(waiting()).containsExactly(first);
        }
    }

    @Nested
    class WhatComesBack {
        @Test
        void isNotPaidAgain() {
            pair.disconnect();
            QueuedPayment one = pay(10);
            alice.pay(alice.batch(false, 1, 2));
            QueuedPayment other = pay(20);
            int backup = alice.facts.size();
            comeBack();
            pair.disconnect();
            alice.restore(backup);
            assertThat(waiting()).hasSize(3).contains(one, other);
            comeBack();
            assertThat(alice.line().queue()).isEqualTo(PaymentQueue.EMPTY);
            assertThat(bob.balance()).isEqualTo(33);
        }

        @Test
        void isPaidFromThePartOnThatDidNot() {
            QueuedPayment past = alice.payment(150, true);
            pair.disconnect();
            alice.pay(past);
            int backup = alice.facts.size();
            pair.connect().settleDown();
            assertThat(waiting()).containsExactly(past.withPart(100).withRound());
            pair.disconnect();
            alice.restore(backup);
            comeBack();
            assertThat(waiting()).containsExactly(past.withPart(100).withRound());
            assertThat(alice.line().queue().held()).isTrue();
            alice.take(new Input.Release());
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(bob.balance()).isEqualTo(50);
        }
    }

    @Nested
    class TheWindow {
        @Test
        void keepsThemWaitingUntilThereIsRoom() {
            for (int i = 0; i < Window.MAX_UPDATES; i++) {
                alice.changeLimit(i);
            }
            pair.disconnect();
            pay(10);
            pair.connect();
            pair.deliver(bob);
            assertThat(alice.link().isReady()).isTrue();
            assertThat(waiting()).hasSize(1);
            pair.settleDown().assertInStep();
            assertThat(bob.balance()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, -1", "1, 1"})
    void aPaymentThatWaitsHasSomethingLeftToPay(long whole, long rest) {
        Amounts amounts = Amounts.of(whole);
        PaymentId id = new PaymentId(1, 1);
        boolean possible = rest > 0;
        if (possible) {
            assertThat(QueuedPayment.of(id, amounts, false, Memo.NONE, true).rest())
                    .isEqualTo(rest);
        } else {
            assertThatThrownBy(() -> QueuedPayment.of(id, amounts, false, Memo.NONE, true)
                            .after(whole - rest, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theSumOfWhatWaitsNeverLeavesItsRange() {
        Pair wide = Pair.open(Amount.MAX_UNITS);
        wide.disconnect();
        wide.alice.stands(wide.alice.line().with(queueOf(1_024, Amount.MAX_UNITS)));
        wide.alice.pay(wide.alice.payment(1_024, true));
        assertThat(wide.alice.refusal()).isEqualTo(Refusal.because(RefusalCode.TOTAL_OVERFLOW));
        wide.alice.pay(wide.alice.payment(1_023, true));
        assertThat(wide.alice.line().queue().units()).isEqualTo(Long.MAX_VALUE);
    }
}
