package io.p2pcredit.node;

import static io.p2pcredit.node.Story.inStep;
import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.FakeEd25519;
import io.p2pcredit.simulation.world.SimulatedSigner;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Town.await(() -> restored.payment(CHOSEN).equals(Optional.of(paid)));
        isAtWork(restored, bob, -20);
    }

    @Test
    void getsALineBackThatThePeerHadProposed() {
        CreditNode alice = town.alice.start(admitting(100));
        CreditNode bob = town.bob.start();
        open(bob, alice, 100);
        answer(alice.pay(PaymentOrder.to(BOB, 30)).acknowledged());
        TrustlineView before = inStep(alice);
        alice.close();

        CreditNode restored = town.alice.start(Backup.empty().restored());

        assertThat(inStep(restored)).isEqualTo(before);
        isAtWork(restored, bob, -30);
    }

    @Test
    void paysNothingTwiceThatHasComeBackWhileTheHistoryLags() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        PaymentOrder order = PaymentOrder.to(BOB, 30).withId(CHOSEN);
        answer(alice.pay(order).acknowledged());
        inStep(alice);
        alice.close();

        HeldHistory history = new HeldHistory(new InMemoryHistory());
        history.hold();
        Backup backup = Backup.empty();
        CreditNode restored = town.alice.start(builder -> builder.store(backup.open(), history));
        inStep(restored);
        assertThat(history.position()).isZero();
        assertThat(answer(restored.pay(order).acknowledged()).units()).isEqualTo(30);
        assertThat(restored.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-30));
        history.letGo();
        isAtWork(restored, bob, -30);
    }

    @Test
    void getsAnOpenSettlementBackAndSettlesItOnce() {
        CreditNode alice = town.alice.start(silentLedger());
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        answer(alice.pay(PaymentOrder.to(BOB, 80)).acknowledged());
        answer(alice.settle(BOB, SettleOrder.of(50)).recorded());
        Town.await(() -> alice.settlements().get(0).status() == SettlementStatus.SUBMITTED);
        inStep(alice);
        Settlement open = alice.settlements().get(0);
        alice.close();

        CreditNode restored = town.alice.start(Backup.empty().restored());

        Town.await(() -> restored.settlements().stream()
                .anyMatch(settlement -> settlement.status() == SettlementStatus.CREDITED));
        assertThat(restored.settlements()).singleElement().satisfies(settled -> {
            assertThat(settled.key()).isEqualTo(open.key());
            assertThat(settled.units()).isEqualTo(50);
        });
        inStep(restored);
        isAtWork(restored, bob, -30);
        Ledger ledger = town.alice.surroundings.ledger();
        assertThat(answer(ledger.balance(ledger.accountOf(ALICE)).toCompletableFuture())
                        .known())
                .hasValue(Town.ENOUGH - 50);
    }

    @Test
    void bringsThousandsOfUpdatesBackThoughItIsKilledTwiceOnTheWay() {
        CreditNode alice = town.alice.start(fast("Alice"));
        CreditNode bob =
                town.bob.start(builder -> fast("Bob").apply(admitting(100_000).apply(builder)));
        open(alice, bob, 100_000);
        for (int i = 0; i < 3_000; i++) {
            answer(alice.pay(PaymentOrder.to(BOB, 2)).recorded());
            answer(bob.pay(PaymentOrder.to(ALICE, 1)).recorded());
        }
        Town.await(() -> alice.trustline(BOB).orElseThrow().balance().equals(Balance.of(-3_000)));
        TrustlineView before = inStep(alice);
        alice.close();

        Backup backup = Backup.empty();
        for (int life = 1; life <= 2; life++) {
            CreditNode killed = town.alice.start(builder ->
                    fast("Alice").apply(builder).store(new MortalJournal(backup.open(), 1), new InMemoryHistory()));
            Town.await(() -> killed.status().state() == NodeStatus.State.HALTED);
            killed.close();
            assertThat(killed.trustline(BOB).orElseThrow().balance()).isNotEqualTo(before.balance());
        }
        CreditNode restored = town.alice.start(
                builder -> fast("Alice").apply(backup.restored().apply(builder)));

        assertThat(inStep(restored)).isEqualTo(before);
        isAtWork(restored, bob, -3_000);
    }

    @ParameterizedTest(name = "Alice at {0} %, Bob at {1} % of their journals")
    @CsvSource({"50, 100", "100, 50", "50, 70", "70, 50", "90, 90", "0, 60", "60, 0"})
    void fitTogetherWhateverBackupsTheyHave(int alices, int bobs) {
        TrustlineView before = Story.of(town, 20).line();
        CreditNode bob = town.bob.start(builder -> admitting(100)
                .apply(Backup.part(town.bob.storage, bobs).restored().apply(builder)));
        CreditNode alice =
                town.alice.start(Backup.part(town.alice.storage, alices).restored());

        inStep(bob, ALICE);
        TrustlineView line = inStep(alice);
        assertThat(line.state()).isEqualTo(TrustlineView.State.OPEN);
        assertThat(line.granted()).isEqualTo(before.granted());
        assertThat(bob.trustline(ALICE).orElseThrow().balance().units())
                .isEqualTo(-line.balance().units());
        isAtWork(alice, bob, line.balance().units());
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
        answer(restored.pay(PaymentOrder.to(BOB, 1)).acknowledged());

        Town.await(() -> told.size() == 2);
        assertThat(told.get(0)).isEqualTo(new TrustlineEvent.Restored(BOB, 2, 2));
        assertThat(told.get(1)).isInstanceOf(TrustlineEvent.Paid.class);
        Town.await(() -> restored.events(Cursor.START).next(100).size() == 6);
    }

    /** One payment each way works, and both agree. */
    private static void isAtWork(CreditNode alice, CreditNode bob, long balance) {
        answer(alice.pay(PaymentOrder.to(BOB, 3)).acknowledged());
        answer(bob.pay(PaymentOrder.to(ALICE, 2)).acknowledged());
        assertThat(inStep(alice).balance()).isEqualTo(Balance.of(balance - 1));
        Town.await(() -> bob.trustline(ALICE).orElseThrow().balance().equals(Balance.of(1 - balance)));
    }

    /** Signatures that cost next to nothing. */
    private static UnaryOperator<CreditNodeBuilder> fast(String name) {
        FakeEd25519 provider = new FakeEd25519();
        SimulatedSigner signer = new SimulatedSigner(provider, Chance.of(1, name));
        return builder -> builder.signer(signer).signatureProvider(provider);
    }

    /** Alice's ledger takes transfers and never answers. */
    private UnaryOperator<CreditNodeBuilder> silentLedger() {
        Ledger silent = new ForwardingLedger(town.alice.surroundings.ledger()) {
            @Override
            public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                return new CompletableFuture<>();
            }
        };
        Surroundings all = town.alice.surroundings;
        return builder -> builder.in(new Surroundings(all.transport(), all.directory(), silent));
    }

    /** A journal whose node dies after some groups. */
    private static final class MortalJournal extends ForwardingJournal {
        private int left;

        MortalJournal(Journal journal, int groups) {
            super(journal);
            left = groups;
        }

        @Override
        public long append(ByteBuffer group) {
            if (left-- <= 0) {
                throw new StorageException(StorageException.Code.FAILED, "the power is gone");
            }
            return super.append(group);
        }
    }
}
