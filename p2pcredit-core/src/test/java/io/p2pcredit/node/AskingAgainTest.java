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
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Payments under ids that the caller chose: asked for again they are paid once, for ever. */
@Timeout(60)
class AskingAgainTest {
    private final Town town = new Town();
    private final HeldHistory history = new HeldHistory(town.alice.history);
    private CreditNode alice;
    private CreditNode bob;

    @BeforeEach
    void openALine() {
        alice = start();
        bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
    }

    @AfterEach
    void closeTheTown() {
        history.letGo();
        town.close();
    }

    private CreditNode start() {
        return town.alice.start(
                builder -> builder.store(town.alice.storage.takeOver(), history).settlement(SettlementPolicy.manual()));
    }

    private void restart() {
        history.letGo();
        alice.close();
        alice = start();
    }

    private void restartApart() {
        town.alice.transport.down(true);
        bob.close();
        restart();
    }

    private void bobComesBack() {
        town.alice.transport.down(false);
        bob = town.bob.start(admitting(100));
    }

    private static PaymentId id(long number) {
        return new PaymentId(7, number);
    }

    private PendingPayment pay(long number, long amount) {
        return alice.pay(PaymentOrder.to(BOB, amount).withId(id(number)));
    }

    @Test
    void givesTheFirstResultAgain() {
        PendingPayment first = pay(1, 5);
        Payment paid = answer(first.acknowledged());
        assertThat(paid.status()).isEqualTo(PaymentStatus.ACKNOWLEDGED);

        PendingPayment again = pay(1, 5);
        assertThat(answer(again.recorded())).isEqualTo(answer(first.recorded()));
        assertThat(answer(again.acknowledged())).isEqualTo(paid);
        restart();
        PendingPayment onceMore = pay(1, 5);
        assertThat(answer(onceMore.recorded())).isEqualTo(answer(first.recorded()));
        assertThat(answer(onceMore.acknowledged())).isEqualTo(paid);
        assertThat(alice.payment(id(1))).isEqualTo(Optional.of(paid));
        assertThat(balance()).isEqualTo(Balance.of(-5));
    }

