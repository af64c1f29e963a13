package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.trustline.PeerId;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
    private static final long SEED = 20_261_122_000_000L;
    private static final PeerId CAROL = PeerId.of("Carol");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "-NETWORK,-CRASHES,*",
                "-FAULTS,*",
                "-Carol,-Dave,*",
                "Alice.2,Alice.10,Bob.1",
                "-FAULTS,-Bob"
            })
    void isReadAsItIsWritten(String text) {
        assertThat(Excerpt.parse(text)).hasToString(text);
    }

    @Test
    void saysWhatItLeavesOut() {
        Excerpt built = Excerpt.EVERYTHING
                .without(List.of(Fault.LEDGER))
                .withoutPeer(CAROL)
                .only(List.of(new ActionId(PeerId.of("Alice"), 3)));
        assertThat(Excerpt.parse("-LEDGER,-Carol,Alice.3")).isEqualTo(built);
        assertThat(built.has(Fault.LEDGER)).isFalse();
        assertThat(built.has(Fault.NETWORK)).isTrue();
        assertThat(built.has(CAROL)).isFalse();
        assertThat(built.has(ActionId.parse("Alice.3"))).isTrue();
        assertThat(built.has(ActionId.parse("Alice.4"))).isFalse();
    }

    @Test
    void isEverythingUnlessItSaysOtherwise() {
        assertThat(Excerpt.parse("*")).isEqualTo(Excerpt.EVERYTHING);
        assertThat(Excerpt.EVERYTHING.has(ActionId.parse("Alice.3"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alice", "Alice.", "Alice.x", ".1"})
    void refusesWhatIsNoAction(String text) {
        assertThatThrownBy(() -> Excerpt.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesNothingToDoWithoutActions() {
        Excerpt nothing = Excerpt.EVERYTHING.only(new TreeSet<>());
        Counts counts = Simulation.run(Scenario.of(SEED).with(nothing)).counts();
        assertThat(counts.of("crashes") + counts.of("cancel") + counts.of("asks again"))
                .isZero();
        assertThat(counts.of("acknowledged")).isPositive(); // those that show that everything works again
    }

    @Test
    void leavesNothingToFailWithoutFaults() {
        Excerpt calm = Excerpt.EVERYTHING.without(EnumSet.allOf(Fault.class));
        for (long seed = SEED; seed < SEED + 10; seed++) {
            Counts counts = Simulation.run(Scenario.of(seed).with(calm)).counts();
            assertThat(counts.of("crashes")).isEqualTo(counts.of("leaves") + counts.of("leaves in vain"));
            assertThat(List.of(counts.of("everything lost"), counts.of("old copy"), counts.of("history lost")))
                    .containsOnly(0L);
        }
    }

    @Test
    void refusesToLeaveSomebodyAlone() {
        Scenario whole = Scenario.of(SEED);
        Excerpt alone = Excerpt.EVERYTHING.withoutPeer(PeerId.of("Alice")).withoutPeer(PeerId.of("Bob"));
        assertThatThrownBy(() -> Simulation.run(whole.with(alone.withoutPeer(CAROL))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runsWithOnePeerLess() {
        for (long seed = SEED; seed < SEED + 10; seed++) {
            Scenario whole = Scenario.of(seed);
            whole.withOnePeerLess().forEach(less -> Simulation.run(whole.with(less)));
        }
    }
}
