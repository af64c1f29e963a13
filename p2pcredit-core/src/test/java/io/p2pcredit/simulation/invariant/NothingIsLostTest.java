package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NothingIsLostTest {
    private final Script script = new Script();
    private final NothingIsLost invariant = new NothingIsLost(script.parties);
    private final Order order = new Order(ALICE, BOB, Script.id(1), Amounts.of(5), false);

    NothingIsLostTest() {
        invariant.ordered(order);
    }

    @Test
    void allowsWhatWasOrdered() {
        write(Script.payment(1, 5));
        invariant.recorded(order);
        invariant.acknowledged(order);
        invariant.atRest();
    }

    @Test
    void noticesAPaymentThatNobodyOrdered() {
        violates(() -> write(Script.payment(2, 5)));
    }

    @Test
    void noticesAnotherAmount() {
        violates(() -> write(Script.payment(1, 6)));
    }

    @Test
    void noticesABatchInPlaceOfAPayment() {
        violates(() -> write(Script.batch(1, 5)));
    }

    @Test
    void noticesAPaymentThatCountsTwice() {
        write(Script.payment(1, 5));
        violates(() -> write(Script.payment(1, 5)));
    }

    @Test
    void noticesAPaymentThatWasRefused() {
        invariant.refused(order);
        violates(() -> write(Script.payment(1, 5)));
    }

    @Test
    void noticesAnAcknowledgementOfNothing() {
        violates(() -> invariant.acknowledged(order));
    }

    @Test
    void noticesARecordedPaymentThatIsNeverWritten() {
        invariant.recorded(order);
        violates(invariant::atRest);
    }

    @Test
    void noticesAPayerOrPayeeThatHasForgotten() {
        script.written(ALICE, 0, Script.open(9));
        SignedProof before =
                script.proof(ALICE, script.chains.of(script.writer(ALICE)).last(), 0);
        write(Script.payment(1, 5));
        invariant.acknowledged(order);
        Optional<SignedProof> none = Optional.empty();
        violates(() -> invariant.resumed(ALICE, 1, new Resume(before.proof().line(), Optional.of(before), none, Script.signature(1))));
        violates(() -> invariant.resumed(BOB, 1, new Resume(before.proof().line(), none, Optional.of(before), Script.signature(1))));
    }

    private void write(Entry entry) {
        invariant.written(script.written(ALICE, 0, entry));
    }

    private static void violates(ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith("I2");
    }
}
