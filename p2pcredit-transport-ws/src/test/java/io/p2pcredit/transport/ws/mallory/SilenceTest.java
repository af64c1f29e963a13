package io.p2pcredit.transport.ws.mallory;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.transport.ws.Transports;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whoever falls silent, at whatever step, is sent away sooner or later, and keeps nobody waiting. The limits of the
 * handshake and of the resume are the usual ones; those of a session in step are shorter.
 */
@Timeout(60)
class SilenceTest {
    private static final Duration PING = Duration.ofSeconds(3);
    private static final Duration LOST = Duration.ofSeconds(11);
    private static final Duration MESSAGE = Duration.ofSeconds(2);

    private final Scene scene = new Scene(Transports.watching(PING, LOST, MESSAGE), builder -> builder);
    private final ExecutorService ears = Executors.newFixedThreadPool(Silence.values().length);

    @AfterEach
    void close() {
        ears.shutdownNow();
        scene.close();
    }

    @Test
    void movesNothingAndEndsAtEveryStep() throws IOException {
        Map<Silence, CompletableFuture<Integer>> ends = new EnumMap<>(Silence.class);
        for (Silence silence : Silence.values()) {
            Mallory mallory = silence.in(scene);
            ends.put(silence, CompletableFuture.supplyAsync(mallory::awaitClose, ears));
        }
        List<Standing> before = scene.standing(Scene.BOB);
        ends.forEach((silence, end) -> {
            scene.servesTheHonest();
            assertThat(end.join()).as("after falling silent %s", silence).isEqualTo(silence.status());
        });
        scene.servesTheHonest();
        assertThat(scene.standing(Scene.BOB)).isEqualTo(before);
    }
}
