package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.node.Clocktown.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.doubles.PacedJournal;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Pace;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Seeds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node writes beside its rounds, and what it comes back from. Alice's stores take notes. */
@Timeout(120)
class SnapshottingTest {
    private final Clocktown town = new Clocktown(1_000_000);
    private final List<String> notes = new ArrayList<>();
    private Optional<String> failsAt = Optional.empty();

    private CreditNode start(Pace pace) {
        return town.alice
                .with(builder -> builder.store(
                        new NotedJournal(town.alice.storage.takeOver(), pace), new NotedHistory(town.alice.history)))
                .start();
    }

    private CreditNode openALine(Pace pace) {
        CreditNode alice = start(pace);
        town.bob.start();
        town.clock.answer(alice.propose(BOB, CreditLimit.of(100)));
        town.clock.until(() -> town.alice.isReadyFor(town.bob) && town.bob.isReadyFor(town.alice));
        town.clock.pass(Duration.ofSeconds(1));
        return alice;
    }

    private void payBackAndForth(int times) {
        for (int i = 0; i < times; i++) {
            town.clock.answer(town.alice.node().pay(PaymentOrder.to(BOB, 2)).acknowledged());
            town.clock.answer(
                    town.bob.node().pay(PaymentOrder.to(PeerId.of("Alice"), 2)).acknowledged());
        }
        town.clock.pass(Duration.ofSeconds(1));
    }

    @Test
    void sealsAfterTheHistoryIsDurableAndLetsTheGroupsBeforeItGo() {
        openALine(new Pace(8, Long.MAX_VALUE, 256));
        while (!notes.contains("trim 7")) {
            payBackAndForth(1);
        }

        assertThat(notes.subList(0, 5)).containsExactly("begin WHOLE 8", "add", "sync", "seal", "trim 7");
        assertThat(town.alice.storage.copy().open().trimmed()).isEqualTo(7);
    }

    @Test
    void writesTheWholeAgainOnceTheChangesWeighAsMuch() {
        openALine(new Pace(8, Long.MAX_VALUE, 256));
        payBackAndForth(30);

        List<String> begun = notes.stream()
                .filter(note -> note.startsWith("begin"))
                .map(note -> note.substring(0, note.lastIndexOf(' ')))
                .toList();
        assertThat(begun.subList(0, 2)).containsExactly("begin WHOLE", "begin CHANGES");
        assertThat(begun.subList(2, 8)).contains("begin WHOLE", "begin CHANGES");
    }

    @Test
    void beginsWhenTheGroupsWeighEnough() {
        openALine(new Pace(Long.MAX_VALUE, 3_000, 256));
        assertThat(notes).doesNotContain("seal");
        payBackAndForth(20);

        assertThat(notes).contains("seal");
    }

    @Test
    void goesOnCountingWhereTheLastLifeWas() {
        openALine(new Pace(40, Long.MAX_VALUE, 256));
        while (town.alice.storage.copy().open().end() < 36) {
            payBackAndForth(1);
        }
        assertThat(notes).doesNotContain("seal");
        town.alice.kill();
        start(new Pace(40, Long.MAX_VALUE, 256));
        town.clock.until(() -> town.alice.isReadyFor(town.bob));
        payBackAndForth(4);

        assertThat(notes).contains("seal");
    }

    @Test
    void comesBackFromWhereverItWasKilled() {
        Seeds.repeat(25, random -> new SnapshottingTest().liveAndDie(random));
    }

    private void liveAndDie(RandomGenerator random) {
        Pace pace = new Pace(1 + random.nextInt(12), Long.MAX_VALUE, 1 + random.nextInt(2));
        openALine(pace);
        town.charlie.start();
        for (int i = 0; i < 60; i++) {
            act(random);
            town.clock.pass(Duration.ofMillis(random.nextInt(3)));
            if (random.nextInt(8) == 0) {
                Hash before = town.alice.node().digest();
                town.alice.kill();
                assertThat(start(pace).digest()).isEqualTo(before);
            }
        }
        assertThat(notes).contains("seal");
    }

    private void act(RandomGenerator random) {
        CreditNode alice = town.alice.node();
        PeerId peer = random.nextBoolean() ? BOB : PeerId.of("Charlie");
        switch (random.nextInt(6)) {
            case 0 -> asked(alice.propose(peer, CreditLimit.of(100)));
            case 1 -> asked(alice.changeLimit(peer, CreditLimit.of(random.nextInt(200))));
            case 2 -> alice.settle(peer, SettleOrder.everything());
            default -> alice.pay(PaymentOrder.to(peer, 1 + random.nextInt(60)));
        }
    }

    @Test
    void stopsTheNodeWhenASnapshotCannotBeWritten() {
        for (String step : List.of("begin", "add", "sync", "seal", "trim")) {
            SnapshottingTest test = new SnapshottingTest();
            CreditNode alice = test.openALine(new Pace(14, Long.MAX_VALUE, 256));
            test.failsAt = Optional.of(step);
            for (int i = 0; i < 20; i++) {
                alice.pay(PaymentOrder.to(BOB, 1));
                test.town.clock.pass(Duration.ofSeconds(1));
            }

            assertThat(alice.status()).as(step).isEqualTo(NodeStatus.halted("the store has failed: " + step));
            test.failsAt = Optional.empty();
            Hash durable = alice.digest();
            test.town.alice.kill();
            assertThat(test.start(Pace.USUAL).digest()).as(step).isEqualTo(durable);
        }
    }

    @Test
    void writesNothingMoreOnceItIsClosed() {
        CreditNode alice = openALine(new Pace(12, Long.MAX_VALUE, 1));
        List<PendingPayment> payments = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            payments.add(alice.pay(PaymentOrder.to(BOB, 1)));
        }
        town.clock.until(() -> notes.contains("begin WHOLE 12")
                || payments.get(2).acknowledged().isDone());
        asked(alice.settleAllAndClose(Duration.ZERO));
        town.clock.until(() -> alice.status().state() == NodeStatus.State.CLOSED);
        List<String> written = List.copyOf(notes);
        town.clock.pass(Duration.ofMinutes(1));

        assertThat(notes.stream().filter(note -> !note.equals("sync")))
                .containsExactlyElementsOf(
                        written.stream().filter(note -> !note.equals("sync")).toList());
    }

    private void note(String what) {
        notes.add(what);
        failsAt.filter(what::startsWith).ifPresent(step -> {
            throw new StorageException(StorageException.Code.FAILED, step);
        });
    }

    private final class NotedJournal extends PacedJournal {
        NotedJournal(Journal journal, Pace pace) {
            super(journal, pace);
        }

        @Override
        public boolean trim(long upTo) {
            note("trim " + upTo);
            return super.trim(upTo);
        }

        @Override
        public SnapshotWriter beginSnapshot(long position, Extent extent) {
            note("begin " + extent + " " + position);
            SnapshotWriter writer = super.beginSnapshot(position, extent);
            return new SnapshotWriter() {
                @Override
                public void add(ByteBuffer chunk) {
                    note("add");
                    writer.add(chunk);
                }

                @Override
                public void seal() {
                    note("seal");
                    writer.seal();
                }
            };
        }
    }

    private final class NotedHistory extends ForwardingHistory {
        NotedHistory(History history) {
            super(history);
        }

        @Override
        public void sync() {
            note("sync");
            super.sync();
        }
    }
}
