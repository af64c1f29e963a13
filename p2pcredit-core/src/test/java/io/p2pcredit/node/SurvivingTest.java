package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.open;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.StartException;
import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Signature;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SurvivingTest {
    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void comesBackFromItsJournalAsItWas() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        alice.pay(PaymentOrder.to(BOB, 30)).acknowledged().join();
        bob.pay(PaymentOrder.to(ALICE, 10)).acknowledged().join();
        Hash before = alice.digest();
        alice.close();

        CreditNode again = town.alice.start();

        assertThat(again.digest()).isEqualTo(before);
        assertThat(again.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-20));
        Town.await(() -> again.trustline(BOB).orElseThrow().online());
        again.pay(PaymentOrder.to(BOB, 5)).acknowledged().join();
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(25));
    }

    @Test
    void bringsWhatWasLostOnTheWayAfterReconnecting() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(1_000));
        open(alice, bob, 1_000);
        List<PendingPayment> payments = IntStream.range(0, 20)
                .mapToObj(i -> {
                    Town.await(() -> alice.trustline(BOB).orElseThrow().online());
                    PendingPayment payment = alice.pay(PaymentOrder.to(BOB, 1));
                    town.alice.transport.cut();
                    return payment;
                })
                .toList();
        long paid = payments.stream().filter(SurvivingTest::isAcknowledged).count();

        assertThat(paid).isPositive();
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-paid));
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(paid));
    }

    @Test
    void queuesPaymentsWhileThePeerIsAwayAndPaysThemWhenItIsBack() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        bob.close();
        Town.await(() -> !alice.trustline(BOB).orElseThrow().online());

        PendingPayment waiting = alice.pay(PaymentOrder.to(BOB, 1));
        assertThat(Town.answer(waiting.recorded()).status()).isEqualTo(PaymentStatus.QUEUED);
        assertThat(alice.queued()).extracting(Payment::id).containsExactly(waiting.id());
        CreditNode again = town.bob.start(admitting(100));
        Town.await(() -> again.trustline(ALICE).orElseThrow().balance().units() == 1);
        Town.await(() -> alice.queued().isEmpty());
    }

    @Test
    void stopsAtTheFirstStorageErrorAndAcknowledgesNothingMore() {
        CreditNode alice = town.alice.start();
        AtomicBoolean broken = new AtomicBoolean();
        CreditNode bob = town.bob.start(builder -> admitting(100)
                .apply(builder)
                .store(new FailingJournal(town.bob.storage.takeOver(), broken), town.bob.history));
        open(alice, bob, 100);
        alice.pay(PaymentOrder.to(BOB, 30)).acknowledged().join();
        Hash durable = bob.digest();
        broken.set(true);

        PendingPayment unheard = alice.pay(PaymentOrder.to(BOB, 5));
        Town.await(() -> bob.status().state() == NodeStatus.State.HALTED);

        assertThat(bob.status().reason()).hasValue("the store has failed: the disk is gone");
        assertThat(bob.digest()).isEqualTo(durable);
        assertThat(unheard.acknowledged()).isNotDone();
        assertThat(refusal(bob.pay(PaymentOrder.to(ALICE, 1)).recorded()).code())
                .isEqualTo(RefusalCode.NODE_CLOSED);

        bob.close();
        CreditNode repaired = town.bob.start();
        assertThat(unheard.acknowledged().join().units()).isEqualTo(5);
        assertThat(repaired.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(35));
    }

    @Test
    void doesNotStartWithASignerThatSignsForSomebodyElse() {
        Signer other = InMemorySigner.generate();
        Signer mixedUp = new Signer() {
            @Override
            public PublicKey publicKey() {
                return town.alice.signer.publicKey();
            }

            @Override
            public Signature sign(Bytes content) {
                return other.sign(content);
            }
        };

        assertThatThrownBy(() -> town.alice.start(builder -> builder.signer(mixedUp)))
                .hasRootCauseMessage("what the signer signs does not verify under its own key");
    }

    @Test
    void leavesNobodyWaitingWhenItStops() {
        CreditNode alice = town.alice.start();
        AtomicBoolean broken = new AtomicBoolean();
        CreditNode bob = town.bob.start(builder -> admitting(10_000)
                .apply(builder)
                .store(new FailingJournal(town.bob.storage.takeOver(), broken), town.bob.history));
        open(alice, bob, 10_000);
        broken.set(true);
        List<PendingPayment> payments = IntStream.range(0, 1_000)
                .mapToObj(i -> bob.pay(PaymentOrder.to(ALICE, 1)))
                .toList();

        assertThat(payments).allSatisfy(payment -> {
            assertThat(refusal(payment.recorded()).code()).isEqualTo(RefusalCode.NODE_CLOSED);
            assertThat(refusal(payment.acknowledged()).code()).isEqualTo(RefusalCode.NODE_CLOSED);
        });
        assertThat(refusal(bob.changeLimit(ALICE, CreditLimit.NONE)).code()).isEqualTo(RefusalCode.NODE_CLOSED);
    }

    @Test
    void refusesAJournalThatIsNotItsOwn() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        alice.close();

        assertThatThrownBy(() -> town.alice.start(builder -> builder.signer(InMemorySigner.generate())))
                .isInstanceOfSatisfying(
                        StartException.class,
                        refused -> assertThat(refused.code()).isEqualTo(StartException.Code.STORE_DAMAGED));
    }

    @Test
    void refusesADamagedJournalAndLeavesItAlone() {
        Journal journal = town.alice.storage.open();
        journal.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        journal.close();

        assertThatThrownBy(town.alice::start)
                .isInstanceOfSatisfying(
                        StartException.class,
                        refused -> assertThat(refused.code()).isEqualTo(StartException.Code.STORE_DAMAGED));
        assertThat(town.alice.storage.takeOver().end()).isEqualTo(1);
    }

    @Test
    void goesOnWhileAListenerWaitsForAPaymentOfItsOwn() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        bob.onEvent(event -> bob.pay(PaymentOrder.to(ALICE, 30)).acknowledged().join());
        for (int i = 0; i < 10; i++) {
            alice.pay(PaymentOrder.to(BOB, 1)).acknowledged().join();
        }

        Town.await(() -> bob.trustline(ALICE).orElseThrow().balance().equals(Balance.of(-20)));
        Town.await(() -> alice.trustline(BOB).orElseThrow().balance().equals(Balance.of(20)));
    }

    @Test
    void goesOnWhileAListenerBlocks() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        CountDownLatch never = new CountDownLatch(1);
        bob.onEvent(event -> awaitQuietly(never));
        for (int i = 0; i < 10; i++) {
            alice.pay(PaymentOrder.to(BOB, 1)).acknowledged().join();
        }

        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(10));
        never.countDown();
    }

    @Test
    void tellsTheSameStoryLiveAndFromTheHistory() {
        List<NodeEvent.Recorded> live = new java.util.concurrent.CopyOnWriteArrayList<>();
        CreditNode alice = town.alice.start();
        alice.onEvent(event -> {
            if (event instanceof NodeEvent.Recorded recorded) {
                live.add(recorded);
            }
        });
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        alice.pay(PaymentOrder.to(BOB, 3)).acknowledged().join();
        bob.pay(PaymentOrder.to(ALICE, 2)).acknowledged().join();

        Town.await(() -> live.size() == 4);
        Town.await(() -> alice.events(Cursor.START).next(100).size() == 4);
        assertThat(alice.events(Cursor.START).next(100)).isEqualTo(live);
        assertThat(alice.events(live.get(1).cursor()).next(1)).isEqualTo(live.subList(2, 3));

        alice.close();
        InMemoryHistory rewritten = new InMemoryHistory();
        CreditNode again = town.alice.start(builder -> builder.store(town.alice.storage.takeOver(), rewritten));
        assertThat(again.events(Cursor.START).next(100)).isEqualTo(live);
    }

    @Test
    void aListenerThatFallsBehindIsToldWhereToReadOn() throws InterruptedException {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(1_000_000));
        open(alice, bob, 1_000_000);
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch lagged = new CountDownLatch(1);
        bob.onEvent(event -> {
            awaitQuietly(blocked);
            if (event instanceof NodeEvent.Lagged) {
                lagged.countDown();
            }
        });
        List<PendingPayment> payments = IntStream.range(0, 12_000)
                .mapToObj(i -> alice.pay(PaymentOrder.to(BOB, 1)))
                .toList();
        payments.forEach(payment -> payment.acknowledged().join());
        alice.pay(PaymentOrder.to(BOB, 1)).acknowledged().join(); // behind all that was told of those before it
        blocked.countDown();

        lagged.await();
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(12_001));
    }

    private static boolean isAcknowledged(PendingPayment payment) {
        try {
            payment.acknowledged().join();
            return true;
        } catch (java.util.concurrent.CompletionException refused) {
            assertThat(refusal(payment.recorded()).code()).isEqualTo(RefusalCode.PEER_AWAY);
            return false;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A journal whose disk can go away. */
    private static final class FailingJournal extends ForwardingJournal {
        private final AtomicBoolean broken;

        FailingJournal(Journal journal, AtomicBoolean broken) {
            super(journal);
            this.broken = broken;
        }

        @Override
        public long append(ByteBuffer group) {
            if (broken.get()) {
                throw new StorageException(StorageException.Code.FAILED, "the disk is gone");
            }
            return super.append(group);
        }
    }
}
