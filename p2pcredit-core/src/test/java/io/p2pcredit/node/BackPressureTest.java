package io.p2pcredit.node;

import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.open;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackPressureTest {
    private static final int INBOX = 100_000;

    private final Town town = new Town();
    private final Reins reins = new Reins();

    @AfterEach
    void closeTheTown() {
        town.close();
        reins.close();
    }

    @Test
    void isBusyWhenTheInboxIsFull() {
        CreditNode alice = town.alice.start(builder -> builder.environment(reins));
        CreditNode bob = town.bob.start(admitting(1_000_000));
        open(alice, bob, 1_000_000);
        reins.holdTheOwner();
        List<PendingPayment> taken = IntStream.range(0, INBOX)
                .mapToObj(i -> alice.pay(PaymentOrder.to(BOB, 1)))
                .toList();
        PendingPayment tooMany = alice.pay(PaymentOrder.to(BOB, 1));

        assertThat(refusal(tooMany.recorded()).code()).isEqualTo(RefusalCode.BUSY);
        assertThat(refusal(tooMany.acknowledged()).code()).isEqualTo(RefusalCode.BUSY);
        assertThat(refusal(alice.changeLimit(BOB, CreditLimit.of(1))).code()).isEqualTo(RefusalCode.BUSY);
        assertThat(taken.get(0).recorded()).isNotDone();
        reins.letTheOwnerGo();
        answer(taken.get(INBOX - 1).acknowledged());
        assertThat(bob.trustlines()).extracting(line -> line.balance()).containsExactly(Balance.of(INBOX));
        answer(alice.pay(PaymentOrder.to(BOB, 1)).acknowledged());
    }

    @Test
    void refusesWhatStillWaitsWhenItIsClosed() {
        CreditNode alice = town.alice.start(builder -> builder.environment(reins));
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        reins.holdTheOwner();
        var closed = java.util.concurrent.CompletableFuture.runAsync(alice::close);
        List<PendingPayment> payments = IntStream.range(0, 20_000)
                .mapToObj(i -> alice.pay(PaymentOrder.to(BOB, 1)))
                .toList();
        reins.letTheOwnerGo();
        answer(closed);

        assertThat(refusal(payments.get(19_999).recorded()).code()).isIn(RefusalCode.NODE_CLOSED, RefusalCode.BUSY);
        payments.forEach(payment -> answer(payment.recorded().handle((paid, refused) -> true)));
        payments.forEach(payment -> answer(payment.acknowledged().handle((paid, refused) -> true)));
    }
}
