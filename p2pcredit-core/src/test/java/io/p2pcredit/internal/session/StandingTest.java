package io.p2pcredit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.internal.session.Standing.Verdict;
import io.p2pcredit.trustline.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final PublicKey LOW = new PublicKey(1, 0, 0, 0);
    private static final PublicKey HIGH = new PublicKey(2, 0, 0, 0);
    private static final Verdict<String> NOTHING = verdict(null, null);

    private final Standing<String> standing = new Standing<>(LOW);

    @Test
    void beginsWithTheFirst() {
        assertThat(standing.opened("first", HIGH)).isEqualTo(verdict("first", null));
        assertThat(standing.current()).contains("first");
        assertThat(standing.resumed("first")).isEqualTo(NOTHING);
    }

    @Test
    void leavesOneThatHasResumedForOneThatThePeerHasBegunWith() {
        standing.opened("first", LOW);
        standing.resumed("first");

        assertThat(standing.opened("second", HIGH)).isEqualTo(NOTHING);
        assertThat(standing.current()).contains("first");
        assertThat(standing.resumed("second")).isEqualTo(verdict("second", "first"));
        assertThat(standing.current()).contains("second");
        assertThat(standing.resumed("first")).isEqualTo(NOTHING);
        assertThat(standing.closed("first")).isEqualTo(NOTHING);
    }

    @Test
    void keepsOneThatHasResumedThoughAnOldDialOfItsOwnHasCome() {
        standing.opened("first", HIGH);
        standing.resumed("first");
        standing.opened("second", LOW);

        assertThat(standing.resumed("second")).isEqualTo(NOTHING);
        assertThat(standing.current()).contains("first");
        assertThat(standing.closed("first")).isEqualTo(verdict("second", null));
    }

    @ParameterizedTest(name = "current dialled by {0}, rival by {1}")
    @CsvSource({"LOW, HIGH, false", "HIGH, LOW, true", "LOW, LOW, true", "HIGH, HIGH, true"})
    void prefersTheLowerKeysDialIfNoneHasResumed(String current, String rival, boolean takesOver) {
        standing.opened("first", key(current));
        standing.opened("second", key(rival));

        assertThat(standing.resumed("second")).isEqualTo(takesOver ? verdict("second", "first") : NOTHING);
        assertThat(standing.current()).contains(takesOver ? "second" : "first");
    }

    @Test
    void endsTheRivalOnceTheCurrentOneHasResumed() {
        standing.opened("first", LOW);
        standing.opened("second", HIGH);
        standing.resumed("second");

        assertThat(standing.resumed("first")).isEqualTo(verdict(null, "second"));
        assertThat(standing.rival()).isEmpty();
    }

    @Test
    void keepsARivalThatThePeerHasDialledAfterTheCurrentOne() {
        standing.opened("first", HIGH);
        standing.opened("second", HIGH);

        assertThat(standing.resumed("first")).isEqualTo(NOTHING);
        assertThat(standing.rival()).contains("second");
        assertThat(standing.resumed("second")).isEqualTo(verdict("second", "first"));
    }

    @Test
    void fallsBackOnTheRival() {
        standing.opened("first", LOW);
        standing.opened("second", HIGH);

        assertThat(standing.closed("first")).isEqualTo(verdict("second", null));
        assertThat(standing.current()).contains("second");
        assertThat(standing.closed("second")).isEqualTo(NOTHING);
        assertThat(standing.isEmpty()).isTrue();
    }

    @Test
    void hasOneRivalAtATime() {
        standing.opened("first", LOW);
        standing.opened("second", LOW);

        assertThat(standing.opened("third", LOW)).isEqualTo(verdict(null, "second"));
        assertThat(standing.closed("second")).isEqualTo(NOTHING);
        assertThat(standing.rival()).contains("third");
    }

    private static PublicKey key(String name) {
        return name.equals("LOW") ? LOW : HIGH;
    }

    private static Verdict<String> verdict(@Nullable String starts, @Nullable String ends) {
        return new Verdict<>(Optional.ofNullable(starts), Optional.ofNullable(ends));
    }
}
