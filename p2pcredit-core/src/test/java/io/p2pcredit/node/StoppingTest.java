package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Signature;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I13: after the first storage error nothing is signed, stored, sent or acknowledged any more. */
@Timeout(60)
class StoppingTest {
    private final Clocktown town = new Clocktown();
    private final List<NodeEvent> events = new ArrayList<>();
    private final Store store = new Store();
    private final CountingSigner signer = new CountingSigner(town.alice.signer);
    private CreditNode alice;
    private CreditNode bob;

    private void begin() {
        alice = town.alice
                .with(builder -> builder.signer(signer)
                        .store(store.journal(town.alice.storage.takeOver()), store.history(town.alice.history)))
                .start();
        bob = town.bob.start();
        town.indebt(town.alice, town.bob, 30);
        town.clock.pass(Duration.ofSeconds(1));
        alice.onEvent(events::add);
    }

    @ParameterizedTest(name = "{0} in the {1}")
    @CsvSource({
        "FULL, journal, there is no space left to store anything: told by the test",
        "FULL, history, there is no space left to store anything: told by the test",
        "FAILED, journal, the store has failed: told by the test",
        "FAILED, history, the store has failed: told by the test",
        "FENCED, journal, another node has taken the store over: told by the test"
    })
    void saysWhyAndLeavesNobodyWaiting(Code code, String where, String reason) {
        begin();
        store.breaks(code, where);
        PendingPayment first = alice.pay(PaymentOrder.to(BOB, 1));
        PendingPayment chosen = alice.pay(PaymentOrder.to(BOB, 1).withId(new io.p2pcredit.trustline.PaymentId(7, 1)));
        CompletableFuture<?> limit = alice.changeLimit(BOB, CreditLimit.of(50));
        town.clock.pass(Duration.ofSeconds(5));

        assertThat(alice.status()).isEqualTo(new NodeStatus(NodeStatus.State.HALTED, Optional.of(reason)));
        assertThat(events).contains(new NodeEvent.Halted(reason));
        assertThat(List.of(first.recorded(), first.acknowledged(), chosen.recorded(), chosen.acknowledged(), limit))
                .allMatch(CompletableFuture::isDone);
        assertThat(town.refusal(alice.pay(PaymentOrder.to(BOB, 1)).recorded())).isEqualTo(RefusalCode.NODE_CLOSED);
        assertThat(town.refusal(alice.backup(java.nio.file.Path.of("a"), java.nio.file.Path.of("b"))))
                .isEqualTo(RefusalCode.NODE_CLOSED);
    }

    @Test
    void leavesNothingOfAPaymentForWhichThereIsNoSpace() {
        begin();
        Hash durable = alice.digest();
        long end = store.ends();
        store.breaks(Code.FULL, "journal");
        PendingPayment payment = alice.pay(PaymentOrder.to(BOB, 5));
        town.clock.pass(Duration.ofSeconds(5));

        assertThat(town.refusal(payment.recorded())).isEqualTo(RefusalCode.NODE_CLOSED);
        assertThat(alice.digest()).isEqualTo(durable);
        assertThat(store.ends()).isEqualTo(end);
        assertThat(alice.trustline(BOB).orElseThrow().balance()).isEqualTo(Balance.of(-30));
        assertThat(alice.events(Cursor.START).next(100)).isNotEmpty();
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isEqualTo(Balance.of(30));
    }

    @Test
    void goesOnOnceThereIsSpaceAgain() {
        begin();
        store.breaks(Code.FULL, "journal");
        PendingPayment payment = alice.pay(PaymentOrder.to(BOB, 5));
        town.clock.until(() -> payment.recorded().isDone());
        town.alice.kill();
        store.mends();
        CreditNode again = town.alice.start();
        town.clock.until(() -> town.alice.isReadyFor(town.bob));

        town.clock.answer(again.pay(PaymentOrder.to(BOB, 5)).acknowledged());
        assertThat(town.alice.owes(town.bob)).isEqualTo(35);
    }

