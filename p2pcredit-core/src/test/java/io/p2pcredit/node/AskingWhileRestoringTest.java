package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PaymentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alice's backup does not know a payment that she made; she asks for it again while Bob gives it back. */
@Timeout(60)
class AskingWhileRestoringTest {
    private static final PaymentOrder ORDER = PaymentOrder.to(BOB, 5).withId(new PaymentId(7, 1));

    private final Clocktown town = new Clocktown();

    static IntStream moments() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest(name = "after {0} tasks")
    @MethodSource("moments")
    void isPaidOnceWheneverSheAsks(int tasks) {
        Backup old = aliceBeforeThePayment();
        town.network.hold(ALICE);
        town.alice.with(old.restored()).start();
        List<PendingPayment> asked = new ArrayList<>();
        town.network.letThrough(ALICE);
        after(tasks, () -> asked.add(town.alice.node().pay(ORDER)));
        town.clock.until(() -> town.alice.isReadyFor(town.bob) && !asked.isEmpty());
        town.clock.answer(town.alice.node().reconcile(BOB, Reconciliation.RELEASE));

        assertThat(town.clock.answer(asked.get(0).acknowledged()).units()).isEqualTo(5);
        assertThat(town.alice.owes(town.bob)).isEqualTo(15);
    }

    @Test
    void isPaidOnceThoughTheLedgerIsAskedMeanwhile() {
        Backup old = aliceBeforeThePayment();
        town.network.hold(ALICE);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        Surroundings there = town.alice.surroundings;
        Ledger slow = new ForwardingLedger(there.ledger()) {
            @Override
            public CompletionStage<BalanceOutcome> balance(AccountId account) {
                return gate.thenCompose(open -> super.balance(account));
            }
        };
        Surroundings here = new Surroundings(there.transport(), there.directory(), slow);
        town.alice.with(builder -> old.restored().apply(builder).in(here)).start();
        PendingPayment asked = town.alice.node().pay(ORDER);
        town.clock.pass(Duration.ofSeconds(1));
        town.network.letThrough(ALICE);
        town.clock.until(() -> town.alice.owes(town.bob) == 15);
        gate.complete(null);
        town.clock.pass(Duration.ofSeconds(1));
        town.clock.answer(town.alice.node().reconcile(BOB, Reconciliation.RELEASE));

        assertThat(town.clock.answer(asked.acknowledged()).units()).isEqualTo(5);
        assertThat(town.alice.owes(town.bob)).isEqualTo(15);
    }

    private Backup aliceBeforeThePayment() {
        town.alice.start();
        town.bob.start();
        town.indebt(town.alice, town.bob, 10);
        town.alice.kill();
        Backup old = Backup.part(town.alice.storage, 100);
        town.alice.start();
        town.clock.until(() -> town.alice.isReadyFor(town.bob));
        town.clock.answer(town.alice.node().pay(ORDER).acknowledged());
        town.alice.kill();
        return old;
    }

    private void after(int tasks, Runnable last) {
        town.clock.add(tasks == 0 ? last : () -> after(tasks - 1, last));
    }
}
