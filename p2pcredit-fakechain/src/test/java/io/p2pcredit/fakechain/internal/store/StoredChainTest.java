package io.p2pcredit.fakechain.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.internal.chain.Account;
import io.p2pcredit.fakechain.internal.chain.Chain;
import io.p2pcredit.fakechain.internal.chain.Chain.AccountQuery;
import io.p2pcredit.fakechain.internal.chain.Flow;
import io.p2pcredit.fakechain.internal.chain.Orders;
import io.p2pcredit.fakechain.internal.chain.Refusal;
import io.p2pcredit.fakechain.internal.chain.Registration;
import io.p2pcredit.fakechain.internal.chain.Rules;
import io.p2pcredit.fakechain.internal.chain.Transfer;
import io.p2pcredit.fakechain.internal.chain.TransferOrder;
import io.p2pcredit.fakechain.internal.chain.TransferResult;
import io.p2pcredit.fakechain.internal.chain.TransferResult.Decided;
import io.p2pcredit.fakechain.internal.chain.TransferResult.KeyUsed;
import io.p2pcredit.fakechain.internal.chain.TransferResult.NotAllowed;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What was decided is there again after a restart, and goes on from there. */
class StoredChainTest {
    private static final String GROUP = "a group's \u00fcnusual ' name";
    private static final KeyHash ALICE = new KeyHash(Bytes.utf8("salt"), 100_000, Bytes.utf8("digest of Alice's"));
    private static final KeyHash BOB = new KeyHash(Bytes.utf8("pepper"), 1, Bytes.utf8("digest of Bob's"));
    private static final SettlementKey KEY = new SettlementKey(-1, 7);
    private static final SettlementKey REFUSED = new SettlementKey(0, 8);
    private static final PublicKey IDENTITY = new PublicKey(1, -2, 3, 4);

    @TempDir
    private Path folder;

    private long clock = 1_000_000;
    private Rules.Capacity capacity = Rules.Capacity.DEFAULT;
    private Chain chain;
    private Orders orders;

    @BeforeEach
    void start() {
        StoredChain stored = StoredChain.open(data());
        chain = stored.chain();
        orders = new Orders(chain, new Rules(() -> clock, capacity), stored.records());
    }

    @AfterEach
    void close() {
        orders.close();
        orders.close();
    }

    private Path data() {
        return folder.resolve("ne\u00dfted?").resolve("da%ta #1");
    }

    private void restart() {
        close();
        start();
    }

    private void register(String name, long funds, KeyHash hash) {
        assertThat(orders.register(new Registration(GROUP, name, funds, "{\"port\":1}", null), hash))
                .isEmpty();
    }

    private TransferResult pay(long amount, SettlementKey key) {
        return orders.transfer(new TransferOrder(GROUP, "Alice", "Bob", amount, key), ALICE);
    }

    private List<Transfer> all(Flow flow, String account) {
        return chain.transfers(new AccountQuery(GROUP, account, flow), 0, 1_000);
    }

    @Test
    void keepsUsersWithAllThatIsKnownOfThem() {
        register("Alice", 100, ALICE);
        register("Bob", 50, BOB);
        orders.register(new Registration(GROUP, "Bob", 77, "{\"port\":2,\"\u00e4\":\"\ud83d\ude00\"}", IDENTITY), BOB);
        orders.register(new Registration("another", "Alice", 0, "{}", null), BOB);
        pay(30, null);
        restart();
        assertThat(chain.accounts(GROUP))
                .containsExactly(
                        new Account("Alice", 100, 70, ALICE, "{\"port\":1}", null),
                        new Account("Bob", 50, 80, BOB, "{\"port\":2,\"\u00e4\":\"\ud83d\ude00\"}", IDENTITY));
        assertThat(chain.accounts("another")).containsExactly(new Account("Alice", 0, 0, BOB, "{}", null));
    }

    @Test
    void keepsBothSidesTransfersAndTheirNumbers() {
        register("Alice", 100, ALICE);
        register("Bob", 50, BOB);
        pay(1, null);
        pay(2, KEY);
        pay(3, null);
        List<Transfer> before = all(Flow.INCOMING, "Bob");
        long cursor = before.get(1).number();
        restart();
        assertThat(all(Flow.INCOMING, "Bob")).isEqualTo(before).isEqualTo(all(Flow.OUTGOING, "Alice"));
        assertThat(chain.transfer(GROUP, cursor)).contains(before.get(1));
        clock = 1;
        pay(4, null);
        assertThat(chain.transfers(new AccountQuery(GROUP, "Bob", Flow.INCOMING), cursor, 10))
                .containsExactly(before.get(2), new Transfer("Alice", "Bob", 4, null, 1_000_003, null));
    }

