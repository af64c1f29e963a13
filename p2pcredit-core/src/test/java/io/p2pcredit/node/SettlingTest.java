package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.open;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingSettlement;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SettlingTest {
    private final Town town = new Town(500);

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void movesMoneyOnceAndReducesTheDebtOnce() {
        CreditNode alice = town.alice.start();
        CreditNode bob = indebted(alice, 80);

        Settlement settled = alice.settle(BOB, SettleOrder.of(50)).finished().join();

        assertThat(settled.status()).isEqualTo(SettlementStatus.CREDITED);
        assertThat(settled.units()).isEqualTo(50);
        assertThat(settled.direction()).isEqualTo(Direction.OUTGOING);
        assertThat(settled.transaction()).isPresent();
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-30));
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(30));
        assertThat(funds(ALICE)).isEqualTo(450);
        assertThat(funds(BOB)).isEqualTo(550);
        assertThat(bob.settlements()).singleElement().satisfies(incoming -> {
            assertThat(incoming.key()).isEqualTo(settled.key());
            assertThat(incoming.direction()).isEqualTo(Direction.INCOMING);
        });
    }

    @Test
    void settlesEverythingOneAfterTheOther() {
        CreditNode alice = town.alice.start();
        CreditNode bob = indebted(alice, 80);
        alice.settle(BOB, SettleOrder.of(1)).finished().join();
        alice.settle(BOB, SettleOrder.everything()).finished().join();

        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.ZERO);
        assertThat(bob.settlements().get(0).number()).isEqualTo(2);
        assertThat(funds(BOB)).isEqualTo(580);
    }

    @Test
    void refusesWhatIsNotOwed() {
        CreditNode alice = town.alice.start();
        CreditNode bob = indebted(alice, 80);

        assertThat(refusal(alice.settle(BOB, SettleOrder.of(81)).recorded()))
                .isEqualTo(Refusal.because(RefusalCode.MORE_THAN_OWED, 80));
        assertThat(refusal(bob.settle(ALICE, SettleOrder.everything()).finished())
                        .code())
                .isEqualTo(RefusalCode.NOTHING_OWED);
        assertThat(funds(ALICE)).isEqualTo(500);
    }

    @Test
    void withdrawsWhatTheLedgerRefuses() {
        FlakyLedger ledger = new FlakyLedger(town.alice.surroundings.ledger()); // does not say that there are 500
        CreditNode alice = town.alice.start(builder ->
                builder.in(new Surroundings(town.alice.transport, town.alice.surroundings.directory(), ledger)));
        CreditNode bob = town.bob.start(admitting(1_000));
        open(alice, bob, 1_000);
        alice.pay(PaymentOrder.to(BOB, 501)).acknowledged().join();

        Settlement settlement =
                alice.settle(BOB, SettleOrder.everything()).finished().join();

        assertThat(settlement.status()).isEqualTo(SettlementStatus.CANCELLED);
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-501));
        assertThat(funds(ALICE)).isEqualTo(500);
        assertThat(alice.settle(BOB, SettleOrder.of(500)).finished().join().status())
                .isEqualTo(SettlementStatus.CREDITED);
    }

    @Test
    void asksAgainUnderTheSameKeyUntilTheLedgerAnswers() {
        FlakyLedger ledger = new FlakyLedger(town.alice.surroundings.ledger());
        CreditNode alice = town.alice.start(builder -> builder.in(
                new io.p2pcredit.spi.Surroundings(town.alice.transport, town.alice.surroundings.directory(), ledger)));
        indebted(alice, 80);
        ledger.requestsToLose.set(3);
        ledger.answersToLose.set(1);

        Settlement settled =
                alice.settle(BOB, SettleOrder.everything()).finished().join();

        assertThat(settled.status()).isEqualTo(SettlementStatus.CREDITED);
        assertThat(ledger.submitted).hasSizeGreaterThanOrEqualTo(4).containsOnly(settled.key());
        assertThat(funds(BOB)).isEqualTo(580);
    }

    @Test
    void goesOnAfterARestartBetweenAnyTwoSteps() {
        FlakyLedger ledger = new FlakyLedger(town.alice.surroundings.ledger());
        var withFlakyLedger =
                new io.p2pcredit.spi.Surroundings(town.alice.transport, town.alice.surroundings.directory(), ledger);
        CreditNode first = town.alice.start(builder -> builder.in(withFlakyLedger));
        CreditNode bob = indebted(first, 80);
        ledger.down = true;
        PendingSettlement pending = first.settle(BOB, SettleOrder.everything());
        Town.await(() ->
                first.settlements().stream().anyMatch(settlement -> settlement.status() == SettlementStatus.IN_DOUBT));
        first.close();
        assertThat(refusal(pending.finished()).code()).isEqualTo(RefusalCode.NODE_CLOSED);

        ledger.down = false;
        CreditNode second = town.alice.start(builder -> builder.in(withFlakyLedger));
        Town.await(() -> second.trustline(BOB).orElseThrow().balance().equals(Balance.ZERO));

        assertThat(funds(BOB)).isEqualTo(580);
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.ZERO);
    }

    @Test
    void allowsOneSettlementAtATime() {
        FlakyLedger ledger = new FlakyLedger(town.alice.surroundings.ledger());
        CreditNode alice = town.alice.start(builder -> builder.in(
                new io.p2pcredit.spi.Surroundings(town.alice.transport, town.alice.surroundings.directory(), ledger)));
        indebted(alice, 80);
        ledger.down = true;
        PendingSettlement first = alice.settle(BOB, SettleOrder.of(10));
        first.recorded().join();

        assertThat(refusal(alice.settle(BOB, SettleOrder.of(10)).recorded()).code())
                .isEqualTo(RefusalCode.SETTLEMENT_UNDER_WAY);
        ledger.down = false;
        assertThat(first.finished().join().status()).isEqualTo(SettlementStatus.CREDITED);
    }

    @Test
    void saysThatTheLedgerCannotBeUsed() {
        FlakyLedger ledger = new FlakyLedger(town.alice.surroundings.ledger());
        CreditNode alice = town.alice.start(builder -> builder.in(
                new io.p2pcredit.spi.Surroundings(town.alice.transport, town.alice.surroundings.directory(), ledger)));
        indebted(alice, 80);

        ledger.capabilities = Optional.empty();

        assertThat(refusal(alice.settle(BOB, SettleOrder.everything()).recorded())
                        .code())
                .isEqualTo(RefusalCode.LEDGER_UNREACHABLE);
    }

    @Test
    void followsItsPolicy() {
        CreditNode alice = town.alice.start(builder -> builder.settlement(SettlementPolicy.above(50)));
        CreditNode bob = indebted(alice, 50);
        assertThat(bob.settlements()).isEmpty();
        alice.pay(PaymentOrder.to(BOB, 1)).acknowledged().join();

        Town.await(() -> bob.trustline(ALICE).orElseThrow().balance().equals(Balance.ZERO));
        assertThat(funds(BOB)).isEqualTo(551);
    }

    @Test
    void looksAtATransferThatWentElsewhereAtItsOwnPace() {
        AtomicInteger lookUps = new AtomicInteger();
        Surroundings honest = town.bob.surroundings;
        Ledger ledger = new ForwardingLedger(honest.ledger()) {
            @Override
            public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
                lookUps.incrementAndGet();
                Transfer elsewhere = new Transfer(key, payer, AccountId.of("Carol"), Amount.of(10));
                return CompletableFuture.completedStage(
                        new LookUpOutcome.Found(new Recorded(elsewhere, TransactionId.of("t"))));
            }
        };
        CreditNode alice = town.alice.start();
        Reins reins = new Reins();
        CreditNode bob = town.bob.start(builder -> admitting(100)
                .apply(builder)
                .environment(reins)
                .in(new Surroundings(honest.transport(), honest.directory(), ledger)));
        open(alice, bob, 100);
        alice.pay(PaymentOrder.to(BOB, 80)).acknowledged().join();
        alice.settle(BOB, SettleOrder.of(10)).recorded().join();
        Town.await(() -> lookUps.get() > 0);
        for (int i = 0; i < 5; i++) {
            alice.pay(PaymentOrder.to(BOB, 1)).acknowledged().join();
        }

        assertThat(lookUps).hasValue(1);
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(85));
        bob.close();
        reins.close();
    }

    @Test
    void settlesAllBeforeItLeaves() {
        CreditNode alice = town.alice.start();
        CreditNode bob = indebted(alice, 80);

        ClosingReport report = alice.settleAllAndClose(Duration.ofSeconds(30)).join();

        assertThat(report).isEqualTo(new ClosingReport(List.of(new ClosingReport.Line(BOB, 80, Balance.ZERO, ""))));
        assertThat(report.isDebtFree()).isTrue();
        assertThat(alice.status().state()).isEqualTo(NodeStatus.State.CLOSED);
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.ZERO);
    }

    @Test
    void saysWhatItCouldNotSettle() {
        CreditNode alice = town.alice.start();
        CreditNode bob = indebted(alice, 80);
        bob.close();
        Town.await(() -> !alice.trustline(BOB).orElseThrow().online());

        ClosingReport report = alice.settleAllAndClose(Duration.ofMillis(200)).join();

        assertThat(report)
                .isEqualTo(new ClosingReport(
                        List.of(new ClosingReport.Line(BOB, 0, Balance.of(-80), "the peer is away"))));
        assertThat(report.isDebtFree()).isFalse();
    }

    private CreditNode indebted(CreditNode alice, long debt) {
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        alice.pay(PaymentOrder.to(BOB, debt)).acknowledged().join();
        return bob;
    }

    private long funds(PeerId peer) {
        Ledger ledger = town.bob.surroundings.ledger();
        return ledger.balance(ledger.accountOf(peer))
                .toCompletableFuture()
                .join()
                .known()
                .orElseThrow();
    }

    /** A ledger that can be down, and that can do what it is asked and lose its answers. */
    private static final class FlakyLedger extends ForwardingLedger {
        private final List<SettlementKey> submitted = new CopyOnWriteArrayList<>();
        private final AtomicInteger requestsToLose = new AtomicInteger();
        private final AtomicInteger answersToLose = new AtomicInteger();
        private volatile boolean down;
        private volatile Optional<Set<Capability>> capabilities =
                Optional.of(Set.of(Capability.IDEMPOTENT_SUBMIT, Capability.LOOK_UP));

        FlakyLedger(Ledger ledger) {
            super(ledger);
        }

        @Override
        public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
            submitted.add(transfer.key());
            if (down || requestsToLose.getAndDecrement() > 0) {
                return CompletableFuture.completedFuture(new SubmitOutcome.Unknown("the ledger is down"));
            }
            CompletionStage<SubmitOutcome> outcome = super.submit(transfer);
            return answersToLose.getAndDecrement() > 0
                    ? CompletableFuture.completedFuture(new SubmitOutcome.Unknown("the answer was lost"))
                    : outcome;
        }

        @Override
        public CompletionStage<Optional<Set<Capability>>> capabilities() {
            return CompletableFuture.completedFuture(capabilities);
        }
    }
}
