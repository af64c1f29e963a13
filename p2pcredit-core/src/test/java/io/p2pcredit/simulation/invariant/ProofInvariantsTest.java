package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProofInvariantsTest {
    private final Script script = new Script();
    private final Update opened = script.update(ALICE, 0, Script.open(100));

    @Nested
    class OfOneProof {
        private final OneProofPerPlace invariant = new OneProofPerPlace();

        @Test
        void maySeeTheSameProofAgain() {
            invariant.seen(opened.signed());
            invariant.seen(opened.signed());
        }

        @Test
        void noticesASecondSignatureForOnePlace() {
            invariant.seen(opened.signed());
            violates("I1", () -> invariant.seen(new SignedProof(opened.proof(), Script.signature(2))));
        }

        @Test
        void noticesOtherEntriesUnderOneNumber() {
            invariant.seen(opened.signed());
            Update other = new Script().update(ALICE, 7, Script.open(101));
            violates("I1", () -> invariant.seen(other.signed()));
        }
    }

    @Nested
    class OfGrowth {
        private final NothingShrinks invariant = new NothingShrinks();
        private final Update paid = script.update(ALICE, 3, Script.payment(1, 5));

        @Test
        void allowsTheNextOne() {
            invariant.seen(opened.signed());
            invariant.seen(paid.signed());
        }

        @Test
        void noticesAHigherNumberThatKnowsLessOfThePeer() {
            invariant.seen(paid.signed());
            Update next = script.update(ALICE, 2, Script.payment(2, 5));
            violates("I8", () -> invariant.seen(next.signed()));
        }

        @Test
        void noticesANodeThatShowsLessThanBefore() {
            invariant.resumed(ALICE, 1, resume(paid.signed()));
            violates("I8", () -> invariant.resumed(ALICE, 1, resume(opened.signed())));
        }

        @Test
        void noticesAGapInAHistory() {
            violates(
                    "I8",
                    () -> invariant.stored(
                            BOB, new History.Batch(1, 0, OptionalLong.empty(), List.of(paid), List.of())));
        }

        private Resume resume(SignedProof mine) {
            return new Resume(mine.proof().line(), Optional.of(mine), Optional.empty(), Script.signature(3));
        }
    }

    @Nested
    class OfChains {
        @Test
        void noticesAGap() {
            Update paid = script.update(ALICE, 0, Script.payment(1, 5));
            violates("I9", () -> script.chains.take(paid));
        }

        @Test
        void noticesTotalsThatDoNotFollow() {
            SignedProof wrong = script.proof(
                    ALICE,
                    new Point(1, Script.open(100), 1, 0, 100, opened.proof().entriesHash()),
                    0);
            violates("I9", () -> script.chains.take(new Update(opened.entries(), wrong)));
        }

        @Test
        void noticesAnotherEntryInAnOldPlace() {
            assertThat(script.chains.take(opened)).isPresent();
            Update other = new Script().update(ALICE, 0, Script.open(101));
            violates("I9", () -> script.chains.take(other));
        }
    }

    private static void violates(String invariant, ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith(invariant);
    }
}
