package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NothingIsLostTest {
    private final Script script = new Script();
    private final NothingIsLost invariant = new NothingIsLost(script.parties, script.chains);
    private final Order order = new Order(ALICE, BOB, Script.id(1), Amounts.of(5), false);
    private final SignedProof before;
    private final SignedProof after;

    NothingIsLostTest() {
        script.written(ALICE, 0, Script.open(9));
        before = proof();
        script.written(ALICE, 0, Script.payment(1, 5));
        after = proof();
    }

    @Test
    void noticesAnAcknowledgementOfNothing() {
        violates(() -> invariant.acknowledged(new Order(BOB, ALICE, Script.id(1), Amounts.of(5), false)));
    }

    @Test
    void noticesAPayerOrPayeeThatHasForgotten() {
        invariant.acknowledged(order);
        violates(() -> payerShows(before));
        violates(() -> payeeShows(before));
    }

    @Test
    void allowsOneThatHasLostItsDataToShowLessUntilItIsBack() {
        invariant.acknowledged(order);
        invariant.dataLost(ALICE);
        payerShows(before);
        violates(() -> payeeShows(before));
        payerShows(after);
        violates(() -> payerShows(before));
    }

    @Test
    void allowsThatWhatTheLostLifeAcknowledgedIsToldLater() {
        script.chains.accept(script.writer(ALICE), after.proof().seq());
        invariant.dataLost(ALICE);
        payerShows(before);
        invariant.acknowledged(order);
        payerShows(before);
        payerShows(after);
        violates(() -> payerShows(before));
    }

    private SignedProof proof() {
        return script.proof(ALICE, script.chains.of(script.writer(ALICE)).last(), 0);
    }

    private void payerShows(SignedProof own) {
        show(ALICE, Optional.of(own), Optional.empty());
    }

    private void payeeShows(SignedProof held) {
        show(BOB, Optional.empty(), Optional.of(held));
    }

    private void show(PeerId peer, Optional<SignedProof> mine, Optional<SignedProof> held) {
        invariant.resumed(peer, 1, new Resume(script.writer(ALICE).line(), mine, held, Script.signature(1)));
    }

    private static void violates(ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith("I2");
    }
}
