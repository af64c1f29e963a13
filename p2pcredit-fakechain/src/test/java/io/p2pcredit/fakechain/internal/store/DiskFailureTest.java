package io.p2pcredit.fakechain.internal.store;

import static io.p2pcredit.fakechain.internal.store.StoredAlice.FUNDS;
import static io.p2pcredit.fakechain.internal.store.StoredAlice.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.fakechain.internal.chain.StorageFailedException;
import io.p2pcredit.fakechain.internal.chain.StorageFailedException.Consequence;
import io.p2pcredit.fakechain.internal.chain.TransferResult;
import io.p2pcredit.fakechain.internal.chain.TransferResult.Decided;
import io.p2pcredit.trustline.SettlementKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that takes no more, or fails: memory and disk never say different things. */
class DiskFailureTest {
    private static final SettlementKey KEY = new SettlementKey(1, 1);

    private final FaultyDisk disk = new FaultyDisk();

    @TempDir
    private Path data;

    private StoredAlice alice;

    @BeforeEach
    void start() {
        alice = new StoredAlice(data, disk);
    }

    @AfterEach
    void close() {
        alice.close();
    }

    private void restart() {
        alice.close();
        disk.work();
        start();
    }

    private void assertFails(Consequence consequence, Callable<?> order) {
        assertThatThrownBy(order::call)
                .isInstanceOfSatisfying(
                        StorageFailedException.class,
                        e -> assertThat(e.consequence()).isEqualTo(consequence));
    }

    @Test
    void aFullDiskRefusesChangesUntilThereIsRoomAgain() throws Exception {
        TransferResult recorded = alice.pay(1, KEY);
        disk.leaveRoomFor(3);
        int paid = 1;
        try {
            for (; paid < 100_000; paid++) {
                alice.pay(1, new SettlementKey(2, paid));
            }
        } catch (StorageFailedException e) {
            assertThat(e.consequence()).isEqualTo(Consequence.NOTHING_CHANGED);
        }
        assertThat(paid).isBetween(10, 1_000);
        SettlementKey refused = new SettlementKey(2, paid);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertFails(Consequence.NOTHING_CHANGED, () -> alice.pay(1, refused));
            assertThat(alice.balances()).containsExactly(FUNDS - paid, (long) paid);
            assertThat(alice.chain().transfer(GROUP, "Alice", refused)).isEmpty();
            assertThat(alice.pay(1, KEY)).isEqualTo(recorded);
        }
        assertThat(alice.orders().areTaken()).isTrue();
        disk.leaveRoomFor(1_000);
        assertThat(alice.pay(1, refused)).isInstanceOf(Decided.class);
        List<Long> balances = alice.balances();
        restart();
        assertThat(alice.balances()).isEqualTo(balances).containsExactly(FUNDS - paid - 1, paid + 1L);
    }

    @Test
    void aDiskWithoutRoomForARoundTakesNoneOfIt() throws Exception {
        disk.leaveRoomFor(0);
        List<SettlementKey> acknowledged = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            SettlementKey key = new SettlementKey(3, i);
            try {
                alice.pay(1, key);
                acknowledged.add(key);
            } catch (StorageFailedException e) {
                assertThat(alice.chain().transfer(GROUP, "Alice", key)).isEmpty();
            }
        }
        assertThat(acknowledged).hasSizeBetween(1, 199);
        restart();
        assertThat(alice.balances()).containsExactly(FUNDS - acknowledged.size(), (long) acknowledged.size());
        assertThat(acknowledged)
                .allMatch(key -> alice.chain().transfer(GROUP, "Alice", key).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "INSERT"})
    void anErrorBeforeTheCommitChangesNothing(String statement) {
        disk.failAt(FaultyDisk.IO_ERROR, statement);
        assertFails(Consequence.NOTHING_CHANGED, () -> alice.pay(30, KEY));
        disk.work();
        assertThat(alice.pay(30, KEY)).isInstanceOf(Decided.class);
        restart();
        assertThat(alice.balances()).containsExactly(FUNDS - 30, 30L);
    }

    @Test
    void aCommitWithoutRoomChangesNothing() {
        disk.failAt(FaultyDisk.FULL, "COMMIT");
        assertFails(Consequence.NOTHING_CHANGED, () -> alice.pay(30, KEY));
        disk.work();
        assertThat(alice.pay(40, KEY)).isInstanceOf(Decided.class);
        restart();
        assertThat(alice.balances()).containsExactly(FUNDS - 40, 40L);
    }

    @Test
    void whatCannotEvenBeUndoneIsNeverCommitted() {
        disk.failAt(FaultyDisk.FULL, "COMMIT", "ROLLBACK");
        assertFails(Consequence.NOTHING_CHANGED, () -> alice.pay(30, KEY));
        disk.work();
        assertFails(Consequence.NOTHING_CHANGED, () -> alice.pay(1, new SettlementKey(1, 2)));
        assertThat(alice.pay(1, null)).as("the first was undone before").isInstanceOf(Decided.class);
        restart();
        assertThat(alice.balances()).containsExactly(FUNDS - 1, 1L);
    }

    @Test
    void aCommitThatFailedIsFoundOutAtTheNextStart() {
        disk.failAt(FaultyDisk.IO_ERROR, "COMMIT");
        assertFails(Consequence.UNKNOWN, () -> alice.pay(30, KEY));
        assertStoppedWith(FUNDS);
        restart();
        assertThat(alice.balances()).containsExactly(FUNDS, 0L);
        assertThat(alice.pay(30, KEY)).isInstanceOf(Decided.class);
        assertThat(alice.balances()).containsExactly(FUNDS - 30, 30L);
    }

    @Test
    void aCommitWhoseSuccessWasNotToldIsFoundOutAtTheNextStart() {
        disk.failTooLate();
        disk.failAt(FaultyDisk.IO_ERROR, "COMMIT");
        assertFails(Consequence.UNKNOWN, () -> alice.pay(30, KEY));
        assertStoppedWith(FUNDS);
        restart();
        assertThat(alice.balances()).containsExactly(FUNDS - 30, 30L);
        assertThat(alice.pay(30, KEY)).isInstanceOf(Decided.class);
        assertThat(alice.balances()).containsExactly(FUNDS - 30, 30L);
    }

    private void assertStoppedWith(long funds) {
        disk.work();
        assertThat(alice.orders().areTaken()).isFalse();
        assertFails(Consequence.NO_MORE_CHANGES, () -> alice.pay(1, new SettlementKey(1, 2)));
        assertFails(Consequence.NO_MORE_CHANGES, () -> alice.register("Carol", 1));
        assertThat(alice.balances()).containsExactly(funds, FUNDS - funds);
    }

    /** No test sees what a power cut leaves; SQLite promises it to whoever has set this (2 is FULL). */
    @Test
    void everyCommitIsOnTheDiskWhenItIsOver() throws SQLException {
        assertThat(disk.setting("synchronous")).isEqualTo("2");
        assertThat(disk.setting("journal_mode")).isEqualTo("wal");
    }

    @Test
    void closedRecordsTakeNothing() {
        alice.close();
        assertFails(Consequence.NOTHING_CHANGED, () -> alice.pay(1, KEY));
        assertThat(alice.balances()).containsExactly(FUNDS, 0L);
    }
}
