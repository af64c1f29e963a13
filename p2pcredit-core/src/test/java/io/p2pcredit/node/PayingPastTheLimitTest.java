package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.CHARLIE;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.await;
import static io.p2pcredit.node.Town.open;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Plan;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.PlanStep.Pay;
import io.p2pcredit.trustline.PlanStep.Settle;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pay up to the limit, settle everything owed, pay the rest, as often as needed. */
@Timeout(60)
class PayingPastTheLimitTest {
    private static final PaymentId CHOSEN = new PaymentId(7, 1);

    private final Town town = new Town();
    private CreditNode alice;
    private CreditNode bob;

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    private void openALine(long limit, long debt) {
        alice = town.alice.start();
        bob = town.bob.start(admitting(limit));
        open(alice, bob, limit);
        if (debt > 0) {
            answer(alice.pay(PaymentOrder.to(BOB, debt)).acknowledged());
        }
    }

    @Test
    void keepsToTheLimitOfEachLineAndSettlesWhatIsInTheWayOnly() {
        openALine(100, 60);
        CreditNode charlie = town.house(CHARLIE, InMemorySigner.generate()).start(admitting(100));
        open(alice, charlie, 100);
        answer(alice.pay(PaymentOrder.to(CHARLIE, 95)).acknowledged());
        PaymentOrder order = PaymentOrder.to(CHARLIE, 10);
        List<PlanStep> steps = List.of(new Pay(5), new Settle(100), new Pay(5));
        assertThat(alice.plan(order)).isEqualTo(new Plan(order, steps, false, Optional.empty()));

        Payment paid = answer(alice.pay(order).acknowledged());

        assertThat(paid.units()).isEqualTo(10);
        assertThat(paid.part()).isEqualTo(1);
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-60));
        assertThat(alice.trustline(CHARLIE).orElseThrow().balance()).isEqualTo(Balance.of(-5));
        assertThat(charlie.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(5));
        assertThat(town.funds(ALICE)).isEqualTo(Town.ENOUGH - 100);
        assertThat(town.funds(CHARLIE)).isEqualTo(Town.ENOUGH + 100);
        assertThat(taken(CHARLIE).skip(1)).isEqualTo(steps);
    }

    /** What Alice has done on a line, as her history tells it. */
    private Stream<PlanStep> taken(PeerId peer) {
        return alice.events(Cursor.START).next(1_000).stream()
                .map(recorded -> recorded.event())
                .filter(event -> event.peer().equals(peer))
                .flatMap(event -> step(event).stream());
    }

    private static Optional<PlanStep> step(TrustlineEvent event) {
        if (event instanceof TrustlineEvent.Paid paid) {
            return Optional.of(new Pay(paid.payment().units()));
        }
        return event instanceof TrustlineEvent.SettlementMoved moved
                        && moved.settlement().status() == SettlementStatus.CREDITED
                ? Optional.of(new Settle(moved.settlement().units()))
                : Optional.empty();
    }

    @ParameterizedTest(name = "limit {0}, debt {1}, pays {2}: settles {3}")
    @CsvSource({
        "1, 0, 1, 0",
        "1, 1, 1, 1",
        "1, 0, 3, 2",
        "100, 0, 101, 100",
        "100, 100, 100, 100",
        "100, 99, 100, 100",
        "10, 0, 45, 40",
        "9007199254740991, 900000, 9007199254740991, 9007199254740991"
    })
    void paysManyTimesTheLimit(long limit, long debt, long amount, long settled) {
        openALine(limit, debt);
        assertThat(answer(alice.pay(PaymentOrder.to(BOB, amount)).acknowledged())
                        .units())
                .isEqualTo(amount);

        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(settled - debt - amount));
        assertThat(town.funds(ALICE)).isEqualTo(Town.ENOUGH - settled);
    }

    @ParameterizedTest(name = "limit {0}, debt {1}, pays {2}")
    @CsvSource({"0, 0, 1, 0", "1, 0, 102, 1", "1, 1, 101, 0", "10, 5, 1006, 5"})
    void refusesWholeWhatNoPlanCanPay(long limit, long debt, long amount, long allowed) {
        openALine(limit, debt);
        PaymentOrder order = PaymentOrder.to(BOB, amount);
        Refusal refusal = Refusal.because(RefusalCode.BEYOND_ANY_PLAN, allowed);

        assertThat(alice.plan(order)).isEqualTo(new Plan(order, List.of(), false, Optional.of(refusal)));
        assertThat(refusal(alice.pay(order).recorded())).isEqualTo(refusal);
        assertThat(alice.queued()).isEmpty();
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-debt));
        if (limit > 0) {
            assertThat(alice.plan(PaymentOrder.to(BOB, amount - 1)).steps()).hasSizeBetween(200, 201);
        }
    }

    @Test
    void settlesFirstForABatchAndNeverSplitsIt() {
        openALine(100, 60);
        PaymentOrder batch = PaymentOrder.batch(BOB, Amounts.of(30, 31));
        assertThat(alice.plan(batch).steps()).isEqualTo(List.of(new Settle(60), new Pay(61)));
        PaymentOrder tooLarge = PaymentOrder.batch(BOB, Amounts.of(50, 51));
        assertThat(refusal(alice.pay(tooLarge).recorded())).isEqualTo(Refusal.because(RefusalCode.BEYOND_ANY_PLAN, 40));

        Payment paid = answer(alice.pay(batch).acknowledged());

        assertThat(paid.count()).isEqualTo(2);
        assertThat(paid.part()).isZero();
        assertThat(taken(BOB)).isEqualTo(List.of(new Pay(60), new Settle(60), new Pay(61)));
    }

    @Test
    void saysHowMuchItHasPaidIfTheLedgerRefuses() {
        openALine(100, 95);
        town.ledgerOf(ALICE).nextTransfers(Fate.REFUSED);
        PendingPayment pending = alice.pay(PaymentOrder.to(BOB, 10).withId(CHOSEN));

        assertThat(answer(pending.recorded()).status()).isEqualTo(PaymentStatus.SENT);
        assertThat(answer(pending.recorded()).units()).isEqualTo(5);
        isPaidInPart(pending);
        for (int life = 1; life <= 2; life++) {
            PendingPayment again = alice.pay(PaymentOrder.to(BOB, 10).withId(CHOSEN));
            assertThat(refusal(again.recorded())).isEqualTo(Refusal.because(RefusalCode.PAID_IN_PART, 5));
            isPaidInPart(again);
            alice.close();
            alice = town.alice.start();
        }
        assertThat(answer(alice.pay(PaymentOrder.to(BOB, 10)).acknowledged()).units())
                .isEqualTo(10);
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-10));
    }

    private void isPaidInPart(PendingPayment pending) {
        assertThat(refusal(pending.acknowledged())).isEqualTo(Refusal.because(RefusalCode.PAID_IN_PART, 5));
        Payment payment = alice.payment(CHOSEN).orElseThrow();
        assertThat(payment.status()).isEqualTo(PaymentStatus.PARTIAL);
        assertThat(payment.units()).isEqualTo(5);
        assertThat(payment.whole()).isEqualTo(10);
    }

    @Test
    void waitsInTurnBehindAPaymentThatWaitsForALedger() {
        openALine(100, 95);
        town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
        PendingPayment first = alice.pay(PaymentOrder.to(BOB, 10).withId(CHOSEN));
        assertThat(answer(first.recorded()).units()).isEqualTo(5);
        PendingPayment second = alice.pay(PaymentOrder.to(BOB, 3));
        assertThat(answer(second.recorded()).status()).isEqualTo(PaymentStatus.QUEUED);
        PendingPayment again = alice.pay(PaymentOrder.to(BOB, 10).withId(CHOSEN));
        assertThat(answer(again.recorded())).isEqualTo(answer(first.recorded()));
        assertThat(alice.queued()).extracting(Payment::units).containsExactly(5L, 0L);
        assertThat(refusal(alice.cancel(CHOSEN)).code()).isEqualTo(RefusalCode.NOT_QUEUED);
        assertThat(alice.payment(CHOSEN)).hasValueSatisfying(running -> {
            assertThat(running.status()).isEqualTo(PaymentStatus.SENT);
            assertThat(running.units()).isEqualTo(5);
        });
        await(() -> town.ledgerOf(ALICE).waiting() == 1);
        town.ledgerOf(ALICE).release();

        Payment whole = answer(first.acknowledged());
        assertThat(whole.units()).isEqualTo(10);
        assertThat(answer(again.acknowledged())).isEqualTo(whole);
        assertThat(answer(second.acknowledged()).units()).isEqualTo(3);
        assertThat(alice.payment(CHOSEN)).isEqualTo(Optional.of(whole));
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-8));
    }

    @Test
    void isNotDoneByANodeThatSettlesByHandOnly() {
        alice = town.alice.start(builder -> builder.settlement(SettlementPolicy.manual()));
        bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        answer(alice.pay(PaymentOrder.to(BOB, 95)).acknowledged());
        PaymentOrder order = PaymentOrder.to(BOB, 10);
        Refusal refusal = Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 5);

        assertThat(refusal(alice.pay(order).acknowledged())).isEqualTo(refusal);
        assertThat(alice.plan(order)).isEqualTo(new Plan(order, List.of(), false, Optional.of(refusal)));
        assertThat(alice.settlements()).isEmpty();
    }

    @Test
    void paysTheRestOfAPaymentWhosePartsCameBack() {
        openALine(100, 95);
        town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
        assertThat(answer(alice.pay(PaymentOrder.to(BOB, 10).withId(CHOSEN)).recorded())
                        .units())
                .isEqualTo(5);
        await(() -> town.ledgerOf(ALICE).waiting() == 1);
        await(() -> bob.trustline(ALICE).orElseThrow().balance().equals(Balance.of(100)));
        alice.close();

        alice = town.alice.start(Backup.empty().restored());
        await(() -> alice.trustline(BOB).filter(line -> line.online()).isPresent());
        Payment rest = answer(alice.pay(PaymentOrder.to(BOB, 10).withId(CHOSEN)).acknowledged());

        assertThat(rest.units()).isEqualTo(10);
        assertThat(rest.part()).isEqualTo(1);
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-5));
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(5));
        assertThat(alice.payment(CHOSEN)).isEqualTo(Optional.of(rest));
        assertThat(town.funds(ALICE)).isEqualTo(Town.ENOUGH - 100);
    }
}
