package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.open;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PayingTest {
    private final Town town = new Town();
    private CreditNode alice;
    private CreditNode bob;

    @BeforeEach
    void openALine() {
        alice = town.alice.start(builder -> builder.settlement(SettlementPolicy.manual()));
        bob = town.bob.start(builder -> admitting(100).apply(builder).settlement(SettlementPolicy.manual()));
        open(alice, bob, 100);
    }

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void showsTheSameDebtOnBothSides() {
        alice.pay(PaymentOrder.to(BOB, 7)).acknowledged().join();
        bob.pay(PaymentOrder.to(ALICE, 20)).acknowledged().join();

        assertThat(balance(alice)).isEqualTo(Balance.of(13));
        assertThat(balance(bob)).isEqualTo(Balance.of(-13));
    }

    @Test
    void saysWhatWasPaid() {
        PendingPayment pending = alice.pay(PaymentOrder.to(BOB, 7).withMemo("lunch"));

        assertThat(pending.acknowledged().join())
                .isEqualTo(new Payment(
                        pending.id(),
                        BOB,
                        Direction.OUTGOING,
                        7,
                        7,
                        0,
                        1,
                        Memo.of("lunch"),
                        PaymentStatus.ACKNOWLEDGED));
        assertThat(pending.recorded().join().status()).isEqualTo(PaymentStatus.SENT);
    }

    @Test
    void paysABatchAsOne() {
        Payment paid = alice.pay(PaymentOrder.batch(BOB, Amounts.of(1, 2, 3)))
                .acknowledged()
                .join();

        assertThat(paid.units()).isEqualTo(6);
        assertThat(paid.count()).isEqualTo(3);
        assertThat(balance(bob)).isEqualTo(Balance.of(6));
    }

    @ParameterizedTest
    @CsvSource({"99, 1, true", "100, 0, true", "1, 100, false", "0, 101, false", "100, 1, false"})
    void keepsToTheLimit(long first, long second, boolean allowed) {
        if (first > 0) {
            alice.pay(PaymentOrder.to(BOB, first)).acknowledged().join();
        }
        if (allowed) {
            if (second > 0) {
                alice.pay(PaymentOrder.to(BOB, second)).acknowledged().join();
            }
            assertThat(balance(alice)).isEqualTo(Balance.of(-first - second));
            return;
        }
        PendingPayment refused = alice.pay(PaymentOrder.to(BOB, second));
        assertThat(refusal(refused.recorded()))
                .isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 100 - first));
        assertThat(refusal(refused.acknowledged()).code()).isEqualTo(RefusalCode.CREDIT_LIMIT_EXCEEDED);
        assertThat(balance(alice)).isEqualTo(Balance.of(-first));
    }

    @Test
    void canBothPayAtOnceAtTheLimit() {
        alice.pay(PaymentOrder.to(BOB, 100)).acknowledged().join();
        List<PendingPayment> payments = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            payments.add(bob.pay(PaymentOrder.to(ALICE, 2)));
            payments.add(alice.pay(PaymentOrder.to(BOB, 1)));
        }
        long back = payments.stream()
                .filter(payment -> isPaid(payment))
                .mapToLong(payment -> payment.acknowledged().join().peer().equals(ALICE) ? 2 : -1)
                .sum();

        Town.await(() -> balance(alice).units() == -balance(bob).units());
        assertThat(balance(alice)).isEqualTo(Balance.of(back - 100));
        assertThat(alice.trustline(BOB).orElseThrow().state()).isEqualTo(io.p2pcredit.TrustlineView.State.OPEN);
    }

    @Test
    void batchesManyPaymentsByItself() {
        alice.changeLimit(BOB, CreditLimit.of(1_000_000)).join();
        bob.changeLimit(ALICE, CreditLimit.of(1_000_000)).join();
        Town.await(() -> alice.trustline(BOB).orElseThrow().received().units() == 1_000_000);

        List<PendingPayment> payments = IntStream.range(0, 5_000)
                .mapToObj(i -> alice.pay(PaymentOrder.to(BOB, 1)))
                .toList();
        payments.forEach(payment -> payment.acknowledged().join());

        assertThat(balance(bob)).isEqualTo(Balance.of(5_000));
        assertThat(payments.stream().map(PendingPayment::id).distinct()).hasSize(5_000);
    }

    @Test
    void bindsThePeerToALoweredLimit() {
        bob.changeLimit(ALICE, CreditLimit.of(10)).join();
        Town.await(() -> alice.trustline(BOB).orElseThrow().received().units() == 10);

        assertThat(refusal(alice.pay(PaymentOrder.to(BOB, 11)).recorded()))
                .isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 10));
        alice.pay(PaymentOrder.to(BOB, 10)).acknowledged().join();
    }

    @Test
    void isNotChangedByACallerWhoCancelsItsFuture() {
        PendingPayment payment = alice.pay(PaymentOrder.to(BOB, 5));
        payment.acknowledged().cancel(true);
        payment.recorded().complete(null);

        assertThat(payment.acknowledged().join().units()).isEqualTo(5);
        assertThat(balance(bob)).isEqualTo(Balance.of(5));
    }

    private static boolean isPaid(PendingPayment payment) {
        try {
            payment.recorded().join();
            return true;
        } catch (java.util.concurrent.CompletionException refused) {
            assertThat(refusal(payment.recorded()).code()).isEqualTo(RefusalCode.CREDIT_LIMIT_EXCEEDED);
            return false;
        }
    }

    private static Balance balance(CreditNode node) {
        return node.trustlines().get(0).balance();
    }
}
