package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.p2pcredit.CreditNode;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.trustline.Hash;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProvocationTest {
    private final World world = stub(World.class);
    private final Owner owner = stub(Owner.class);
    private final CreditNode node = stub(CreditNode.class);
    private int waits;
    private long state;

    ProvocationTest() {
        when(owner.self().node()).thenReturn(Optional.of(node));
        when(node.digest()).thenAnswer(call -> new Hash(state, 0, 0, 0));
    }

    @Test
    void allowsANodeThatNothingMoves() {
        provoke(wait -> false);
    }

    @Test
    void waitsUntilTheNodeIsCalm() {
        provoke(wait -> wait <= 5);
    }

    @Test
    void noticesANodeThatIsMovedByWhatItRefuses() {
        violates("I17 RefusalsChangeNothing", () -> provoke(wait -> wait == 2));
    }

    @Test
    void noticesANodeThatIsMovedByARepetition() {
        violates("I18 RepetitionChangesNothing", () -> provoke(wait -> wait == 3));
    }

    @Test
    void noticesANodeThatNeverComesToRest() {
        violates("I6 EverythingRecovers", () -> provoke(wait -> true));
    }

    /** @param moves in which of the times that are waited for, from 1, the node's state changes */
    private void provoke(IntPredicate moves) {
        Recovery.Clockwork clockwork = (holds, time) -> {
            waits++;
            state += moves.test(waits) ? 1 : 0;
            return false;
        };
        new Provocation(clockwork, world, List.of(owner)).run();
    }

    private static <T> T stub(Class<T> type) {
        return mock(type, withSettings().defaultAnswer(RETURNS_DEEP_STUBS).stubOnly());
    }

    private static void violates(String invariant, ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith(invariant);
    }
}
