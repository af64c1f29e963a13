package io.p2pcredit.fakechain.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.internal.chain.Chain.AccountQuery;
import io.p2pcredit.fakechain.internal.chain.TransferResult.Decided;
import io.p2pcredit.fakechain.internal.chain.TransferResult.KeyUsed;
import io.p2pcredit.fakechain.internal.chain.TransferResult.NotAllowed;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainTest {
    private static final String GROUP = "group";
    private static final long ORIGIN = 1_000;
    private static final SettlementKey KEY = new SettlementKey(0, 1);
    private static final KeyHash ALICE = hash("alice");
    private static final KeyHash BOB = hash("bob");

    private final Chain chain = new Chain();
    private final Orders orders = new Orders(chain, new Rules(() -> ORIGIN, Rules.Capacity.DEFAULT), Records.NONE);

    private static KeyHash hash(String name) {
        return new KeyHash(Bytes.utf8("salt of " + name), 1, Bytes.utf8("digest"));
    }

    @BeforeEach
    void register() {
        register("Alice", 100, ALICE);
        register("Bob", 50, BOB);
    }

    private void register(String name, long funds, KeyHash hash) {
        assertThat(orders.register(new Registration(GROUP, name, funds, "{}", null), hash))
                .isEmpty();
    }

    private TransferOrder order(long amount, SettlementKey key) {
        return new TransferOrder(GROUP, "Alice", "Bob", amount, key);
    }

    private long balance(String name) {
        return chain.account(GROUP, name).orElseThrow().balance();
    }

    private List<Transfer> incoming(long after, int limit) {
        return chain.transfers(new AccountQuery(GROUP, "Bob", Flow.INCOMING), after, limit);
    }

    @Nested
    class ATransferWithAKey {
        @Test
        void isExecutedOnceAndAnsweredAlwaysTheSame() {
            TransferResult first = orders.transfer(order(30, KEY), ALICE);
            assertThat(first)
                    .isEqualTo(new Decided(new Transfer("Alice", "Bob", 30, KEY, ORIGIN, null)))
                    .isEqualTo(orders.transfer(order(30, KEY), ALICE));
            assertThat(balance("Alice")).isEqualTo(70);
            assertThat(balance("Bob")).isEqualTo(80);
        }

        @Test
        void staysRefusedWhenTheReasonIsGone() {
            TransferResult first = orders.transfer(order(101, KEY), ALICE);
            orders.transfer(new TransferOrder(GROUP, "Bob", "Alice", 50, null), BOB);
            assertThat(first)
                    .isEqualTo(new Decided(new Transfer("Alice", "Bob", 101, KEY, 0, Refusal.INSUFFICIENT_FUNDS)))
                    .isEqualTo(orders.transfer(order(101, KEY), ALICE));
            assertThat(balance("Alice")).isEqualTo(150);
        }

        @Test
        void isRefusedWithOtherContentsAndToldTheRecordedOnes() {
            orders.transfer(order(30, KEY), ALICE);
            Transfer recorded = new Transfer("Alice", "Bob", 30, KEY, ORIGIN, null);
            assertThat(orders.transfer(order(31, KEY), ALICE)).isEqualTo(new KeyUsed(recorded));
            assertThat(orders.transfer(new TransferOrder(GROUP, "Alice", "Carol", 30, KEY), ALICE))
                    .isEqualTo(new KeyUsed(recorded));
            assertThat(balance("Alice")).isEqualTo(70);
        }

        @Test
        void sharesNoKeysWithOtherSenders() {
            orders.transfer(order(30, KEY), ALICE);
            orders.transfer(new TransferOrder(GROUP, "Bob", "Alice", 30, KEY), BOB);
            assertThat(balance("Alice")).isEqualTo(100);
        }

        @Test
        void leavesItsKeyUnusedIfItIsNotTheSendersOwn() {
            assertThat(orders.transfer(order(30, KEY), BOB)).isEqualTo(new NotAllowed(Refusal.WRONG_PRIVATE_KEY));
            assertThat(orders.transfer(new TransferOrder(GROUP, "Carol", "Bob", 1, KEY), BOB))
                    .isEqualTo(new NotAllowed(Refusal.UNKNOWN_SENDER));
            assertThat(chain.transfer(GROUP, "Alice", KEY)).isEmpty();
            assertThat(chain.transfer(GROUP, "Carol", KEY)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "Alice, 1,          SAME_ACCOUNT",
            "Carol, 1,          UNKNOWN_RECEIVER",
            "Bob,   4294967296, AMOUNT_TOO_LARGE",
            "Bob,   101,        INSUFFICIENT_FUNDS"
        })
        void isRecordedWhenItIsRefused(String receiver, long amount, Refusal refusal) {
            orders.transfer(new TransferOrder(GROUP, "Alice", receiver, amount, KEY), ALICE);
            assertThat(chain.transfer(GROUP, "Alice", KEY))
                    .contains(new Transfer("Alice", receiver, amount, KEY, 0, refusal));
            assertThat(incoming(0, 10)).isEmpty();
        }
    }

    @Nested
    class IncomingTransfers {
        @BeforeEach
        void pay() {
            for (int i = 1; i <= 5; i++) {
                orders.transfer(order(i, null), ALICE);
                orders.transfer(new TransferOrder(GROUP, "Bob", "Alice", i, null), BOB);
            }
        }

        @Test
        void comeOldestFirst() {
            assertThat(incoming(0, 10)).extracting(Transfer::amount).containsExactly(1L, 2L, 3L, 4L, 5L);
        }

        @Test
        void comePageByPage() {
            List<Transfer> page = incoming(0, 2);
            assertThat(page).extracting(Transfer::amount).containsExactly(1L, 2L);
            assertThat(incoming(page.get(1).number(), 2))
                    .extracting(Transfer::amount)
                    .containsExactly(3L, 4L);
        }

        @Test
        void startWithTheNextOneWhateverNumberIsGiven() {
            assertThat(incoming(ORIGIN + 7, 10)).extracting(Transfer::amount).containsExactly(5L);
            assertThat(incoming(ORIGIN + 8, 10)).isEmpty();
            assertThat(incoming(Long.MAX_VALUE, 10)).isEmpty();
        }

        @Test
        void areKnownByTheirNumber() {
            assertThat(chain.transfer(GROUP, ORIGIN)).contains(incoming(0, 1).get(0));
            assertThat(chain.transfer(GROUP, ORIGIN - 1)).isEmpty();
            assertThat(chain.transfer(GROUP, ORIGIN + 10)).isEmpty();
        }
    }

    @Nested
    class DeletingAllUsers {
        @Test
        void forgetsUsersTransfersAndKeys() {
            orders.transfer(order(30, KEY), ALICE);
            orders.deleteAllUsers(GROUP);
            assertThat(chain.accounts(GROUP, null, 10)).isEmpty();
            assertThat(chain.transfer(GROUP, "Alice", KEY)).isEmpty();
            assertThat(incoming(0, 10)).isEmpty();
        }

        @Test
        void neverLetsATransferHaveTheNumberOfADeletedOne() {
            orders.transfer(order(30, null), ALICE);
            orders.deleteAllUsers(GROUP);
            register();
            assertThat(orders.transfer(order(30, null), ALICE))
                    .isEqualTo(new Decided(new Transfer("Alice", "Bob", 30, null, ORIGIN + 1, null)));
        }

        @Test
        void endsWhatAnEarlierKeyAllowed() {
            orders.deleteAllUsers(GROUP);
            register("Alice", 1, BOB);
            assertThat(orders.transfer(order(1, KEY), ALICE)).isEqualTo(new NotAllowed(Refusal.WRONG_PRIVATE_KEY));
        }
    }

    @Nested
    class ItsCapacity {
        private final Chain held = new Chain();
        private final Orders small = new Orders(held, new Rules(() -> ORIGIN, new Rules.Capacity(3, 4)), Records.NONE);

        private Optional<Refusal> register(String candidate, String name) {
            return small.register(new Registration(candidate, name, 100, "{}", null), ALICE);
        }

        private TransferResult pay(String receiver, SettlementKey key) {
            return small.transfer(new TransferOrder(GROUP, "Alice", receiver, 1, key), ALICE);
        }

        @Test
        void boundsTheUsersOfAllCandidates() {
            assertThat(register(GROUP, "Alice")).isEmpty();
            assertThat(register(GROUP, "Bob")).isEmpty();
            assertThat(register("another", "Alice")).isEmpty();
            assertThat(register(GROUP, "Carol")).contains(Refusal.TOO_MANY_USERS);
            assertThat(register(GROUP, "Alice")).as("an update").isEmpty();
            small.deleteAllUsers(GROUP);
            assertThat(register("another", "Bob")).isEmpty();
            assertThat(register("another", "Carol")).isEmpty();
            assertThat(register("another", "Dave")).contains(Refusal.TOO_MANY_USERS);
        }

        @Test
        void boundsTheTransfersAndLeavesTheKeysOfOthersUnused() {
            register(GROUP, "Alice");
            register(GROUP, "Bob");
            TransferResult first = pay("Bob", KEY);
            pay("Bob", null);
            pay("Carol", new SettlementKey(0, 2));
            pay("Carol", new SettlementKey(0, 3));
            SettlementKey fifth = new SettlementKey(0, 5);
            assertThat(pay("Bob", fifth)).isEqualTo(new NotAllowed(Refusal.TOO_MANY_TRANSFERS));
            assertThat(pay("Bob", null)).isEqualTo(new NotAllowed(Refusal.TOO_MANY_TRANSFERS));
            assertThat(held.transfer(GROUP, "Alice", fifth)).isEmpty();
            assertThat(held.account(GROUP, "Bob").orElseThrow().balance()).isEqualTo(102);
            assertThat(pay("Bob", KEY)).as("what is decided stays so").isEqualTo(first);
            small.deleteAllUsers(GROUP);
            register(GROUP, "Alice");
            register(GROUP, "Bob");
            assertThat(pay("Bob", fifth)).isInstanceOf(Decided.class);
        }
    }

    @Test
    void keepsTheIdentityKeyWhenAnOriginalClientMovesThePeer() {
        PublicKey identity = new PublicKey(1, 2, 3, 4);
        orders.register(new Registration(GROUP, "Alice", 0, "{\"a\":1}", identity), ALICE);
        orders.register(new Registration(GROUP, "Alice", 0, "{\"a\":2}", null), ALICE);
        assertThat(chain.account(GROUP, "Alice"))
                .contains(new Account("Alice", 100, 100, ALICE, "{\"a\":2}", identity));
    }

    @Test
    void listsAccountsByNamePageByPage() {
        register("Carol", 0, BOB);
        assertThat(chain.accounts(GROUP, null, 2)).extracting(Account::name).containsExactly("Alice", "Bob");
        assertThat(chain.accounts(GROUP, "Bob", 2)).extracting(Account::name).containsExactly("Carol");
        assertThat(chain.accounts(GROUP, "Bo", 1)).extracting(Account::name).containsExactly("Bob");
    }

    /** Random orders never change the sum, exceed a limit, or make one key count twice. */
    @Test
    void conservesWhatUsersStartedWith() {
        long seed = Long.getLong("p2pcredit.seed", new Random().nextLong());
        Random random = new Random(seed);
        List<String> names = List.of("Alice", "Bob", "Carol");
        register("Carol", Units.MAX - 75, hash("carol"));
        List<KeyHash> hashes = List.of(ALICE, BOB, hash("carol"));
        for (int i = 0; i < 5_000; i++) {
            int sender = random.nextInt(3);
            long amount = 1 + random.nextLong(random.nextBoolean() ? 100 : 2 * Units.MAX);
            SettlementKey key = random.nextBoolean() ? null : new SettlementKey(0, random.nextInt(1_000));
            orders.transfer(
                    new TransferOrder(GROUP, names.get(sender), names.get(random.nextInt(3)), amount, key),
                    hashes.get(random.nextInt(10) == 0 ? random.nextInt(3) : sender));
            assertThat(names.stream().mapToLong(ChainTest.this::balance).sum())
                    .as("seed %s, step %s", seed, i)
                    .isEqualTo(Units.MAX + 75);
            assertThat(names).as("seed %s, step %s", seed, i).allMatch(name -> Units.isBalance(balance(name)));
        }
    }
}
