package io.p2pcredit.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.HistoryQuery;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.Page;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.cli.data.AliceOnDisk;
import io.p2pcredit.cli.kill.Marks.Doing;
import io.p2pcredit.fakechain.FakechainClient;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainServer;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.transport.ws.WebSocketTransport;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.TrustlineEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a peer with -9 at random moments, and between an append and what follows from it, while both sides pay and settle.
 * Many more with {@code -Psoak}, or {@code -Dp2pcredit.kills=N}; the same choices again with {@code
 * -Dp2pcredit.seed=N}.
 */
@Timeout(value = 3_600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledPeerTest {
    private static final int KILLS = Integer.getInteger("p2pcredit.kills", 10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long seed = Long.getLong("p2pcredit.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Payments payments = new Payments();
    private final List<CompletableFuture<Payment>> partners = new ArrayList<>();
    private final Tally kills = new Tally();
    private final List<Life> lives = new ArrayList<>();
    private long partnersSum;

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void everyAcknowledgedPaymentIsThereAndBothViewsAndTheLedgerAgree() throws Exception {
        System.out.println("p2pcredit.seed=" + seed);
        AliceOnDisk.moveIn(folder);
        try (FakechainServer server = FakechainServer.builder().port(0).start();
                WebSocketTransport transport =
                        WebSocketTransport.builder().bind("127.0.0.1").port(0).build();
                FakechainClient fakechain = fakechainOfBob(server);
                CreditNode bob = CreditNode.builder(Victim.BOB)
                        .in(new Surroundings(transport, fakechain, fakechain))
                        .inMemory()
                        .start()) {
            Life life = begin(server, 0, false);
            bob.propose(Victim.ALICE, CreditLimit.of(Victim.LIMIT)).get(60, TimeUnit.SECONDS);
            liveRandomly(life, bob);
            for (int kill = 1; kill < KILLS; kill++) {
                boolean aimed = kill % 3 == 0;
                boolean before = random.nextBoolean();
                life = begin(server, aimed ? 5 + random.nextInt(60) : 0, before);
                askAgain(life);
                if (aimed) {
                    liveUntilStopped(life, bob);
                    kills.aimed(before);
                } else {
                    liveRandomly(life, bob);
                }
            }
            life = begin(server, 0, false);
            askAgain(life);
            comeToRest(life, bob, fakechain);
            compare(life, bob);
            life.kill();
        }
        System.out.println(kills + "; payments of the killed one "
                + payments.asked().size() + ", of its partner " + partners.size());
        assertThat(kills.between()).isPositive();
    }

    /** Kills at a moment that has nothing to do with what the process does; sometimes it has stood still before. */
    private void liveRandomly(Life life, CreditNode bob) throws Exception {
        if (random.nextInt(4) == 0) {
            act(life, bob);
            life.signal("STOP");
            IntStream.range(0, 50).forEach(i -> act(life, bob));
            life.signal("CONT");
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(600));
        while (System.nanoTime() < end) {
            act(life, bob);
        }
        life.kill();
        kills.random(marks().doing());
    }

    private void liveUntilStopped(Life life, CreditNode bob) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (marks().doing() != Doing.STOPPED) {
            assertThat(System.nanoTime()).as("it appends").isLessThan(deadline);
            act(life, bob);
        }
        life.kill();
    }

    /** One thing that somebody does; many of them in flight at once. */
    private void act(Life life, CreditNode bob) {
        int choice = random.nextInt(100);
        long units = random.nextInt(30) == 0 ? 1 + random.nextInt(2_500) : 1 + random.nextInt(30);
        if (choice < 48) {
            life.say("pay " + payments.ask(units) + " " + units);
        } else if (choice < 96) {
            partners.add(bob.pay(PaymentOrder.to(Victim.ALICE, units)).acknowledged());
            partnersSum += units;
        } else if (choice < 98) {
            life.say("settle");
        } else {
            bob.settle(Victim.ALICE, SettleOrder.everything());
        }
        LockSupport.parkNanos(random.nextInt(6_000_000));
    }

    private void askAgain(Life life) {
        payments.open().forEach(number -> life.say("pay " + number + " " + payments.units(number)));
    }

    private Marks marks() {
        return Marks.at(folder.resolve("marks"));
    }

    @AfterEach
    void end() throws Exception {
        for (Life life : lives) {
            life.kill();
        }
    }

    private Life begin(FakechainServer server, int stopAt, boolean before) throws Exception {
        marks().begin(stopAt, before);
        Life life = new Life(folder, server.uri().toString(), payments::heard);
        lives.add(life);
        life.awaitReady();
        return life;
    }

    /** Waits until everything is acknowledged and settled, and both views and the ledger say the same. */
    private void comeToRest(Life life, CreditNode bob, FakechainClient fakechain) throws Exception {
        String wanted = "";
        long left = Long.MAX_VALUE;
        long deadline = 0;
        while (!payments.open().isEmpty()
                || partnersOpen() > 0
                || !payments.state().equals(wanted)) {
            long open = payments.open().size() + partnersOpen();
            if (open < left || deadline == 0) {
                left = open;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            assertThat(System.nanoTime())
                    .as(
                            "it goes on; seed %s, open %s and %s of Bob's, failed %s, wanted \"%s\", is \"%s\", Bob has %s,"
                                    + " settlements %s",
                            seed,
                            payments.open(),
                            partnersOpen(),
                            payments.failed(),
                            wanted,
                            payments.state(),
                            bob.trustlines(),
                            bob.settlements())
                    .isLessThan(deadline);
            life.say("state");
            LockSupport.parkNanos(50_000_000);
            long settled = Victim.FUNDS - fundsOfAlice(fakechain);
            long balance = partnersSum - payments.sum() + settled;
            boolean bobAgrees =
                    bob.trustline(Victim.ALICE).orElseThrow().balance().units() == -balance;
            wanted = bobAgrees ? "state " + balance + " 0 0" : "Bob to agree to " + balance;
        }
    }

    /** How many payments of Bob's are not acknowledged; none may have failed. */
    private long partnersOpen() {
        partners.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
        return partners.stream().filter(payment -> !payment.isDone()).count();
    }

    private static long fundsOfAlice(FakechainClient fakechain) throws Exception {
        FakechainReply<List<FakechainUser>> users =
                fakechain.users().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        List<FakechainUser> all = ((FakechainReply.Done<List<FakechainUser>>) users).value();
        assertThat(all.stream().mapToLong(FakechainUser::balance).sum()).isEqualTo(2 * Victim.FUNDS);
        return all.stream()
                .filter(user -> user.name().equals(Victim.ALICE.name()))
                .findFirst()
                .orElseThrow()
                .balance();
    }

    /** What each side has recorded of the payments is what was asked for, once each. */
    private void compare(Life life, CreditNode bob) {
        Map<Long, Long> asked = payments.asked();
        asked.keySet().forEach(number -> life.say("look " + number));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (payments.seen().size() < asked.size()) {
            assertThat(System.nanoTime()).as("it answers").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
        asked.forEach((number, units) -> {
            assertThat(payments.seen().get(number)).as("payment %s", number).isEqualTo(units + " ACKNOWLEDGED");
            assertThat(payments.paid().get(number)).as("payment %s", number).isEqualTo(units);
        });
        assertThat(cameToBob(bob)).isEqualTo(payments.sum());
    }

    private static long cameToBob(CreditNode bob) {
        long units = 0;
        Optional<Cursor> next = Optional.of(Cursor.END);
        while (next.isPresent()) {
            Page<NodeEvent.Recorded> page = bob.history(HistoryQuery.newest(500).before(next.get()));
            units += page.rows().stream().mapToLong(KilledPeerTest::cameWith).sum();
            next = page.next();
        }
        return units;
    }

    private static long cameWith(NodeEvent.Recorded row) {
        return row.event() instanceof TrustlineEvent.Paid paid && paid.payment().direction() == Direction.INCOMING
                ? paid.payment().units()
                : 0;
    }

    private static FakechainClient fakechainOfBob(FakechainServer server) {
        return FakechainClient.builder()
                .url(server.uri().toString())
                .candidate("p2pcredit")
                .name(Victim.BOB)
                .password("secret of Bob".toCharArray())
                .startingFunds(Victim.FUNDS)
                .build();
    }
}
