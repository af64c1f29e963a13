package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Seeds;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a plan says, and what becomes of it. */
@Timeout(60)
class PlannedPaymentTest {
    private static final PaymentId ID = new PaymentId(7, 1);

    @Test
    void isCarriedOutToTheLetterOnALedgerThatWorks() {
        Seeds.repeat(300, random -> {
            Pair pair = someLine(random);
            QueuedPayment payment = somePayment(random);
            Line before = pair.alice.line();
            int facts = pair.alice.facts.size();
            PaymentPlan plan = PaymentPlan.of(before, payment);

            pair.alice.take(new Input.Pay(payment));
            if (plan.refusal().isPresent()) {
                assertThat(plan.steps()).isEmpty();
                assertThat(pair.alice.refusal()).isEqualTo(plan.refusal().get());
                assertThat(pair.alice.line()).isEqualTo(before);
            } else {
                settle(pair);
                assertThat(taken(pair.alice, facts)).isEqualTo(plan.steps());
                pair.assertInStep();
            }
        });
    }

    private static Pair someLine(RandomGenerator random) {
        Pair pair = Pair.open(random.nextInt(1, 30));
        long alices = random.nextInt(0, 31);
        long bobs = random.nextInt(0, 31);
        payIfPositive(pair.bob, bobs);
        pair.settleDown();
        payIfPositive(pair.alice, alices);
        pair.settleDown();
        if (pair.bob.balance() < 0 && random.nextBoolean()) {
            pair.bob.settle(random.nextLong(1, 1 - pair.bob.balance()));
            pair.settleDown(); // accepted, and never paid
        }
        if (random.nextInt(3) == 0) {
            pair.bob.changeLimit(random.nextInt(0, 30));
            pair.settleDown();
        }
        pair.alice.refusals.clear();
        pair.bob.refusals.clear();
        return pair;
    }

    private static void payIfPositive(End payer, long units) {
        if (units > 0) {
            payer.pay(units);
        }
    }

    private static QueuedPayment somePayment(RandomGenerator random) {
        boolean isBatch = random.nextInt(4) == 0;
        Amounts amounts = isBatch
                ? Amounts.of(random.nextInt(1, 20), random.nextInt(1, 20))
                : Amounts.of(random.nextInt(1, random.nextBoolean() ? 40 : 4_000));
        return QueuedPayment.of(ID, amounts, isBatch, Memo.NONE, random.nextInt(4) > 0);
    }

    /** Delivers, and settles, until nobody has anything to do. */
    private static void settle(Pair pair) {
        transfer(pair);
        while (!pair.alice.outbox.isEmpty() || !pair.bob.outbox.isEmpty()) {
            pair.deliver(pair.alice.outbox.isEmpty() ? pair.bob : pair.alice);
            transfer(pair);
        }
    }

    private static void transfer(Pair pair) {
        for (Effect effect : List.copyOf(pair.alice.effects)) {
            if (effect instanceof Effect.SubmitTransfer order) {
                TransactionId transaction = TransactionId.of("tx-" + order.key());
                pair.alice.take(new Input.TransferConfirmed(order.number(), transaction));
                pair.bob.take(new Input.TransferFound(order.number(), order.amount(), transaction));
            }
        }
    }

    private static List<PlanStep> taken(End end, int since) {
        List<PlanStep> steps = new ArrayList<>();
        for (Update update : End.updatesIn(end.facts.subList(since, end.facts.size()))) {
            for (Entry entry : update.entries()) {
                if (entry instanceof Entry.SettlementIntent intent) {
                    steps.add(new PlanStep.Settle(intent.amount().units()));
                } else {
                    steps.add(new PlanStep.Pay(EntrySums.paid(entry)));
                }
            }
        }
        return steps;
    }

    @Test
    void isGivenUpInPartIfTheCreditorDeclines() {
        Pair pair = Pair.open(100);
        pair.alice.pay(95);
        pair.settleDown();
        pair.alice.take(new Input.Pay(QueuedPayment.of(ID, Amounts.of(10), false, Memo.NONE, true)));
        pair.bob.take(pair.bob.payment(100), new Input.ChangeLimit(CreditLimit.NONE));
        Line before = pair.alice.line();
        int facts = pair.alice.facts.size();
        settle(pair);

        assertThat(pair.alice.line().queue().isEmpty()).isTrue();
        assertThat(pair.assertInStep().alice.balance()).isZero();
        List<TrustlineEvent> events = LineStory.of(before, pair.alice.facts.subList(facts, pair.alice.facts.size()));
        assertThat(events)
                .filteredOn(TrustlineEvent.GivenUp.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    TrustlineEvent.GivenUp given = (TrustlineEvent.GivenUp) event;
                    assertThat(given.code()).isEqualTo(RefusalCode.BEYOND_ANY_PLAN);
                    assertThat(given.payment())
                            .extracting(Payment::units, Payment::status)
                            .containsExactly(5L, PaymentStatus.PARTIAL);
                });
    }

    @Test
    void isMadeBehindThePaymentsThatWait() {
        Pair pair = Pair.open(100).disconnect();
        pair.alice.pay(60);
        QueuedPayment fits = QueuedPayment.of(ID, Amounts.of(40), false, Memo.NONE, false);
        QueuedPayment tooMuch = QueuedPayment.of(ID, Amounts.of(41), false, Memo.NONE, false);

        assertThat(PaymentPlan.of(pair.alice.line(), fits).steps()).containsExactly(new PlanStep.Pay(40));
        assertThat(PaymentPlan.of(pair.alice.line(), tooMuch).refusal())
                .contains(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 40));
    }

    @Test
    void countsWhatThePeerOwesAndWhatWaitsAsExposureOnlyOnce() {
        Pair pair = Pair.open(100);
        pair.bob.pay(30);
        pair.settleDown().disconnect();
        pair.alice.pay(20);
        assertThat(pair.alice.line()).extracting(Line::exposure, Line::unowed).containsExactly(0L, 10L);
        pair.alice.pay(50);
        assertThat(pair.alice.line()).extracting(Line::exposure, Line::unowed).containsExactly(40L, 0L);
        pair.reconnect();
        assertThat(pair.alice.line()).extracting(Line::exposure, Line::unowed).containsExactly(40L, 0L);
    }
}
