package io.p2pcredit.transport.ws.mallory;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.transport.ws.RawSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A node with 64 MB of heap, in a process that is gone as soon as they do not suffice, serves its honest peer while it
 * is flooded, with as many threads as in peace.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiegeTest {
    private static final int SLOW_SOCKETS = 500;
    private static final int MORE_THREADS = 3;
    private static final long MOST_KIB = 40 * 1_024;

    private BesiegedNode node;
    private int threadsInPeace;

    @BeforeAll
    void start() throws IOException {
        node = BesiegedNode.with("64m");
        threadsInPeace = node.serve();
    }

    @AfterAll
    void close() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource
    void standsAFloodOf(Flood flood) throws Exception {
        FutureTask<Optional<Mallory>> under = begun(flood.against(node));
        do {
            isServed();
        } while (!under.isDone());
        try (Mallory culprit = under.get().orElse(null)) {
            isServed();
            hasMemoryLeft();
            if (culprit != null && culprit.pen().seq() > 0) {
                assertThat(node.balanceOf(culprit.name()))
                        .isEqualTo(culprit.pen().paid());
            }
        }
    }

    @Test
    void standsFiveHundredSlowSockets() throws Exception {
        List<RawSocket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_SOCKETS; i++) {
                slow.add(stuck(i));
            }
            isServed();
            for (RawSocket socket : slow) {
                socket.sendRegardless("x");
            }
            isServed();
            hasMemoryLeft();
            try (Mallory guest = node.newcomer().openLine(Scene.LIMIT).pay(1)) {
                assertThat(node.balanceOf(guest.name())).isEqualTo(1);
            }
        } finally {
            for (RawSocket socket : slow) {
                socket.reset();
            }
        }
        isServed();
    }

    /** Half of them say nothing at all, the others stop in the middle of the upgrade or of a frame. */
    private RawSocket stuck(int number) throws IOException {
        RawSocket socket = RawSocket.connected(node.address());
        switch (number % 4) {
            case 0 -> socket.send("GET / HTTP/1.1\r\nHost: test\r\nUpgrade: websoc");
            case 1 -> {
                socket.shakeHands();
                socket.declare(RawSocket.TEXT, 4_000);
                socket.send("{\"type\":\"hel");
            }
            default -> {} // silence
        }
        return socket;
    }

    private void isServed() throws IOException {
        assertThat(node.serve()).isLessThanOrEqualTo(threadsInPeace + MORE_THREADS);
    }

    private void hasMemoryLeft() throws IOException {
        assertThat(node.usedKiB()).isLessThanOrEqualTo(MOST_KIB);
    }

    private static <T> FutureTask<T> begun(Callable<T> deed) {
        FutureTask<T> task = new FutureTask<>(deed);
        Thread thread = new Thread(task, "flood");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