    @Test
    void keepsWhatWasDecidedAboutKeys() {
        register("Alice", 100, ALICE);
        register("Bob", 50, BOB);
        TransferResult executed = pay(30, KEY);
        TransferResult refused = pay(71, REFUSED);
        orders.transfer(new TransferOrder(GROUP, "Bob", "Alice", 80, null), BOB);
        restart();
        assertThat(pay(30, KEY)).isEqualTo(executed);
        assertThat(pay(71, REFUSED))
                .as("there are funds now, but it was decided")
                .isEqualTo(refused)
                .isEqualTo(new Decided(new Transfer("Alice", "Bob", 71, REFUSED, 0, Refusal.INSUFFICIENT_FUNDS)));
        assertThat(pay(31, KEY)).isInstanceOf(KeyUsed.class);
        assertThat(chain.transfer(GROUP, "Alice", REFUSED)).isPresent();
        assertThat(chain.account(GROUP, "Alice").orElseThrow().balance()).isEqualTo(150);
    }

    @Test
    void keepsAReceiverThatCannotExist() {
        register("Alice", 100, ALICE);
        TransferOrder order = new TransferOrder(GROUP, "Alice", "no\u0000body\u001b[0m", Long.MAX_VALUE, KEY);
        TransferResult refused = orders.transfer(order, ALICE);
        restart();
        assertThat(orders.transfer(order, ALICE)).isEqualTo(refused);
    }

    @Test
    void keepsThatUsersWereDeletedAndNeverUsesTheirNumbersAgain() {
        register("Alice", 100, ALICE);
        register("Bob", 50, BOB);
        orders.register(new Registration("another", "Alice", 5, "{}", null), BOB);
        pay(30, KEY);
        orders.deleteAllUsers(GROUP);
        clock = 1;
        restart();
        assertThat(chain.accounts(GROUP)).isEmpty();
        assertThat(chain.accounts("another")).hasSize(1);
        assertThat(chain.transfer(GROUP, "Alice", KEY)).isEmpty();
        register("Alice", 100, ALICE);
        register("Bob", 50, BOB);
        assertThat(pay(30, KEY)).isEqualTo(new Decided(new Transfer("Alice", "Bob", 30, KEY, 1_000_001, null)));
        orders.deleteAllUsers(GROUP);
        restart();
        register("Alice", 100, ALICE);
        register("Bob", 50, BOB);
        assertThat(pay(30, KEY)).isEqualTo(new Decided(new Transfer("Alice", "Bob", 30, KEY, 1_000_002, null)));
    }

    @Test
    void keepsWhichLedgerItIsAndIsAnotherOneAfterADeletion() {
        register("Alice", 100, ALICE);
        clock = 2_000_000;
        restart();
        assertThat(chain.origin(GROUP)).isEqualTo(1_000_000);
        clock = 1;
        orders.deleteAllUsers(GROUP);
        restart();
        register("Alice", 100, ALICE);
        assertThat(chain.origin(GROUP)).isEqualTo(1_000_001);
        restart();
        assertThat(chain.origin(GROUP)).isEqualTo(1_000_001);
    }

    @Test
    void countsWhatIsThereIntoItsCapacity() {
        capacity = new Rules.Capacity(2, 2);
        restart();
        register("Alice", 100, ALICE);
        register("Bob", 50, BOB);
        pay(30, KEY);
        pay(71, REFUSED);
        restart();
        assertThat(orders.register(new Registration("another", "Carol", 5, "{}", null), BOB))
                .isEqualTo(Optional.of(Refusal.TOO_MANY_USERS));
        assertThat(pay(1, null)).isEqualTo(new NotAllowed(Refusal.TOO_MANY_TRANSFERS));
        orders.deleteAllUsers(GROUP);
        restart();
        register("Alice", 100, ALICE);
        register("Bob", 50, BOB);
        assertThat(pay(1, null)).isInstanceOf(Decided.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isReadableByItsOwnerOnly() throws Exception {
        register("Alice", 100, ALICE);
        assertThat(Files.getPosixFilePermissions(data())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(data())) {
            assertThat(files.toList())
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
        close();
        Files.setPosixFilePermissions(data().resolve("fakechain.db"), PosixFilePermissions.fromString("rw-r--r--"));
        start();
        assertThat(Files.getPosixFilePermissions(data().resolve("fakechain.db")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void isOneFileAndALockWhenItIsClosed() throws Exception {
        register("Alice", 100, ALICE);
        restart();
        close();
        try (Stream<Path> files = Files.list(data())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("fakechain.db", "lock");
        }
    }

    @Test
    void beginsAnewWhereMakingItWasInterrupted() throws Exception {
        close();
        Path unfinished = data().resolve("fakechain.db.new");
        Files.delete(data().resolve("fakechain.db"));
        Files.writeString(unfinished, "SQLite format 3");
        Files.writeString(data().resolve("fakechain.db.new-journal"), "half");
        start();
        register("Alice", 100, ALICE);
        assertThat(unfinished).doesNotExist();
    }
}
