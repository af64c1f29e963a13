package io.p2pcredit.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.p2pcredit.contract.Patience;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.spi.Transport.Listening;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryWorldTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerId BOB = PeerId.of("Bob");

    private final Patience waiting = Patience.of(Duration.ofSeconds(20));
    private final InMemoryWorld world = new InMemoryWorld();

    @Test
    void hasOnePeerOfAName() {
        world.with(ALICE, 5);
        assertThatIllegalArgumentException().isThrownBy(() -> world.with(ALICE, 5));
    }

    @Test
    void holdsNoMoreMoneyThanCanBeCounted() {
        world.with(ALICE, Long.MAX_VALUE - 1);
        assertThatIllegalArgumentException().isThrownBy(() -> world.with(BOB, 2));
        assertThat(waiting.answer(world.with(BOB, 1).ledger().balance(account(BOB)))
                        .known())
                .hasValue(1);
    }

    @Test
    void opensNoAccountInDebt() {
        assertThatIllegalArgumentException().isThrownBy(() -> world.with(ALICE, -1));
        assertThat(waiting.answer(world.with(ALICE, 0).ledger().balance(account(ALICE)))
                        .known())
                .hasValue(0);
    }

    @Test
    void isApartFromOtherWorlds() {
        listen(world.with(BOB, 0));
        Surroundings elsewhere = new InMemoryWorld().with(ALICE, 0);
        assertThat(waiting.failure(elsewhere.transport().dial(URI.create("mem://Bob"), connection -> new Ear())))
                .isInstanceOf(IOException.class);
        assertThat(waiting.answer(elsewhere.ledger().balance(account(BOB)))).isEqualTo(new BalanceOutcome.NoAccount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bob", "bob", "b", "0", "127.0.0.1", "1.2.3", "a_b", "a.", "a-", "A--_..B"})
    void reachesAPeerOfAnyName(String name) {
        Listening listening = listen(world.with(PeerId.of(name), 0));
        assertThat(listening.address()).hasToString("mem://" + name);
        Connection dialled = dial(world.with(PeerId.of("dialer"), 0), listening.address(), new Ear());
        assertThat(dialled.remote()).isEqualTo("mem://" + name);
    }

    @Test
    void tellsNamesApartByEveryLetter() {
        listen(world.with(PeerId.of("alice"), 0));
        assertThat(waiting.failure(
                        world.with(BOB, 0).transport().dial(URI.create("mem://ALICE"), connection -> new Ear())))
                .isInstanceOf(IOException.class);
    }

    @Test
    void keepsAllMoneyWhilePeersPayEachOtherAtOnce() {
        List<Surroundings> peers = IntStream.range(0, 4)
                .mapToObj(number -> world.with(peer(number), 100))
                .toList();
        List<CompletableFuture<Void>> payers = IntStream.range(0, 4)
                .mapToObj(number -> CompletableFuture.runAsync(() -> pays(peers.get(number), number)))
                .toList();
        payers.forEach(waiting::answer);
        long sum = IntStream.range(0, 4)
                .mapToLong(number -> waiting.answer(peers.get(0).ledger().balance(account(peer(number))))
                        .known()
                        .orElseThrow())
                .sum();
        assertThat(sum).isEqualTo(400);
    }

    @Test
    void slowsNobodyElseWhenOneListenerIsStuck() {
        CountDownLatch letGo = new CountDownLatch(1);
        Ear stuck = new Ear() {
            @Override
            public void received(Frame frame) {
                awaitUninterrupted(letGo);
            }
        };
        Surroundings alice = world.with(ALICE, 0);
        Ear[] far = {stuck, new Ear()};
        int[] next = {0};
        Listening listening = waiting.answer(world.with(BOB, 0).transport().listen(connection -> far[next[0]++]));
        dial(alice, listening.address(), new Ear()).send(new PeerMessage.Decline());
        dial(alice, listening.address(), new Ear()).send(new PeerMessage.Decline());
        waiting.until("the other one hears", () -> !far[1].heard.isEmpty());
        letGo.countDown();
    }

    @Test
    void closesAConnectionThatNobodyWouldListenTo() {
        Surroundings bob = world.with(BOB, 0);
        ConnectionAcceptor broken = connection -> {
            throw new IllegalStateException("no room");
        };
        Listening listening = waiting.answer(bob.transport().listen(broken));
        Ear near = new Ear();
        dial(world.with(ALICE, 0), listening.address(), near);
        waiting.until("the dialer hears of the end", () -> near.heard.contains(CloseCode.LOST));
        assertThat(waiting.failure(bob.transport().dial(listening.address(), broken)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void endsItsThreadsWhenNothingIsUnderWay() {
        Ear far = new Ear();
        Listening listening = waiting.answer(world.with(BOB, 0).transport().listen(connection -> far));
        dial(world.with(ALICE, 0), listening.address(), new Ear()).send(new PeerMessage.Decline());
        waiting.until("the message has come", () -> !far.heard.isEmpty());
        assertThat(far.thread.isDaemon()).isTrue();
        waiting.until("the thread has ended", () -> !far.thread.isAlive());
    }

    private Listening listen(Surroundings peer) {
        return waiting.answer(peer.transport().listen(connection -> new Ear()));
    }

    private Connection dial(Surroundings peer, URI address, Ear ear) {
        return waiting.answer(peer.transport().dial(address, connection -> ear));
    }

    private void pays(Surroundings payer, int number) {
        for (int i = 0; i < 200; i++) {
            Transfer transfer = new Transfer(
                    new SettlementKey(number, i), account(peer(number)), account(peer(i % 4)), Amount.of(1 + i % 50));
            SubmitOutcome outcome = waiting.answer(payer.ledger().submit(transfer));
            assertThat(outcome).isInstanceOfAny(SubmitOutcome.Confirmed.class, SubmitOutcome.Rejected.class);
        }
    }

    private static PeerId peer(int number) {
        return PeerId.of("peer-" + number);
    }

    private static AccountId account(PeerId peer) {
        return InMemoryLedger.accountNamed(peer);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps what it hears. */
    private static class Ear implements ConnectionListener {
        final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        volatile Thread thread = Thread.currentThread();

        @Override
        public void received(Frame frame) {
            thread = Thread.currentThread();
            heard.add(frame.decode());
        }

        @Override
        public void writable() {}

        @Override
        public void closed(CloseCode code) {
            heard.add(code);
        }
    }
}
