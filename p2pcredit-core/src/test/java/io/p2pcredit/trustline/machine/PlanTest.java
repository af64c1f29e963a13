package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Seeds;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alice pays bob more than his limit allows: pay up to it, settle everything owed, pay the rest. */
class PlanTest {
    /** A pair in which alice owes that much, or is owed it if it is below 0. */
    private static Pair owing(long limit, long debt) {
        Pair pair = Pair.open(Math.max(limit, Math.abs(debt)));
        End debtor = debt > 0 ? pair.alice : pair.bob;
        if (debt != 0) {
            debtor.pay(Math.abs(debt));
        }
        pair.settleDown();
        if (pair.bob.line().own().limit().units() != limit) {
            pair.bob.changeLimit(limit);
        }
        return pair.settleDown();
    }

    /** "5 s100 5" is: pay 5, settle 100, pay 5. */
    private static List<PlanStep> steps(String text) {
        return Arrays.stream(text.trim().split(" "))
                .map(step -> step.startsWith("s")
                        ? new PlanStep.Settle(Long.parseLong(step.substring(1)))
                        : (PlanStep) new PlanStep.Pay(Long.parseLong(step)))
                .toList();
    }

    private static void assertGoesAsPlanned(Pair pair, QueuedPayment payment, List<PlanStep> expected) {
        End alice = pair.alice;
        assertThat(PaymentPlan.of(alice.line(), payment)).isEqualTo(new PaymentPlan(expected, Optional.empty()));
        long before = alice.line().own().seq();
        long debt = -alice.balance();
        alice.pay(payment);
        pair.settleDownAndOnTheLedger().assertInStep();
        assertThat(alice.stepsOf(payment, before)).isEqualTo(expected);
        assertThat(alice.line().queue()).isEqualTo(PaymentQueue.EMPTY);
        long settled = expected.stream()
                .filter(PlanStep.Settle.class::isInstance)
                .mapToLong(PlanStep::units)
                .sum();
        assertThat(-alice.balance()).isEqualTo(debt + payment.whole() - settled);
    }

    private static void assertRefusedWhole(Pair pair, QueuedPayment payment, Refusal refusal) {
        Line before = pair.alice.line();
        assertThat(PaymentPlan.of(before, payment)).isEqualTo(new PaymentPlan(List.of(), Optional.of(refusal)));
        pair.alice.pay(payment);
        assertThat(pair.alice.refusal()).isEqualTo(refusal);
        assertThat(pair.alice.line()).isEqualTo(before);
        pair.assertInStep();
    }

    @Nested
    class OnePayment {
        @ParameterizedTest
        @CsvSource({
            "100,  95,  10, 5 s100 5",
            "100,   0, 100, 100",
            "100,   0, 101, 100 s100 1",
            "100,   0, 200, 100 s100 100",
            "100,   0, 250, 100 s100 100 s100 50",
            "100, 100,   1, s100 1",
            "100, 100, 101, s100 100 s100 1",
            "100, -50, 150, 150",
            "100, -50, 151, 150 s100 1",
            "  1,   0,   1, 1",
            "  1,   0,   3, 1 s1 1 s1 1",
            "  1,   1,   1, s1 1",
            "  0,  -5,   5, 5",
            " 10,  50,   5, s50 5",
            " 10,  50,  11, s50 10 s10 1",
            "  1,  50,   2, s50 1 s1 1"
        })
        void isPaidUpToTheLimitSettledAndPaidOn(long limit, long debt, long units, String expected) {
            Pair pair = owing(limit, debt);
            assertGoesAsPlanned(pair, pair.alice.payment(units, true), steps(expected));
        }

        @ParameterizedTest
        @CsvSource({
            "  0,  0,     1,   0",
            "  0, -5,     6,   5",
            "  0, 50,     1,   0",
            "  1,  0,   102,   1",
            "  1,  1,   101,   0",
            "100,  0, 10101, 100",
            "100,  0, 9007199254740991, 100"
        })
        void isRefusedWholeIfSettlingDoesNotHelpOrWouldTakeOver100Rounds(
                long limit, long debt, long units, long allowed) {
            Pair pair = owing(limit, debt);
            assertRefusedWhole(
                    pair, pair.alice.payment(units, true), Refusal.because(RefusalCode.BEYOND_ANY_PLAN, allowed));
        }

        @ParameterizedTest
        @CsvSource({"1, 0, 101", "1, 1, 100", "100, 0, 10100"})
        void mayTake100Rounds(long limit, long debt, long units) {
            Pair pair = owing(limit, debt);
            QueuedPayment payment = pair.alice.payment(units, true);
            List<PlanStep> steps = PaymentPlan.of(pair.alice.line(), payment).steps();
            assertThat(steps).filteredOn(PlanStep.Settle.class::isInstance).hasSize(100);
            assertGoesAsPlanned(pair, payment, steps);
        }

