package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SignsOnlyWhenReadyTest {
    private final Script script = new Script();
    private final SignsOnlyWhenReady invariant = new SignsOnlyWhenReady();
    private final SignedProof opened = script.update(ALICE, 1, Script.open(100)).signed();
    private final SignedProof paid =
            script.update(ALICE, 1, Script.payment(1, 5)).signed();
    private final SignedProof bobs =
            script.update(BOB, 1, Script.open(100), Script.payment(2, 5)).signed();

    @Test
    void allowsASignatureOnceThePeerHasShownItsPlace() {
        show(1);
        hear(1, Optional.empty(), Optional.of(opened));
        invariant.signed(ALICE, paid.proof());
    }

    @Test
    void noticesASignatureBeforeThePeerHasShownItsPlace() {
        violates(() -> invariant.signed(ALICE, paid.proof()));
        show(1);
        violates(() -> invariant.signed(ALICE, paid.proof()));
    }

    @Test
    void noticesASignatureAfterAStartOrANewSession() {
        show(1);
        hear(1, Optional.empty(), Optional.of(opened));
        show(2);
        hear(1, Optional.empty(), Optional.of(opened));
        violates(() -> invariant.signed(ALICE, paid.proof()));
        hear(2, Optional.empty(), Optional.of(opened));
        invariant.signed(ALICE, paid.proof());
        invariant.began(ALICE);
        violates(() -> invariant.signed(ALICE, paid.proof()));
    }

    @Test
    void noticesASignatureThatLacksWhatThePeerHasWritten() {
        show(1);
        hear(1, Optional.of(bobs), Optional.of(opened));
        violates(() -> invariant.signed(ALICE, paid.proof()));
    }

    @Test
    void noticesASignatureUnderEntriesThatWereLost() {
        show(1);
        hear(1, Optional.empty(), Optional.of(paid));
        violates(() -> invariant.signed(ALICE, opened.proof()));
    }

    @Test
    void letsOnePropose() {
        show(1);
        hear(1, Optional.of(bobs), Optional.empty());
        invariant.signed(ALICE, new Script().update(ALICE, 0, Script.open(7)).proof());
    }

    private void show(int link) {
        invariant.resumed(ALICE, link, resume(Optional.of(opened), Optional.empty()));
    }

    private void hear(int link, Optional<SignedProof> mine, Optional<SignedProof> held) {
        invariant.received(ALICE, link, resume(mine, held));
    }

    private Resume resume(Optional<SignedProof> mine, Optional<SignedProof> held) {
        return new Resume(opened.proof().line(), mine, held, Script.signature(1));
    }

    private static void violates(ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith("I12");
    }
}
