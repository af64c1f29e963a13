package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;
import static io.p2pcredit.simulation.world.EventQueue.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedNetworkTest {
    private static final URI BOB = URI.create("sim://Bob");
    private static final Update UPDATE = new Update(
            List.of(),
            new SignedProof(
                    new BalanceProof(
                            new LineId(new Hash(0, 0, 0, 0)),
                            Side.LOW,
                            1,
                            0,
                            0,
                            CreditLimit.NONE,
                            0,
                            new Hash(0, 0, 0, 0)),
                    new Signature(Bytes.ofWords(0, 0, 0, 0, 0, 0, 0, 0))));

    private final EventQueue events = new EventQueue(new Trace(10));
    private final Life alice = new Life(PeerId.of("Alice"), 1);
    private final Life bob = new Life(PeerId.of("Bob"), 1);
    private final List<PeerMessage> seen = new ArrayList<>();
    private final Ear atAlice = new Ear();
    private final Ear atBob = new Ear();
    private @Nullable CompletableFuture<Connection> dialled;

    @Nested
    class WhenNothingFails {
        @Test
        void deliversInOrderAndShowsTheWireEverything() {
            connect(NetworkFaults.none(), 1);
            List<PeerMessage> messages = say(atAlice, 50);
            events.runNext();
            runUntil(events.now() + SECOND);
            assertThat(atBob.heard).isEqualTo(messages);
            assertThat(seen).isEqualTo(messages);
        }

        @Test
        void deliversWhatWasSentBeforeClosing() {
            connect(NetworkFaults.none(), 1);
            List<PeerMessage> messages = say(atAlice, 5);
            atAlice.connection().close(CloseCode.GOING_AWAY);
            say(atAlice, 5);
            runUntil(SECOND * 100);
            assertThat(atBob.heard).isEqualTo(messages);
            assertThat(atBob.ends).containsExactly(CloseCode.GOING_AWAY);
            assertThat(atAlice.ends).containsExactly(CloseCode.GOING_AWAY);
        }

        @Test
        void failsToDialAnAddressWhereNobodyListens() {
            dial(network(NetworkFaults.none(), 1));
            runUntil(10 * SECOND);
            assertThat(dialled).isCompletedExceptionally();
        }
    }

    @Nested
    class WhenALifeEnds {
        @Test
        void tellsTheOtherEndWithinTheTimeOfThePromise() {
            connect(NetworkFaults.none(), 1);
            bob.end();
            runUntil(events.now() + 40 * SECOND);
            assertThat(atAlice.ends).containsExactly(CloseCode.LOST);
            assertThat(atBob.ends).isEmpty();
        }

        @Test
        void refusesThoseWhoDialIt() {
            SimulatedNetwork network = network(NetworkFaults.none(), 1);
            listen(network);
            runUntil(SECOND);
            bob.end();
            dial(network);
            runUntil(20 * SECOND);
            assertThat(dialled).isCompletedExceptionally();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void endsABadConnectionOnceAtEachEndAfterAPrefixOfWhatWasSaid(long seed) {
        connect(new NetworkFaults(0, 0.05, 0.05, 0, 0, 300 * MILLISECOND, 4), seed);
        List<PeerMessage> byAlice = say(atAlice, 200);
        List<PeerMessage> byBob = say(atBob, 200);
        runUntil(events.now() + 60 * SECOND);
        assertThat(atAlice.heard).isEqualTo(byBob.subList(0, atAlice.heard.size()));
        assertThat(atBob.heard).isEqualTo(byAlice.subList(0, atBob.heard.size()));
        assertThat(atAlice.ends).containsExactly(CloseCode.LOST);
        assertThat(atBob.ends).containsExactly(CloseCode.LOST);
    }

    @Test
    void repeatsMessagesIfItIsToldTo() {
        connect(new NetworkFaults(0, 0, 0, 1, 0, MILLISECOND, 4), 1);
        List<PeerMessage> said = say(atAlice, 1);
        runUntil(events.now() + SECOND);
        assertThat(atBob.heard).containsExactly(said.get(0), said.get(0));
    }

    @Test
    void saysWhenAFullConnectionTakesMoreAgain() {
        connect(new NetworkFaults(0, 0, 0, 0, 0, MILLISECOND, 4), 1);
        say(atAlice, 4);
        assertThat(atAlice.connection().isWritable()).isFalse();
        runUntil(events.now() + SECOND);
        assertThat(atAlice.invitations).isEqualTo(1);
        assertThat(atAlice.connection().isWritable()).isTrue();
    }

    private void connect(NetworkFaults faults, long seed) {
        SimulatedNetwork network = network(faults, seed);
        listen(network);
        runUntil(SECOND);
        dial(network);
        runUntil(10 * SECOND);
    }

    private SimulatedNetwork network(NetworkFaults faults, long seed) {
        return new SimulatedNetwork(events, new Witness(), seed, faults);
    }

    private void listen(SimulatedNetwork network) {
        assertThat(network.transportOf(bob, BOB).listen(atBob)).isNotNull();
    }

    private void dial(SimulatedNetwork network) {
        Transport transport = network.transportOf(alice, URI.create("sim://Alice"));
        dialled = transport.dial(BOB, atAlice).toCompletableFuture();
    }

    private List<PeerMessage> say(Ear from, int count) {
        List<PeerMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(new Propose(CreditLimit.of(i), List.of(UPDATE)));
        }
        messages.forEach(from.connection()::send);
        return messages;
    }

    private void runUntil(long time) {
        while (events.next() <= time) {
            events.runNext();
        }
    }

    private final class Witness implements Wire {
        @Override
        public void sent(PeerId from, int link, PeerMessage message) {
            seen.add(message);
        }

        @Override
        public void received(PeerId at, PeerId from, int link, PeerMessage message) {}

        @Override
        public void noticed(String what) {}

        @Override
        public void closed(PeerId by, PeerId towards, CloseCode code) {}
    }

    /** Writes down what a transport tells about its only connection. */
    private static final class Ear implements Transport.ConnectionAcceptor, ConnectionListener {
        private final List<PeerMessage> heard = new ArrayList<>();
        private final List<CloseCode> ends = new ArrayList<>();
        private @Nullable Connection connection;
        private int invitations;

        @Override
        public ConnectionListener accept(Connection accepted) {
            connection = accepted;
            return this;
        }

        @Override
        public void received(Frame frame) {
            assertThat(ends).isEmpty();
            heard.add(frame.decode());
        }

        @Override
        public void writable() {
            invitations++;
        }

        @Override
        public void closed(CloseCode code) {
            ends.add(code);
        }

        Connection connection() {
            assertThat(connection).isNotNull();
            return connection;
        }
    }
}