    @ParameterizedTest
    @CsvSource({"journal", "history"})
    void signsStoresAndSendsNothingMore(String where) {
        begin();
        store.breaks(Code.FAILED, where);
        alice.pay(PaymentOrder.to(BOB, 1));
        town.clock.until(() -> alice.status().state() == NodeStatus.State.HALTED);
        int signatures = signer.signatures;
        long end = store.ends();
        Balance atBob = bob.trustline(ALICE).orElseThrow().balance();

        bob.pay(PaymentOrder.to(ALICE, 7));
        alice.pay(PaymentOrder.to(BOB, 1));
        town.clock.pass(Duration.ofMinutes(5));
        assertThat(signer.signatures).isEqualTo(signatures);
        assertThat(store.ends()).isEqualTo(end);
        assertThat(bob.trustline(ALICE).orElseThrow().online()).isFalse();
        assertThat(bob.trustline(ALICE).orElseThrow().balance()).isIn(atBob, Balance.of(atBob.units() - 7));
        assertThat(bob.trustline(ALICE).orElseThrow().unacknowledged()).isLessThanOrEqualTo(1);
    }

    /** The round is durable then, and its callers are told that the node has stopped. */
    @Test
    void leavesNobodyWaitingWhenItStopsRightAfterARoundIsDurable() {
        begin();
        store.breaks(Code.FAILED, "snapshots");
        PendingPayment payment = alice.pay(PaymentOrder.to(BOB, 1));
        CompletableFuture<?> limit = alice.changeLimit(BOB, CreditLimit.of(50));
        town.clock.pass(Duration.ofSeconds(5));

        assertThat(alice.status().state()).isEqualTo(NodeStatus.State.HALTED);
        assertThat(List.of(payment.recorded(), payment.acknowledged(), limit)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void stillKnowsWhatItHasRecordedAndCouldNotTellTheHistory() {
        begin();
        store.breaks(Code.FULL, "history");
        PendingPayment payment = alice.pay(PaymentOrder.to(BOB, 5));
        town.clock.until(() -> alice.status().state() == NodeStatus.State.HALTED);
        town.clock.pass(Duration.ofSeconds(1));

        assertThat(alice.payment(payment.id())).contains(town.clock.answer(payment.recorded()));
    }

    @Test
    void acknowledgesNothingThatThePeerHadOnItsWay() {
        begin();
        store.breaks(Code.FAILED, "journal");
        PendingPayment unheard = bob.pay(PaymentOrder.to(ALICE, 7));
        town.clock.pass(Duration.ofMinutes(1));

        assertThat(alice.status().state()).isEqualTo(NodeStatus.State.HALTED);
        assertThat(unheard.recorded()).isDone();
        assertThat(unheard.acknowledged()).isNotDone();
    }

    /** Both stores of a node, of which either can break. */
    private static final class Store {
        private Optional<StorageException> ofTheJournal = Optional.empty();
        private Optional<StorageException> ofTheHistory = Optional.empty();
        private Optional<StorageException> ofSnapshots = Optional.empty();
        private Journal journal = new io.p2pcredit.inmemory.InMemoryStorage().open();

        void breaks(Code code, String where) {
            Optional<StorageException> failure = Optional.of(new StorageException(code, "told by the test"));
            if (where.equals("journal")) {
                ofTheJournal = failure;
            } else if (where.equals("snapshots")) {
                ofSnapshots = failure;
            } else {
                ofTheHistory = failure;
            }
        }

        void mends() {
            ofTheJournal = Optional.empty();
            ofTheHistory = Optional.empty();
        }

        long ends() {
            return journal.end();
        }

        private static void check(Optional<StorageException> failure) {
            failure.ifPresent(broken -> {
                throw broken;
            });
        }

        Journal journal(Journal honest) {
            journal = honest;
            return new ForwardingJournal(honest) {
                @Override
                public long append(ByteBuffer group) {
                    check(ofTheJournal);
                    return super.append(group);
                }

                @Override
                public Pace pace() {
                    return new Pace(1, Long.MAX_VALUE, 256);
                }

                @Override
                public SnapshotWriter beginSnapshot(long position, Extent extent) {
                    check(ofSnapshots);
                    return super.beginSnapshot(position, extent);
                }
            };
        }

        History history(InMemoryHistory honest) {
            return new ForwardingHistory(honest) {
                @Override
                public void store(List<Batch> batches) {
                    check(ofTheHistory);
                    super.store(batches);
                }
            };
        }
    }

    private static final class CountingSigner implements Signer {
        private final Signer signer;
        private int signatures;

        CountingSigner(Signer signer) {
            this.signer = signer;
        }

        @Override
        public PublicKey publicKey() {
            return signer.publicKey();
        }

        @Override
        public Signature sign(Bytes content) {
            signatures++;
            return signer.sign(content);
        }
    }
}
