package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.trustline.entry.Update;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChainsTest {
    private final Script script = new Script();
    private final Chains chains = script.chains;
    private final Update opened = script.update(ALICE, 0, Script.open(100));
    private final Update paid = script.update(ALICE, 0, Script.payment(1, 5));
    private final Writer alice = script.writer(ALICE);

    @Test
    void takesWhatIsNewOnce() {
        assertThat(chains.take(opened)).map(Written::proof).contains(opened.proof());
        assertThat(chains.take(opened)).isEmpty();
        assertThat(chains.of(alice).end()).isEqualTo(1);
    }

    @Nested
    class WhenAWriterHasLostItsData {
        private final Script after = new Script();
        private final Update other;

        WhenAWriterHasLostItsData() {
            assertThat(chains.take(opened)).isPresent();
            assertThat(chains.take(paid)).isPresent();
            assertThat(after.update(ALICE, 0, Script.open(100))).isEqualTo(opened);
            other = after.update(ALICE, 0, Script.payment(2, 7));
        }

        @Test
        void letsItWriteAnewWhatNobodyHas() {
            chains.accept(alice, 1);
            assertThat(chains.forget(alice)).isEqualTo(1);
            assertThat(chains.take(other)).isPresent();
            assertThat(chains.of(alice).last().paid()).isEqualTo(7);
        }

        @Test
        void keepsWhatItsPeerHas() {
            chains.accept(alice, 2);
            assertThat(chains.forget(alice)).isEqualTo(2);
            assertThatThrownBy(() -> chains.take(other))
                    .isInstanceOf(Violation.class)
                    .hasMessageStartingWith("I9");
        }

        @Test
        void takesBackWhatItsPeerTurnsOutToHave() {
            chains.accept(alice, 1);
            assertThat(chains.forget(alice)).isEqualTo(1);
            assertThat(chains.accept(alice, 2)).containsExactly(paid);
        }

        @Test
        void takesItBackOneByOne() {
            assertThat(chains.forget(alice)).isZero();
            assertThat(chains.accept(alice, 1)).containsExactly(opened);
            assertThat(chains.take(opened)).isPresent();
            assertThat(chains.accept(alice, 2)).containsExactly(paid);
        }

        @Test
        void takesBackWhatItHasKeptItself() {
            assertThat(chains.forget(alice)).isZero();
            assertThat(chains.shown(opened.proof())).containsExactly(opened);
            assertThat(chains.shown(other.proof())).isEmpty();
        }
    }
}
