package io.p2pcredit.transport.ws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.Patience;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.Limits.Times;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.entry.MalformedException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A crowd at the door: silent, slow, talking nonsense, and in a hurry. */
@Timeout(120)
class CrowdTest {
    private static final long SEED = Long.getLong("p2pcredit.seed", new Random().nextLong());
    private static final int NUISANCES = 4;
    private static final int ROUNDS = 100;
    private static final int MOST_OPEN = 100;

    private final WebSocketTransport listening =
            WebSocketTransport.builder().limits(patient()).build();
    private final WebSocketTransport dialling = WebSocketTransport.builder().build();
    private final Patience patience = Patience.of(Duration.ofSeconds(30));

    private final List<RawSocket> silent = new ArrayList<>();
    private volatile boolean enough;

    @AfterEach
    void close() throws IOException {
        enough = true;
        for (RawSocket socket : silent) {
            socket.reset();
        }
        listening.close();
        dialling.close();
    }

    @Test
    void disturbsNeitherThosePresentNorThoseThatCome() throws Exception {
        URI address = listening.listen(Echo::new).toCompletableFuture().join().address();
        Heard present = new Heard();
        Connection old = dialling.dial(address, present).toCompletableFuture().join();
        old.authenticated();
        assertThat(echoed(old, present, 0)).isTrue();
        for (int i = 0; i < Limits.standard().strangers().total(); i++) {
            silent.add(RawSocket.connected(address));
        }
        List<FutureTask<Integer>> crowd = IntStream.range(0, NUISANCES)
                .mapToObj(i -> new FutureTask<>(() -> disturb(address, new Random(SEED + i))))
                .toList();
        crowd.forEach(CrowdTest::begin);
        for (int round = 0; round < ROUNDS; round++) {
            String where = "-Dp2pcredit.seed=" + SEED + ", round " + round;
            assertThat(echoed(old, present, round)).as(where).isTrue();
            if (round % 10 == 0) {
                patience.until("somebody new is served; " + where, () -> arrives(address));
            }
        }
        enough = true;
        for (FutureTask<Integer> nuisance : crowd) {
            assertThat(nuisance.get(30, TimeUnit.SECONDS)).isGreaterThan(MOST_OPEN);
        }
    }

    /** Whoever is silent stays as long as it is let. */
    private static Limits patient() {
        Duration never = Duration.ofHours(1);
        Times times = new Times(Duration.ofSeconds(10), never, never, never, never, Duration.ofSeconds(1));
        return Limits.standard().with(times);
    }

    private static void begin(Runnable nuisance) {
        Thread thread = new Thread(nuisance);
        thread.setDaemon(true);
        thread.start();
    }

    private boolean arrives(URI address) {
        try {
            Heard heard = new Heard();
            Connection connection =
                    dialling.dial(address, heard).toCompletableFuture().join();
            boolean served = echoed(connection, heard, 1);
            connection.close(CloseCode.GOING_AWAY);
            return served;
        } catch (CompletionException e) {
            return false;
        }
    }

    private static boolean echoed(Connection connection, Heard heard, int number) {
        PeerMessage message = Messages.small(number);
        connection.send(message);
        return heard.messageOrEnd().equals(Optional.of(message));
    }

    private int disturb(URI address, Random random) throws IOException {
        Deque<RawSocket> open = new ArrayDeque<>();
        int visits = 0;
        while (!enough) {
            open.add(RawSocket.connected(address));
            annoy(open.getLast(), random);
            visits++;
            if (open.size() > MOST_OPEN) {
                open.remove().reset();
            }
        }
        for (RawSocket left : open) {
            left.reset();
        }
        return visits;
    }

    private static void annoy(RawSocket visitor, Random random) {
        try {
            annoyInOneWay(visitor, random);
        } catch (IOException e) {
            return; // shown the door
        }
    }

    /** One of the things that strangers do, and then nothing more. */
    private static void annoyInOneWay(RawSocket visitor, Random random) throws IOException {
        byte[] nonsense = new byte[1 + random.nextInt(3_000)];
        random.nextBytes(nonsense);
        switch (random.nextInt(9)) {
            case 0 -> visitor.reset();
            case 1 -> visitor.send(new String(nonsense, ISO_8859_1));
            case 2 -> visitor.send("GET / HTTP/1.1\r\nHost: test\r\nUpgrade: websoc");
            case 3 -> {
                visitor.shakeHands();
                visitor.declare(RawSocket.TEXT, Long.MAX_VALUE);
            }
            case 4 -> {
                visitor.shakeHands();
                visitor.declare(RawSocket.TEXT, 4_000);
            }
            case 5 -> {
                visitor.shakeHands();
                visitor.send(RawSocket.TEXT, nonsense);
            }
            case 6 -> {
                visitor.shakeHands();
                for (int i = 0; i < 50; i++) {
                    visitor.send(RawSocket.PING, new byte[100]);
                }
            }
            case 7 -> {
                visitor.shakeHands();
                for (int i = 0; i < 50; i++) {
                    visitor.send(RawSocket.TEXT, "{\"type\":\"decline\"}".getBytes(UTF_8));
                }
            }
            default -> {} // silence
        }
    }

    /** Answers everybody who has something to say in the protocol's form with the same, and trusts whom it answers. */
    private record Echo(Connection connection) implements ConnectionListener {
        @Override
        public void received(Frame frame) {
            try {
                PeerMessage message = frame.decode();
                if (message instanceof Auth) {
                    connection.authenticated();
                    connection.send(message);
                }
            } catch (MalformedException e) {
                connection.close(CloseCode.PROTOCOL_VIOLATION);
            }
        }

        @Override
        public void writable() {}

        @Override
        public void closed(CloseCode code) {}
    }
}
