package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.open;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.RefusalCode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a node, at whatever moment it comes. */
@Timeout(60)
class LeavingTest {
    private static final Duration ENOUGH = Duration.ofDays(1);

    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void endsAlsoIfTheStoreFailsJustBefore() throws InterruptedException {
        AtomicBoolean blocked = new AtomicBoolean();
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch failing = new CountDownLatch(1);
        CreditNode alice = town.alice.start(builder -> builder.store(
                new ForwardingJournal(town.alice.storage.takeOver()) {
                    @Override
                    public long append(ByteBuffer group) {
                        if (!blocked.get()) {
                            return super.append(group);
                        }
                        reached.countDown();
                        waitFor(failing);
                        throw new StorageException(StorageException.Code.FAILED, "the disk is gone");
                    }
                },
                town.alice.history));
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        blocked.set(true);
        PendingPayment payment = alice.pay(PaymentOrder.to(BOB, 1));
        reached.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(alice::close);
        CompletableFuture<ClosingReport> settling = alice.settleAllAndClose(ENOUGH);
        failing.countDown();

        assertThat(answer(settling).lines()).isEmpty();
        answer(closing);
        assertThat(refusal(payment.recorded()).code()).isEqualTo(RefusalCode.NODE_CLOSED);
        Town.await(() -> alice.status().state() == NodeStatus.State.HALTED);
    }

    @Test
    void waitsForTheHistory() {
        HeldHistory history = new HeldHistory(town.alice.history);
        CreditNode alice = town.alice.start(builder -> builder.store(town.alice.storage.takeOver(), history));
        CreditNode bob = town.bob.start(admitting(100));
        history.hold();
        open(alice, bob, 100);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(alice::close);
        Town.await(() -> alice.status().state() == NodeStatus.State.CLOSED);

        assertThat(closing).isNotDone();
        history.letGo();
        answer(closing);
        assertThat(history.position())
                .isEqualTo(town.alice.storage.takeOver().end())
                .isPositive();
    }

    @ParameterizedTest(name = "the store fails first: {0}")
    @ValueSource(booleans = {true, false})
    void leavesNobodyWaitingThoughTheTransportCannotStopListening(boolean storeFails) {
        AtomicBoolean broken = new AtomicBoolean();
        Surroundings honest = town.alice.surroundings;
        CreditNode alice = town.alice.start(builder -> builder.in(
                        new Surroundings(new Obstinate(honest.transport()), honest.directory(), honest.ledger()))
                .store(
                        new ForwardingJournal(town.alice.storage.takeOver()) {
                            @Override
                            public long append(ByteBuffer group) {
                                if (broken.get()) {
                                    throw new StorageException(StorageException.Code.FAILED, "the disk is gone");
                                }
                                return super.append(group);
                            }
                        },
                        town.alice.history));
        CreditNode bob = town.bob.start();
        CompletableFuture<TrustlineView> unanswered = alice.propose(BOB, CreditLimit.of(5));
        Town.await(() -> !bob.proposals().isEmpty());
        broken.set(storeFails);
        if (storeFails) {
            refusal(bob.accept(ALICE, CreditLimit.of(5)).thenCompose(line -> unanswered));
        }
        alice.close();

        assertThat(refusal(unanswered).code()).isEqualTo(RefusalCode.NODE_CLOSED);
    }

    @Test
    void reportsAlsoIfItIsClosedMeanwhile() {
        CreditNode alice = indebted();

        CompletableFuture<ClosingReport> report = alice.settleAllAndClose(ENOUGH);
        alice.close();

        assertThat(answer(report).lines())
                .extracting(ClosingReport.Line::peer, ClosingReport.Line::balance)
                .containsExactly(tuple(BOB, Balance.of(-80)));
    }

    @Test
    void reportsAlsoIfItWasClosedBefore() {
        CreditNode alice = indebted();
        alice.close();
        alice.close();

        assertThat(answer(alice.settleAllAndClose(ENOUGH)).lines())
                .containsExactly(new ClosingReport.Line(BOB, 0, Balance.of(-80), "the node has stopped"));
    }

    @Test
    void canBeClosedFromItsOwnCallbacks() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        CompletableFuture<Void> closed = alice.propose(BOB, CreditLimit.of(5)).thenRun(alice::close);

        answer(closed);
        assertThat(alice.status().state()).isEqualTo(NodeStatus.State.CLOSED);
        Town.await(() -> !bob.trustline(ALICE).orElseThrow().online());
    }

    /** Alice, who owes 80 to Bob, who is away. */
    private CreditNode indebted() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        alice.pay(PaymentOrder.to(BOB, 80)).acknowledged().join();
        bob.close();
        Town.await(() -> !alice.trustline(BOB).orElseThrow().online());
        return alice;
    }

    /** A transport that cannot stop listening. */
    private static final class Obstinate implements Transport {
        private final Transport honest;

        Obstinate(Transport honest) {
            this.honest = honest;
        }

        @Override
        public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
            return honest.listen(acceptor).thenApply(listening -> new Listening() {
                @Override
                public URI address() {
                    return listening.address();
                }

                @Override
                public void close() {
                    listening.close();
                    throw new IllegalStateException("it does not work");
                }
            });
        }

        @Override
        public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
            return honest.dial(address, acceptor);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
