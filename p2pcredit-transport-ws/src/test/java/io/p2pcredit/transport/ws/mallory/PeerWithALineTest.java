package io.p2pcredit.transport.ws.mallory;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.TrustlineView.State;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Misbehaviour;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A peer with a valid key and an open line, in a session that is in step, says what nobody may say. Its line keeps its
 * balance, every other line stays as it is, and the honest peer is served.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerWithALineTest {
    private final Scene scene = new Scene();
    private Optional<Mallory> lasting = Optional.empty();

    @BeforeAll
    void bringAnAccomplice() throws IOException {
        scene.accomplice();
    }

    @AfterAll
    void close() {
        scene.close();
    }

    static Stream<Attack> attacks() {
        return Stream.of(Forgeries.all(), FalseRecords.all(), BadTexts.all(), BadFrames.all())
                .flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void movesNothingWith(Attack attack) throws IOException {
        Mallory mallory = attack.answer() instanceof Attack.Frozen ? scene.peer() : unfrozen();
        List<Standing> others = scene.standing(mallory.name());
        Hash digest = scene.alice().digest();
        attack.deed().by(mallory, scene);
        if (attack.answer() instanceof Attack.Closed closed) {
            assertThat(mallory.awaitClose()).isEqualTo(closed.status());
            assertThat(scene.alice().digest()).isEqualTo(digest);
            goesOn(mallory.enter());
        } else if (attack.answer() instanceof Attack.Frozen frozen) {
            isFrozen(mallory, frozen.reason());
            mallory.close();
        } else {
            goesOn(mallory);
        }
        assertThat(scene.standing(mallory.name())).isEqualTo(others);
        scene.servesTheHonest();
        lasting = Optional.of(mallory).filter(survivor -> !(attack.answer() instanceof Attack.Frozen));
    }

    /** The same line for attacks that do not freeze it, as long as it has credit and no attack has succeeded. */
    private Mallory unfrozen() throws IOException {
        Optional<Mallory> left = lasting.filter(mallory -> mallory.pen().paid() <= Scene.LIMIT.units() / 2);
        lasting = Optional.empty();
        return left.isPresent() ? left.get() : scene.peer();
    }

    /** One more payment arrives, and nothing but what was paid in the open is in the balance. */
    private void goesOn(Mallory mallory) throws IOException {
        mallory.pay(1);
        assertThat(scene.standing(mallory))
                .isEqualTo(Standing.of(mallory, State.OPEN, mallory.pen().paid() - Scene.PAID + Scene.DEBT));
    }

    /** The evidence is there, the balance is what it was, and whoever comes again is told. */
    private void isFrozen(Mallory mallory, Misbehaviour reason) throws IOException {
        PeerId name = mallory.name();
        Scene.await("the line is frozen", () -> scene.alice().dispute(name).isPresent());
        assertThat(scene.alice().dispute(name).orElseThrow().reason()).isEqualTo(reason.text());
        assertThat(scene.standing(mallory))
                .isEqualTo(Standing.of(mallory, State.FROZEN, mallory.pen().paid() - Scene.PAID + Scene.DEBT));
        assertThat(mallory.connect().hello().authenticate().awaitClose()).isEqualTo(4013);
    }
}
