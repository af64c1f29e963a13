package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that have lost their data, or a part of it, and get it back from each other. */
@Timeout(120)
class RestoringTest {
    private static final PaymentId CHOSEN = new PaymentId(7, 7);

    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void getsALineBackWithAllThatWasOnIt() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        Payment paid = answer(alice.pay(PaymentOrder.to(BOB, 30).withId(CHOSEN)).acknowledged());
        answer(bob.pay(PaymentOrder.to(ALICE, 10)).acknowledged());
        answer(bob.changeLimit(ALICE, CreditLimit.of(70)));
        Town.await(() -> alice.trustline(BOB).orElseThrow().received().equals(CreditLimit.of(70)));
        TrustlineView before = inStep(alice);
        alice.close();

        CreditNode restored = town.alice.start(Backup.empty().restored());
        assertThat(restored.trustlines()).isEmpty();

        assertThat(inStep(restored)).isEqualTo(before);
        Town.await(() -> restored.payment(CHOSEN).equals(java.util.Optional.of(paid)));
        assertThat(answer(restored.pay(PaymentOrder.to(BOB, 30).withId(CHOSEN)).acknowledged()))
                .isEqualTo(paid);
        answer(restored.pay(PaymentOrder.to(BOB, 1)).acknowledged());
        answer(bob.pay(PaymentOrder.to(ALICE, 2)).acknowledged());
        assertThat(restored.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-19));
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(19));
    }

    @Test
    void bringsThousandsOfUpdatesBack() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100_000));
        open(alice, bob, 100_000);
        for (int i = 0; i < 3_000; i++) {
            answer(alice.pay(PaymentOrder.to(BOB, 2)).recorded());
            answer(bob.pay(PaymentOrder.to(ALICE, 1)).recorded());
        }
        TrustlineView before = inStep(alice);
        assertThat(before.balance()).isEqualTo(Balance.of(-3_000));
        alice.close();

        CreditNode restored = town.alice.start(Backup.empty().restored());

        assertThat(inStep(restored)).isEqualTo(before);
    }

    @Test
    void tellsListenersThatALineIsBackAndNothingOld() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        answer(alice.pay(PaymentOrder.to(BOB, 30)).acknowledged());
        answer(bob.pay(PaymentOrder.to(ALICE, 10)).acknowledged());
        inStep(alice);
        alice.close();

        List<TrustlineEvent> told = new CopyOnWriteArrayList<>();
        CreditNode restored = town.alice.start(Backup.empty().restored());
        restored.onEvent(event -> {
            if (event instanceof NodeEvent.Recorded recorded) {
                told.add(recorded.event());
            }
        });
        inStep(restored);

        Town.await(() -> !told.isEmpty());
        assertThat(told).containsExactly(new TrustlineEvent.Restored(BOB, 2, 2));
        Town.await(() -> restored.events(Cursor.START).next(100).size() == 5);
    }

    /** The line with Bob once both have seen everything. */
    private static TrustlineView inStep(CreditNode alice) {
        Town.await(() -> alice.trustline(BOB)
                .filter(line -> line.online() && line.unacknowledged() == 0)
                .isPresent());
        return alice.trustline(BOB).orElseThrow();
    }
}
