package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.node.Clocktown.CHARLIE;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bob signs for nothing, until Alice has as much on its way to him as she may have. */
@Timeout(60)
class FullWindowTest {
    private static final int WINDOW = 1_024;
    private static final int ASIDE = 10_000;
    private static final PaymentOrder CHOSEN = PaymentOrder.to(BOB, 1).withId(new PaymentId(7, 1));

    private final Clocktown town = new Clocktown(1_000_000);

    @BeforeEach
    void fillTheWindow() {
        town.alice.start();
        town.bob.start();
        town.indebt(town.alice, town.bob, 1);
        town.clock.answer(town.bob.node().changeLimit(ALICE, CreditLimit.of(100_000)));
        town.clock.until(() -> line().unacknowledged() == 0 && line().received().units() == 100_000);
        town.network.hold(BOB);
        for (int i = 0; i < WINDOW; i++) {
            assertThat(pay(1).recorded()).isCompleted();
        }
        assertThat(line().unacknowledged()).isEqualTo(WINDOW);
    }

    private PendingPayment pay(long amount) {
        return pay(PaymentOrder.to(BOB, amount));
    }

    private PendingPayment pay(PaymentOrder order) {
        PendingPayment pending = town.alice.node().pay(order);
        town.clock.rest();
        return pending;
    }

    private TrustlineView line() {
        return town.alice.node().trustline(BOB).orElseThrow();
    }

    @Test
    void letsPaymentsWaitInTheirOrderUntilItOpens() {
        PendingPayment aside = pay(CHOSEN);
        PendingPayment again = pay(CHOSEN);
        PendingPayment behind = pay(2);
        assertThat(List.of(aside, again, behind))
                .allSatisfy(payment -> assertThat(payment.recorded()).isNotDone());
        assertThat(line().balance()).isEqualTo(Balance.of(-1 - WINDOW));
        assertThat(town.alice.node().payment(aside.id())).isEmpty();
        assertThat(town.alice.node().plan(CHOSEN).steps()).hasSize(1);
        assertThat(town.refusal(town.alice.node().cancel(aside.id()))).isEqualTo(RefusalCode.BUSY);
        assertThat(town.refusal(pay(PaymentOrder.to(BOB, 2).withId(aside.id())).recorded()))
                .isEqualTo(RefusalCode.PAYMENT_ID_REUSED);
        town.network.letThrough(BOB);

        assertThat(town.clock.answer(again.acknowledged())).isEqualTo(town.clock.answer(aside.acknowledged()));
        assertThat(town.clock.answer(behind.acknowledged()).units()).isEqualTo(2);
        assertThat(town.bob.balanceWith(town.alice)).isEqualTo(Balance.of(1 + WINDOW + 1 + 2));
    }

    @Test
    void letsOtherLinesGoOn() {
        assertThat(pay(1).recorded()).isNotDone();
        town.charlie.start();
        town.indebt(town.alice, town.charlie, 5);

        assertThat(town.alice.owes(town.charlie)).isEqualTo(5);
        assertThat(town.clock
                        .answer(town.alice
                                .node()
                                .pay(PaymentOrder.to(CHARLIE, 1))
                                .recorded())
                        .status())
                .isEqualTo(PaymentStatus.SENT);
    }

    @Test
    void letsTenThousandWaitAndNoMore() {
        List<PendingPayment> aside = IntStream.range(0, ASIDE)
                .mapToObj(i -> town.alice.node().pay(PaymentOrder.to(BOB, 1)))
                .toList();
        town.clock.rest();
        assertThat(aside).allSatisfy(payment -> assertThat(payment.recorded()).isNotDone());
        assertThat(town.refusal(pay(1).recorded())).isEqualTo(RefusalCode.BUSY);
        town.network.letThrough(BOB);

        town.clock.answer(aside.get(ASIDE - 1).acknowledged());
        assertThat(town.bob.balanceWith(town.alice)).isEqualTo(Balance.of(1 + WINDOW + ASIDE));
    }

    @Test
    void queuesWhatWaitsWhenTheSessionIsLost() {
        PendingPayment aside = pay(CHOSEN);
        town.network.down(true);
        assertThat(town.clock.answer(aside.recorded()).status()).isEqualTo(PaymentStatus.QUEUED);
        assertThat(aside.acknowledged()).isNotDone();
        town.network.letThrough(BOB);
        town.network.down(false);

        town.clock.answer(aside.acknowledged());
        assertThat(town.bob.balanceWith(town.alice)).isEqualTo(Balance.of(2 + WINDOW));
    }

    @Test
    void refusesWhatWaitsWhenTheNodeStops() {
        PendingPayment aside = pay(CHOSEN);
        PendingPayment again = pay(CHOSEN);
        town.clock.answer(town.alice.node().settleAllAndClose(Duration.ZERO));

        assertThat(town.refusal(aside.recorded())).isEqualTo(RefusalCode.NODE_CLOSED);
        assertThat(town.refusal(aside.acknowledged())).isEqualTo(RefusalCode.NODE_CLOSED);
        assertThat(town.refusal(again.recorded())).isEqualTo(RefusalCode.NODE_CLOSED);
        assertThat(town.alice.restart().payment(aside.id())).isEmpty();
    }

    @Test
    void refusesWhatWaitsWhenTheLineFreezes() {
        PendingPayment aside = pay(CHOSEN);
        PendingPayment behind = pay(1);
        town.network.forge(BOB, ALICE, new Deliver(secondProofForOnePlace()));

        assertThat(town.refusal(aside.recorded())).isEqualTo(RefusalCode.FROZEN);
        assertThat(town.refusal(behind.acknowledged())).isEqualTo(RefusalCode.FROZEN);
        assertThat(town.refusal(pay(CHOSEN).recorded())).isEqualTo(RefusalCode.FROZEN);
    }

    /** Bob's newest proof with another hash. */
    private Update secondProofForOnePlace() {
        LineId line = LineId.between(town.alice.signer.publicKey(), town.bob.signer.publicKey(), Asset.CREDIT);
        Side side = Side.of(town.bob.signer.publicKey(), town.alice.signer.publicKey());
        List<Update> signed = town.alice.history.updates(line, side, 1);
        BalanceProof proof = signed.get(signed.size() - 1).proof();
        BalanceProof other = new BalanceProof(
                line,
                side,
                proof.seq(),
                proof.paid(),
                proof.credited(),
                proof.limit(),
                proof.peerSeq(),
                new Hash(1, 2, 3, 4));
        return new Update(List.of(), new SignedProof(other, town.bob.signer.sign(other.canonicalBytes())));
    }
}