        @Test
        void isRefusedIfItMayNotSettle() {
            Pair pair = owing(100, 95);
            assertRefusedWhole(
                    pair, pair.alice.payment(10, false), Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 5));
        }

        @Test
        void takesThePeersSettlementAsCredited() {
            Pair pair = owing(100, -60);
            pair.bob.settle(40);
            pair.settleDown();
            assertThat(PaymentPlan.of(pair.alice.line(), pair.alice.payment(150, true)))
                    .isEqualTo(new PaymentPlan(steps("120 s100 30"), Optional.empty()));
        }
    }

    @Nested
    class ABatch {
        @ParameterizedTest
        @CsvSource({
            "100,  95,  5, 5, s95 10",
            "100,  60, 50, 50, s60 100",
            "100,   0, 50, 50, 100",
            "100, -50, 75, 75, 150",
            " 10,  50,  4, 6, s50 10"
        })
        void settlesFirstAndIsNeverSplit(long limit, long debt, long first, long second, String expected) {
            Pair pair = owing(limit, debt);
            assertGoesAsPlanned(pair, pair.alice.batch(true, first, second), steps(expected));
        }

        @ParameterizedTest
        @CsvSource({
            "100,   0,  50, 51, 100",
            "100,  95,  50, 51,   5",
            "100, -50, 100, 51, 150",
            "  0,   0,   1,  1,   0"
        })
        void isRefusedIfItIsMoreThanTheLimitAtOnce(long limit, long debt, long first, long second, long allowed) {
            Pair pair = owing(limit, debt);
            assertRefusedWhole(
                    pair, pair.alice.batch(true, first, second), Refusal.because(RefusalCode.BEYOND_ANY_PLAN, allowed));
        }
    }

    @Nested
    class BehindOthers {
        @Test
        void whichFitItBeginsWhereTheyLeaveOff() {
            Pair pair = owing(100, 0);
            pair.disconnect();
            pair.alice.pay(30).pay(30);
            QueuedPayment payment = pair.alice.payment(50, true);
            assertThat(PaymentPlan.of(pair.alice.line(), payment))
                    .isEqualTo(new PaymentPlan(steps("40 s100 10"), Optional.empty()));
            pair.alice.pay(payment);
            pair.connect().settleDownAndOnTheLedger().assertInStep();
            assertThat(pair.alice.stepsOf(payment, 1)).isEqualTo(steps("40 s100 10"));
        }

        @Test
        void whichSettleTooItReckonsWithALimitThatIsUsedUp() {
            Pair pair = owing(100, 0);
            pair.disconnect();
            pair.alice.pay(pair.alice.payment(150, true));
            assertThat(PaymentPlan.of(pair.alice.line(), pair.alice.payment(120, true)))
                    .isEqualTo(new PaymentPlan(steps("s100 100 s100 20"), Optional.empty()));
        }

        @Test
        void itIsRefusedWithWhatTheyLeave() {
            Pair pair = owing(1, 0);
            pair.disconnect();
            pair.alice.pay(1);
            pair.alice.pay(pair.alice.payment(102, true));
            assertThat(pair.alice.refusal()).isEqualTo(Refusal.because(RefusalCode.BEYOND_ANY_PLAN, 0));
        }
    }

    @Nested
    class AsPlanned {
        @Test
        void goesEveryPaymentOnAnyLineWithAnObligingCreditorAndLedger() {
            Seeds.repeat(1_000, random -> {
                Pair pair = somewhere(random);
                QueuedPayment payment = somePayment(random, pair.alice);
                PaymentPlan plan = PaymentPlan.of(pair.alice.line(), payment);
                if (plan.refusal().isPresent()) {
                    assertRefusedWhole(pair, payment, plan.refusal().get());
                } else {
                    assertGoesAsPlanned(pair, payment, plan.steps());
                }
            });
        }

        @Test
        void goesAPaymentAlsoIfBothNodesStopAfterAnyMessage() {
            for (int messages = 0; messages < 14; messages++) {
                Pair pair = owing(100, 95);
                QueuedPayment payment = pair.alice.payment(210, true);
                long before = pair.alice.line().own().seq();
                pair.alice.pay(payment);
                goOnAndStop(pair, messages);
                pair.connect().settleDownAndOnTheLedger().assertInStep();
                assertThat(pair.alice.stepsOf(payment, before)).isEqualTo(steps("5 s100 100 s100 100 s100 5"));
                assertThat(pair.bob.balance()).isEqualTo(5);
            }
        }

        private void goOnAndStop(Pair pair, int messages) {
            for (int i = 0; i < messages; i++) {
                if (pair.alice.outbox.isEmpty() && pair.bob.outbox.isEmpty()) {
                    pair.oneTransfer(pair.alice);
                } else {
                    pair.deliver(pair.alice.outbox.isEmpty() ? pair.bob : pair.alice);
                }
            }
            pair.disconnect();
            pair.alice.restart();
            pair.bob.restart();
        }

        private static Pair somewhere(RandomGenerator random) {
            long limit = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(300);
            return owing(limit, random.nextInt(4) * (random.nextInt(200) - 100L));
        }

        private static QueuedPayment somePayment(RandomGenerator random, End end) {
            long units = 1 + random.nextLong(random.nextBoolean() ? 200 : 5_000);
            boolean settles = random.nextInt(5) > 0;
            return random.nextInt(3) == 0
                    ? end.batch(settles, units, 1 + random.nextInt(20))
                    : end.payment(units, settles);
        }
    }

    @Nested
    class WhenThingsHappenMeanwhile {
        private final Pair pair = owing(100, 95);
        private final End alice = pair.alice;
        private final End bob = pair.bob;
        private final long before = alice.line().own().seq();

        private QueuedPayment pay(long units) {
            QueuedPayment payment = alice.payment(units, true);
            alice.pay(payment);
            return payment;
        }

        @Test
        void theCreditorDeclinesAndTheRestIsGivenUp() {
            QueuedPayment payment = pay(10);
            decline();
            assertGivenUp(payment.after(5, 1), PaymentStatus.PARTIAL);
            assertThat(alice.balance()).isEqualTo(-100);
        }

        @Test
        void theCreditorDeclinesBeforeAnythingIsPaid() {
            alice.pay(5);
            pair.settleDown();
            QueuedPayment payment = pay(10);
            decline();
            assertGivenUp(payment, PaymentStatus.REFUSED);
        }

        @Test
        void theCreditorsAnswerNamesAnotherAccount() {
            QueuedPayment payment = pay(10);
            answer(100, "mallory");
            assertGivenUp(payment.after(5, 1), PaymentStatus.PARTIAL);
        }

        @Test
        void theLedgerRefuses() {
            QueuedPayment payment = pay(10);
            pair.settleDown();
            alice.take(new Input.TransferRefused(1, End.REFUSED));
            pair.settleDown().assertInStep();
            assertGivenUp(payment.after(5, 1), PaymentStatus.PARTIAL);
        }

        @Test
        void theLedgerRefusesWhileThePeerIsAway() {
            QueuedPayment payment = pay(10);
            pair.settleDown().disconnect();
            alice.take(new Input.TransferRefused(1, End.REFUSED));
            assertThat(alice.line().queue().of(payment.id())).isPresent();
            pair.connect().settleDown().assertInStep();
            assertGivenUp(payment.after(5, 1), PaymentStatus.PARTIAL);
        }

        @Test
        void thePaymentsBehindAGivenUpOneGoOn() {
            QueuedPayment payment = pay(10);
            QueuedPayment behind = alice.payment(100, true);
            alice.pay(behind);
            pair.settleDown();
            alice.take(new Input.TransferRefused(1, End.REFUSED));
            assertGivenUp(payment.after(5, 1), PaymentStatus.PARTIAL);
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(alice.stepsOf(behind, before)).isEqualTo(steps("s100 s100 100"));
        }

        @Test
        void theLimitIsRaisedAndTheRestIsPaidAtOnce() {
            QueuedPayment payment = pay(10);
            pair.settleDown();
            bob.changeLimit(200);
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(alice.stepsOf(payment, before)).isEqualTo(steps("5 s100 5"));
            assertThat(bob.balance()).isEqualTo(5);
        }

        @Test
        void theLimitIsLoweredAndItTakesMoreRounds() {
            QueuedPayment payment = pay(10);
            pair.settleDown();
            bob.changeLimit(3);
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(alice.stepsOf(payment, before)).isEqualTo(steps("5 s100 3 s3 2"));
        }

        @Test
        void theLimitIsLoweredToNothing() {
            QueuedPayment payment = pay(10);
            pair.settleDown();
            bob.changeLimit(0);
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(bob.balance()).isZero();
            assertGivenUp(payment.after(5, 1), PaymentStatus.PARTIAL);
        }

        @Test
        void theLimitIsLoweredSoThatItWouldTakeOver100Rounds() {
            QueuedPayment payment = pay(1_000);
            pair.settleDown();
            bob.changeLimit(1);
            pair.settleDownAndOnTheLedger().assertInStep();
            assertGivenUp(payment.after(5 + 99, 100), PaymentStatus.PARTIAL);
        }

        @Test
        void thePeerPaysAndTheRestFits() {
            QueuedPayment payment = pay(10);
            bob.pay(100);
            pair.settleDown().assertInStep();
            assertThat(alice.stepsOf(payment, before)).isEqualTo(steps("5 s100 5"));
            assertThat(alice.line().outgoing().answeredUnits()).isZero();
            assertThat(bob.balance()).isEqualTo(5);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 4, 5, 60})
        void thePeerPaysAndTheCreditorAcceptsLess(long units) {
            pay(200);
            bob.pay(units);
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(bob.line().theirs().paid()).isEqualTo(95 + 200);
            assertThat(alice.line().queue().isEmpty()).isTrue();
        }

        @Test
        void aSettlementBeforeHasLeftADebtAndIsFollowedByAnother() {
            pair.disconnect();
            alice.take(new Input.SettleUnannounced(Optional.of(Amount.of(10)), End.LEDGER));
            QueuedPayment payment = alice.batch(true, 20, 30);
            alice.pay(payment);
            pair.connect().settleDownAndOnTheLedger().assertInStep();
            assertThat(alice.stepsOf(payment, before)).isEqualTo(steps("s10 s85 50"));
        }

        @Test
        void bothPayPastTheLimitAtOnce() {
            alice.pay(5);
            pair.settleDown();
            QueuedPayment one = pay(150);
            QueuedPayment other = bob.payment(350, true);
            bob.pay(other);
            pair.settleDownAndOnTheLedger().assertInStep();
            assertThat(alice.line().own().paid()).isEqualTo(95 + 5 + 150);
            assertThat(bob.line().own().paid()).isEqualTo(350);
            assertThat(alice.line().queue().of(one.id())).isEmpty();
            assertThat(bob.line().queue().of(other.id())).isEmpty();
        }

        @Test
        void thePeersSettlementTakesTheLimitAndIsWaitedFor() {
            Pair fresh = owing(100, -100);
            fresh.bob.settle();
            fresh.settleDown();
            QueuedPayment payment = fresh.alice.payment(250, true);
            fresh.alice.pay(payment);
            fresh.settleDown().assertInStep();
            assertThat(fresh.alice.line().incoming().reserved()).isEqualTo(100);
            assertThat(fresh.alice.line().own().paid()).isZero();
            fresh.settleDownAndOnTheLedger().assertInStep();
            assertThat(fresh.alice.stepsOf(payment, 1)).isEqualTo(steps("100 s100 100 s100 50"));
        }

        @Test
        void thePeersSettlementIsWithdrawnAndThereIsRoomAtOnce() {
            Pair fresh = owing(100, -100);
            fresh.bob.settle();
            fresh.settleDown();
            QueuedPayment payment = fresh.alice.payment(250, true);
            fresh.alice.pay(payment);
            fresh.settleDown();
            fresh.bob.take(new Input.TransferRefused(1, End.REFUSED));
            fresh.settleDownAndOnTheLedger().assertInStep();
            assertThat(fresh.alice.stepsOf(payment, 1)).isEqualTo(steps("200 s100 50"));
        }

        @Test
        void thePeersSettlementIsNotWaitedForByAPaymentThatMayNotSettle() {
            Pair fresh = owing(100, -100);
            fresh.bob.settle();
            fresh.disconnect();
            fresh.alice.pay(150);
            QueuedPayment behind = fresh.alice.payment(50, false);
            fresh.alice.pay(behind);
            fresh.connect().settleDown().assertInStep();
            assertThat(fresh.alice.line().queue().isEmpty()).isTrue();
            assertThat(fresh.alice.stepsOf(behind, 1)).isEqualTo(steps("50"));
        }

        private void decline() {
            answer(0, "bob");
        }

        private void answer(long units, String payee) {
            alice.outbox.clear();
            alice.take(new Input.UpdateReceived(Forgery.of(bob)
                    .entries(new Entry.SettlementAnswer(1, units, AccountId.of(payee)))
                    .update()));
        }

        private void assertGivenUp(QueuedPayment asItStood, PaymentStatus status) {
            assertThat(alice.line().queue().of(asItStood.id())).isEmpty();
            assertThat(alice.facts).contains(new LineRecord.GivenUp(asItStood.id(), RefusalCode.BEYOND_ANY_PLAN));
            Line blank = Line.blank(alice.line().identity());
            assertThat(LineStory.of(blank, alice.facts))
                    .contains(new TrustlineEvent.GivenUp(
                            LineStory.payment(alice.line().identity(), asItStood, status),
                            RefusalCode.BEYOND_ANY_PLAN));
            assertThat(alice.replayed()).isEqualTo(alice.line());
        }
    }
}
