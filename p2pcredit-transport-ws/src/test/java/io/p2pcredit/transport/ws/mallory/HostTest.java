package io.p2pcredit.transport.ws.mallory;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.contract.Patience;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.entry.Entry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody whom the node dials, to propose a line, answers otherwise than it should, and there is no line. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostTest {
    private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(20));

    private final Scene scene = new Scene();
    private ServerSocket door;

    @BeforeEach
    void openTheDoor() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        door.setSoTimeout(20_000);
    }

    @AfterEach
    void closeTheDoor() throws IOException {
        door.close();
    }

    @AfterAll
    void close() {
        scene.close();
    }

    static Stream<Attack> attacks() {
        return Hosts.all();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void gainsNothingBy(Attack attack) throws IOException {
        try (Mallory mallory = scene.newcomerAt(door)) {
            Hash digest = scene.alice().digest();
            CompletableFuture<TrustlineView> proposed = scene.alice().propose(mallory.name(), Scene.LIMIT);
            attack.deed().by(mallory.open(door), scene);
            assertThat(new Attack.Closed(mallory.awaitClose())).isEqualTo(attack.answer());
            mallory.socket().reset();
            door.close(); // or the node would dial again
            assertThat(scene.alice().digest()).isEqualTo(digest);
            assertThat(scene.alice().trustline(mallory.name())).isEmpty();
            assertThat(proposed).isNotCompleted();
        }
        scene.servesTheHonest();
    }

    @Test
    void opensALineByAnsweringAsItShould() throws IOException {
        try (Mallory mallory = scene.newcomerAt(door)) {
            CompletableFuture<TrustlineView> proposed = scene.alice().propose(mallory.name(), Scene.LIMIT);
            mallory.open(door).hello().authenticate().resume();
            mallory.takeIn(mallory.hear(Propose.class));
            Entry open = new Entry.Open(Asset.CREDIT, Scene.LIMIT, Scene.LIMIT);
            mallory.say(new Deliver(mallory.pen().write(open)));
            assertThat(PATIENCE.answer(proposed).state()).isEqualTo(TrustlineView.State.OPEN);
        }
    }
}
