package io.p2pcredit.transport.ws.mallory;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Hash;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody without a line, and perhaps without a name or a key of its own, gets no further than it may. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangerTest {
    private final Scene scene = new Scene();

    @BeforeAll
    void bringAnAccomplice() throws IOException {
        scene.accomplice();
    }

    @AfterAll
    void close() {
        scene.close();
    }

    static Stream<Attack> attacks() {
        return Strangers.all();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void getsNoFurtherWith(Attack attack) throws IOException {
        try (Mallory mallory = scene.newcomer()) {
            List<Standing> lines = scene.standing(mallory.name());
            Hash digest = scene.alice().digest();
            attack.deed().by(mallory, scene);
            assertThat(new Attack.Closed(mallory.awaitClose())).isEqualTo(attack.answer());
            assertThat(scene.alice().digest()).isEqualTo(digest);
            assertThat(scene.standing(mallory.name())).isEqualTo(lines);
            assertThat(scene.alice().trustline(mallory.name())).isEmpty();
            assertThat(scene.alice().proposals()).isEmpty();
        }
        scene.servesTheHonest();
    }
}