    @Test
    void endsAlikeWhatIsAskedForTwiceAtOnce() {
        PendingPayment first = pay(1, 5);
        PendingPayment second = pay(1, 5);
        PendingPayment other = pay(1, 6);

        assertThat(answer(second.acknowledged())).isEqualTo(answer(first.acknowledged()));
        assertThat(answer(second.recorded())).isEqualTo(answer(first.recorded()));
        assertThat(refusal(other.recorded()).code()).isEqualTo(RefusalCode.PAYMENT_ID_REUSED);
        assertThat(refusal(other.acknowledged()).code()).isEqualTo(RefusalCode.PAYMENT_ID_REUSED);
        assertThat(balance()).isEqualTo(Balance.of(-5));

        PendingPayment tooMuch = pay(2, 101);
        PendingPayment tooMuchAgain = pay(2, 101);
        assertThat(refusal(tooMuch.recorded())).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 95));
        assertThat(refusal(tooMuchAgain.recorded())).isEqualTo(refusal(tooMuch.recorded()));
    }

    @Test
    void refusesOtherContents() {
        openALineWithCharlie();
        answer(pay(1, 5).acknowledged());
        PaymentOrder batch = PaymentOrder.batch(BOB, Amounts.of(2, 3)).withId(id(2));
        answer(alice.pay(batch).acknowledged());
        for (int life = 1; life <= 2; life++) {
            isReused(PaymentOrder.to(BOB, 6).withId(id(1)));
            isReused(PaymentOrder.to(CHARLIE, 5).withId(id(1)));
            isReused(PaymentOrder.batch(BOB, Amounts.of(2, 3)).withId(id(1)));
            isReused(PaymentOrder.to(BOB, 5).withId(id(2)));
            isReused(PaymentOrder.batch(BOB, Amounts.of(2, 4)).withId(id(2)));
            assertThat(answer(alice.pay(batch).acknowledged()).units()).isEqualTo(5);
            restart();
        }
        assertThat(balance()).isEqualTo(Balance.of(-10));
        assertThat(alice.trustline(CHARLIE).orElseThrow().balance()).isEqualTo(Balance.ZERO);
    }

    private void isReused(PaymentOrder order) {
        PendingPayment pending = alice.pay(order);
        assertThat(refusal(pending.recorded()).code()).isEqualTo(RefusalCode.PAYMENT_ID_REUSED);
        assertThat(refusal(pending.acknowledged()).code()).isEqualTo(RefusalCode.PAYMENT_ID_REUSED);
    }

    private void openALineWithCharlie() {
        CreditNode charlie = town.house(CHARLIE, InMemorySigner.generate()).start(admitting(100));
        open(alice, charlie, 100);
    }

    @Test
    void triesAgainWhatWasRefused() {
        assertThat(refusal(pay(1, 101).recorded()).code()).isEqualTo(RefusalCode.CREDIT_LIMIT_EXCEEDED);
        restart();
        assertThat(refusal(pay(1, 101).recorded()).code()).isEqualTo(RefusalCode.CREDIT_LIMIT_EXCEEDED);
        bobAllows(200);

        assertThat(answer(pay(1, 101).acknowledged()).units()).isEqualTo(101);
        assertThat(answer(pay(1, 101).acknowledged()).units()).isEqualTo(101);
        assertThat(balance()).isEqualTo(Balance.of(-101));
    }

    @Test
    void triesAgainWhatWasRefusedWhenItsTurnCame() {
        Journal nobodys = town.alice.storage.takeOver();
        answer(bob.changeLimit(ALICE, CreditLimit.of(50)));
        await(() -> alice.status().state() == NodeStatus.State.HALTED);
        nobodys.close();
        town.alice.transport.down(true);
        restart();
        PendingPayment first = pay(1, 60);
        assertThat(answer(first.recorded()).status()).isEqualTo(PaymentStatus.QUEUED);
        town.alice.transport.down(false);

        assertThat(refusal(first.acknowledged()).code()).isEqualTo(RefusalCode.CREDIT_LIMIT_EXCEEDED);
        assertThat(alice.payment(id(1)).orElseThrow().status()).isEqualTo(PaymentStatus.REFUSED);
        isReused(PaymentOrder.to(BOB, 61).withId(id(1)));
        restart();
        assertThat(refusal(pay(1, 60).recorded()).code()).isEqualTo(RefusalCode.CREDIT_LIMIT_EXCEEDED);
        bobAllows(60);
        assertThat(answer(pay(1, 60).acknowledged()).status()).isEqualTo(PaymentStatus.ACKNOWLEDGED);
        assertThat(balance()).isEqualTo(Balance.of(-60));
    }

    private void bobAllows(long limit) {
        await(() -> bob.trustline(ALICE).orElseThrow().online());
        answer(bob.changeLimit(ALICE, CreditLimit.of(limit)));
        await(() -> alice.trustline(BOB).orElseThrow().received().units() == limit);
    }

    @Test
    void followsWhatIsStillQueued() {
        restartApart();
        PendingPayment first = pay(1, 5);
        assertThat(answer(first.recorded()).status()).isEqualTo(PaymentStatus.QUEUED);
        PendingPayment again = pay(1, 5);
        assertThat(answer(again.recorded())).isEqualTo(answer(first.recorded()));
        isReused(PaymentOrder.to(BOB, 6).withId(id(1)));
        restart();
        assertThat(refusal(first.acknowledged()).code()).isEqualTo(RefusalCode.NODE_CLOSED);
        PendingPayment inTheNextLife = pay(1, 5);
        assertThat(answer(inTheNextLife.recorded())).isEqualTo(answer(first.recorded()));
        bobComesBack();

        Payment paid = answer(inTheNextLife.acknowledged());
        assertThat(paid.status()).isEqualTo(PaymentStatus.ACKNOWLEDGED);
        assertThat(answer(pay(1, 5).acknowledged())).isEqualTo(paid);
        assertThat(balance()).isEqualTo(Balance.of(-5));
    }

    @Test
    void staysCancelled() {
        restartApart();
        PendingPayment first = pay(1, 5);
        answer(first.recorded());
        assertThat(answer(alice.cancel(id(1))).status()).isEqualTo(PaymentStatus.CANCELLED);
        assertThat(refusal(first.acknowledged()).code()).isEqualTo(RefusalCode.CANCELLED);
        for (int life = 1; life <= 2; life++) {
            PendingPayment again = pay(1, 5);
            assertThat(refusal(again.recorded()).code()).isEqualTo(RefusalCode.CANCELLED);
            assertThat(refusal(again.acknowledged()).code()).isEqualTo(RefusalCode.CANCELLED);
            restart();
        }
        assertThat(alice.payment(id(1)).orElseThrow().status()).isEqualTo(PaymentStatus.CANCELLED);
    }

    @Test
    void takesBackWhatWasJustAskedFor() {
        restartApart();
        answer(pay(2, 5).recorded()); // from now on the node knows what it has, and no payment waits for that
        answer(alice.cancel(id(2)));
        PendingPayment chosen = pay(1, 5);
        assertThat(answer(alice.cancel(id(1))).units()).isZero();
        assertThat(refusal(chosen.acknowledged()).code()).isEqualTo(RefusalCode.CANCELLED);
        PendingPayment made = alice.pay(PaymentOrder.to(BOB, 5));
        assertThat(answer(alice.cancel(made.id())).id()).isEqualTo(made.id());
        assertThat(refusal(made.acknowledged()).code()).isEqualTo(RefusalCode.CANCELLED);
        assertThat(refusal(alice.cancel(made.id())).code()).isEqualTo(RefusalCode.NOT_QUEUED);
        assertThat(alice.queued()).isEmpty();
    }

    @Test
    void takesTheNodesOwnIdForAPaymentThatWasMade() {
        PendingPayment first = alice.pay(PaymentOrder.to(BOB, 5));
        PendingPayment atOnce = alice.pay(PaymentOrder.to(BOB, 5).withId(first.id()));
        PendingPayment together = alice.pay(PaymentOrder.to(BOB, 5).withId(first.id()));
        Payment paid = answer(first.acknowledged());
        assertThat(answer(atOnce.acknowledged())).isEqualTo(paid);
        assertThat(answer(together.acknowledged())).isEqualTo(paid);
        isReused(PaymentOrder.to(BOB, 6).withId(first.id()));
        history.hold();
        PendingPayment unprojected = alice.pay(PaymentOrder.to(BOB, 6));
        answer(unprojected.acknowledged());
        assertThat(answer(alice.pay(PaymentOrder.to(BOB, 6).withId(unprojected.id()))
                                .acknowledged())
                        .status())
                .isEqualTo(PaymentStatus.ACKNOWLEDGED);
        restart();
        assertThat(answer(alice.pay(PaymentOrder.to(BOB, 5).withId(first.id())).acknowledged()))
                .isEqualTo(paid);
        assertThat(balance()).isEqualTo(Balance.of(-11));
    }

    @Test
    void knowsEveryIdWhileTheHistoryStandsStill() {
        history.hold();
        Payment paid = answer(pay(1, 5).acknowledged());
        town.alice.transport.down(true);
        await(() -> !alice.trustline(BOB).orElseThrow().online());
        answer(pay(2, 6).recorded());
        answer(alice.cancel(id(2)));
        Payment queued = answer(pay(3, 7).recorded());
        long known = history.position();

        knowsThem(paid, queued);
        assertThat(history.position()).isEqualTo(known);
        history.letGo();
        await(() -> history.payment(id(3)).isPresent());
        knowsThem(paid, queued);
        restart();
        knowsThem(paid, queued);
    }

    @Test
    void paysEachIdOnceHoweverManyAskAtOnceAndHoweverLateTheHistoryIs() {
        answer(bob.changeLimit(ALICE, CreditLimit.of(1_000_000)));
        await(() -> alice.trustline(BOB).orElseThrow().received().units() == 1_000_000);
        history.hold();
        List<CompletableFuture<List<PendingPayment>>> callers = IntStream.range(0, 4)
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> IntStream.range(0, 400)
                        .mapToObj(i -> pay((i * (2L * caller + 1)) % 50, 1 + (i * (2L * caller + 1)) % 50))
                        .toList()))
                .toList();
        List<PendingPayment> asked =
                callers.stream().flatMap(caller -> answer(caller).stream()).toList();
        answer(asked.get(700).acknowledged());
        history.letGo();

        asked.forEach(payment -> assertThat(answer(payment.acknowledged()).units())
                .isEqualTo(1 + payment.id().second()));
        assertThat(asked.stream().map(PendingPayment::id).distinct()).hasSize(50);
        assertThat(balance()).isEqualTo(Balance.of(-50 * 51 / 2));
    }

    private void knowsThem(Payment paid, Payment queued) {
        assertThat(answer(pay(1, 5).acknowledged())).isEqualTo(paid);
        isReused(PaymentOrder.to(BOB, 6).withId(id(1)));
        assertThat(refusal(pay(2, 6).recorded()).code()).isEqualTo(RefusalCode.CANCELLED);
        isReused(PaymentOrder.to(BOB, 5).withId(id(2)));
        assertThat(answer(pay(3, 7).recorded())).isEqualTo(queued);
        isReused(PaymentOrder.to(BOB, 8).withId(id(3)));
        assertThat(alice.payment(id(1))).isEqualTo(Optional.of(paid));
        assertThat(alice.payment(id(2)).orElseThrow().status()).isEqualTo(PaymentStatus.CANCELLED);
        assertThat(alice.payment(id(3))).isEqualTo(Optional.of(queued));
        assertThat(alice.payment(id(4))).isEmpty();
    }

    private Balance balance() {
        return alice.trustline(BOB).orElseThrow().balance();
    }
}
