package io.p2pcredit.fakechain.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.fakechain.internal.chain.Change.TransferDecided;
import io.p2pcredit.fakechain.internal.chain.StorageFailedException.Consequence;
import io.p2pcredit.fakechain.internal.chain.TransferResult.Decided;
import io.p2pcredit.fakechain.internal.chain.TransferResult.KeyUsed;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.SettlementKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is decided is recorded before it is true, and true before it is answered. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrdersTest {
    private static final String GROUP = "group";
    private static final KeyHash HASH = new KeyHash(Bytes.utf8("salt"), 1, Bytes.utf8("digest"));
    private static final SettlementKey KEY = new SettlementKey(0, 1);

    private final TestRecords records = new TestRecords();
    private final Chain chain = new Chain();
    private final Orders orders = new Orders(chain, new Rules(() -> 1_000, Rules.Capacity.DEFAULT), records);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void register() {
        register("Alice");
        register("Bob");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Optional<Refusal> register(String name) {
        return orders.register(new Registration(GROUP, name, 100, "{}", null), HASH);
    }

    private TransferResult pay(long amount, SettlementKey key) {
        return orders.transfer(new TransferOrder(GROUP, "Alice", "Bob", amount, key), HASH);
    }

    private long balance(String name) {
        return chain.account(GROUP, name).orElseThrow().balance();
    }

    private void assertFails(Consequence consequence, Callable<?> order) {
        assertThatThrownBy(order::call)
                .isInstanceOfSatisfying(
                        StorageFailedException.class,
                        e -> assertThat(e.consequence()).isEqualTo(consequence));
    }

    @Nested
    class AChangeThatCannotBeStored {
        @Test
        void isNotMadeAndCanBeOrderedAgain() {
            records.failure = Failure.NOT_KEPT;
            assertFails(Consequence.NOTHING_CHANGED, () -> pay(30, KEY));
            assertFails(Consequence.NOTHING_CHANGED, () -> register("Carol"));
            assertFails(Consequence.NOTHING_CHANGED, () -> orders.deleteAllUsers(GROUP));
            assertThat(chain.accounts(GROUP)).extracting(Account::balance).containsExactly(100L, 100L);
            assertThat(chain.transfer(GROUP, "Alice", KEY)).isEmpty();
            assertThat(orders.areTaken()).isTrue();
            records.failure = Failure.NONE;
            assertThat(pay(30, KEY)).isEqualTo(new Decided(new Transfer("Alice", "Bob", 30, KEY, 1_000, null)));
        }

        @Test
        void leavesWhatNeedsNoChangeAnswered() {
            TransferResult first = pay(30, KEY);
            records.failure = Failure.NOT_KEPT;
            assertThat(pay(30, KEY)).isEqualTo(first);
            assertThat(pay(31, KEY)).isInstanceOf(KeyUsed.class);
            assertThat(orders.deleteAllUsers("nobody's")).isZero();
        }

        @Test
        void takesAllOfItsRoundWithItButWhatNeedsNoChange() throws Exception {
            TransferResult earlier = pay(1, new SettlementKey(0, 9));
            List<Future<?>> round = whileOneIsRecorded(
                    Failure.NOT_KEPT,
                    () -> pay(30, KEY),
                    () -> register("Carol"),
                    () -> pay(1, new SettlementKey(0, 9)));
            assertFails(Consequence.NOTHING_CHANGED, unwrapped(round.get(0)));
            assertFails(Consequence.NOTHING_CHANGED, unwrapped(round.get(1)));
            assertThat(round.get(2).get()).isEqualTo(earlier);
        }
    }

    @Nested
    class AChangeOfWhichNobodyKnowsWhetherItIsStored {
        @Test
        void isTheLastUntilTheNextStart() {
            TransferResult earlier = pay(1, new SettlementKey(0, 9));
            records.failure = Failure.UNKNOWN;
            assertFails(Consequence.UNKNOWN, () -> pay(30, KEY));
            records.failure = Failure.NONE;
            assertThat(orders.areTaken()).isFalse();
            assertFails(Consequence.NO_MORE_CHANGES, () -> pay(30, KEY));
            assertFails(Consequence.NO_MORE_CHANGES, () -> register("Carol"));
            assertFails(Consequence.NO_MORE_CHANGES, () -> orders.deleteAllUsers(GROUP));
            assertThat(pay(1, new SettlementKey(0, 9))).isEqualTo(earlier);
            assertThat(balance("Alice")).isEqualTo(99);
        }

        @Test
        void isOneThatTheRecordsFailedAtInAnyWay() {
            records.failure = Failure.ERROR;
            assertThatThrownBy(() -> pay(30, KEY)).isInstanceOf(StackOverflowError.class);
            records.failure = Failure.NONE;
            assertThat(orders.areTaken()).isFalse();
            assertFails(Consequence.NO_MORE_CHANGES, () -> pay(30, KEY));
        }
    }

    @Nested
    class OrdersThatArriveTogether {
        @Test
        void areRecordedByOneWriteAndSeenByNobodyBefore() throws Exception {
            List<Supplier<?>> payments = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                SettlementKey key = new SettlementKey(0, 100 + i);
                payments.add(() -> pay(1, key));
            }
            List<Future<?>> round = whileOneIsRecorded(Failure.NONE, payments.toArray(Supplier[]::new));
            for (Future<?> payment : round) {
                assertThat(payment.get()).isInstanceOf(Decided.class);
            }
            assertThat(records.rounds).extracting(List::size).containsExactly(2, 1, 1, 20);
            assertThat(balance("Alice")).isEqualTo(100 - 1 - 20);
        }

        @Test
        void seeEachOther() throws Exception {
            List<Future<?>> round = whileOneIsRecorded(
                    Failure.NONE,
                    () -> pay(60, KEY),
                    () -> pay(60, KEY),
                    () -> pay(40, new SettlementKey(0, 2)),
                    () -> orders.deleteAllUsers(GROUP),
                    () -> register("Alice"),
                    () -> register("Bob"),
                    () -> pay(100, KEY));
            assertThat(round.get(0).get()).isEqualTo(round.get(1).get());
            assertThat(round.get(2).get())
                    .as("99 - 60 is not enough")
                    .isEqualTo(new Decided(
                            new Transfer("Alice", "Bob", 40, new SettlementKey(0, 2), 0, Refusal.INSUFFICIENT_FUNDS)));
            assertThat(round.get(3).get()).isEqualTo(2);
            assertThat(round.get(6).get()).isEqualTo(new Decided(new Transfer("Alice", "Bob", 100, KEY, 1_002, null)));
            assertThat(records.rounds).extracting(List::size).containsExactly(2, 1, 1, 7);
            assertThat(balance("Bob")).isEqualTo(200);
        }
    }

    /** Whatever becomes of rounds, the chain is what the recorded changes say, and no key counts twice. */
    @Test
    void recordsAndChainNeverDiffer() throws Exception {
        long seed = Long.getLong("p2pcredit.seed", new Random().nextLong());
        System.out.println("p2pcredit.seed=" + seed);
        records.random = new Random(seed);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            Random random = new Random(seed + 1 + thread);
            all.add(threads.submit(() -> LongStream.range(0, 500).forEach(i -> orderSomething(random))));
        }
        for (Future<?> thread : all) {
            thread.get();
        }
        Chain replayed = new Chain();
        records.rounds.forEach(replayed::apply);
        assertThat(chain.accounts(GROUP)).as("seed %s", seed).isEqualTo(replayed.accounts(GROUP));
        assertThat(chain.accounts(GROUP).stream().mapToLong(Account::balance).sum())
                .as("seed %s", seed)
                .isEqualTo(
                        chain.accounts(GROUP).stream().mapToLong(Account::funds).sum());
        assertThat(chain.transfers()).as("seed %s", seed).isEqualTo(replayed.transfers());
        assertThat(chain.users()).as("seed %s", seed).isEqualTo(replayed.users());
        assertThat(records.rounds.stream()
                        .flatMap(List::stream)
                        .filter(TransferDecided.class::isInstance)
                        .map(change -> ((TransferDecided) change).transfer().number())
                        .filter(number -> number > 0))
                .as("seed %s", seed)
                .doesNotHaveDuplicates();
    }

    private void orderSomething(Random random) {
        try {
            switch (random.nextInt(100)) {
                case 0 -> orders.deleteAllUsers(GROUP);
                case 1, 2 -> register("Alice");
                case 3, 4 -> register("Bob");
                default -> pay(1 + random.nextInt(3), new SettlementKey(0, random.nextInt(50)));
            }
        } catch (StorageFailedException e) {
            assertThat(e.consequence()).isEqualTo(Consequence.NOTHING_CHANGED);
        }
    }

    /** Orders that arrive, in this order, while another one is being recorded, and how their own round is to end. */
    private List<Future<?>> whileOneIsRecorded(Failure failure, Supplier<?>... arriving) throws Exception {
        records.isSlow = true;
        long before = balance("Alice");
        Future<?> first = threads.submit(() -> pay(1, new SettlementKey(0, 99)));
        records.begun.await();
        List<Future<?>> round = new ArrayList<>();
        for (Supplier<?> order : arriving) {
            int present = orders.waiting();
            round.add(threads.submit(order::get));
            while (orders.waiting() == present) {
                Thread.onSpinWait();
            }
        }
        assertThat(balance("Alice")).as("nothing is seen that is not recorded").isEqualTo(before);
        assertThat(first.isDone()).isFalse();
        assertThat(orders.areTaken()).isTrue();
        records.failureAfterThis = failure;
        records.mayEnd.release();
        first.get(30, TimeUnit.SECONDS);
        for (Future<?> order : round) {
            try {
                Object unused = order.get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // looked at by the test
            }
        }
        return round;
    }

    private static Callable<?> unwrapped(Future<?> order) {
        return () -> {
            try {
                return order.get();
            } catch (ExecutionException e) {
                throw (Exception) e.getCause();
            }
        };
    }

    private enum Failure {
        NONE,
        NOT_KEPT,
        UNKNOWN,
        ERROR
    }

    /** Keeps what it is given, unless it is told to fail. */
    private static final class TestRecords implements Records {
        private final List<List<Change>> rounds = new ArrayList<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final Semaphore mayEnd = new Semaphore(0);
        private volatile boolean isSlow;
        private volatile Failure failure = Failure.NONE;
        private volatile Failure failureAfterThis = Failure.NONE;
        private Random random = new Random(0) {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return 1;
            }
        };

        @Override
        public void keep(List<Change> changes) throws NotKeptException {
            if (random.nextInt(5) == 0) {
                throw new NotKeptException("by chance", new IllegalStateException());
            }
            fail();
            rounds.add(List.copyOf(changes));
            if (isSlow) {
                isSlow = false;
                begun.countDown();
                mayEnd.acquireUninterruptibly();
                failure = failureAfterThis;
            }
        }

        private void fail() throws NotKeptException {
            switch (failure) {
                case NONE -> {}
                case NOT_KEPT -> throw new NotKeptException("told to", new IllegalStateException());
                case UNKNOWN -> throw new IllegalStateException("told to");
                case ERROR -> throw new StackOverflowError("told to");
            }
        }

        @Override
        public void close() {}
    }
}
