package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The invariants that compare what a node does with what its journal holds. */
class JournalInvariantsTest {
    private final Script script = new Script();
    private final Journals journals = new Journals();
    private final OneOwnerPerStore stores = new OneOwnerPerStore(journals);

    @Nested
    class OneOwner {
        @Test
        void allowsGroupsInARow() {
            stores.opened(ALICE, 1, 0);
            stores.appended(ALICE, 1, 1, group("one"));
            stores.appended(ALICE, 1, 2, group("two"));
            stores.opened(ALICE, 2, 1);
            stores.appended(ALICE, 2, 2, group("another two"));
        }

        @Test
        void noticesAnEarlierLifeThatStillWrites() {
            stores.opened(ALICE, 1, 0);
            stores.opened(ALICE, 2, 0);
            violates("I14", () -> stores.appended(ALICE, 1, 1, group("one")));
        }

        @Test
        void noticesAnEarlierLifeThatOpensTheStoreOnceMore() {
            stores.opened(ALICE, 2, 0);
            violates("I14", () -> stores.opened(ALICE, 1, 0));
        }

        @Test
        void noticesAGroupOfSomebodyElse() {
            stores.opened(ALICE, 1, 0);
            violates("I14", () -> stores.appended(ALICE, 1, 2, group("two")));
        }
    }

    @Nested
    class Durable {
        private final DurableBeforeSent invariant = new DurableBeforeSent(script.parties, script.chains, journals);
        private final Update opened = script.update(ALICE, 0, Script.open(100));
        private final Update bobs = script.update(BOB, 1, Script.open(100));
        private final Update paid = script.update(ALICE, 1, Script.payment(1, 5));

        Durable() {
            List.of(opened, bobs, paid).forEach(script.chains::take);
            open(0);
        }

        @Test
        void allowsWhatIsStored() {
            store(opened, bobs, paid);
            send(new Propose(CreditLimit.of(100), List.of(opened)));
            send(new Deliver(paid));
            send(new Deliver(bobs));
            resume(Optional.of(paid.signed()), Optional.of(bobs.signed()));
        }

        @Test
        void noticesAnUpdateThatIsNotStored() {
            store(opened, bobs);
            violates("I11", () -> send(new Deliver(paid)));
            violates("I11", () -> resume(Optional.of(paid.signed()), Optional.empty()));
        }

        @Test
        void noticesAProposalThatIsNotStored() {
            violates("I11", () -> send(new Propose(CreditLimit.of(100), List.of(opened))));
        }

        @Test
        void noticesAnAcknowledgementFromMemory() {
            store(opened, paid);
            violates("I11", () -> send(new Deliver(paid)));
        }

        @Test
        void noticesThePeersProofWithoutAStore() {
            store(opened);
            violates("I11", () -> resume(Optional.of(opened.signed()), Optional.of(bobs.signed())));
        }

        @Test
        void noticesAProofWithoutItsEntries() {
            store(opened, bobs, new Update(List.of(), paid.signed()));
            violates("I11", () -> send(new Deliver(paid)));
        }

        @Test
        void noticesWhatWasLostInACrash() {
            store(opened, bobs, paid);
            send(new Deliver(paid));
            stores.opened(ALICE, 2, 2);
            invariant.opened(ALICE, 2, 2);
            violates("I11", () -> send(new Deliver(paid)));
        }

        @Test
        void findsWhatIsInTheMiddleOfAGroup() {
            Bytes group = joined(CanonicalForm.of(opened), CanonicalForm.of(bobs), CanonicalForm.of(paid));
            stores.appended(ALICE, 1, 1, group("something else"));
            stores.appended(ALICE, 1, 2, group);
            stores.appended(ALICE, 1, 3, group("short"));
            send(new Deliver(paid));
        }

        private void open(long end) {
            stores.opened(ALICE, 1, end);
            invariant.opened(ALICE, 1, end);
        }

        private void store(Update... updates) {
            for (Update update : updates) {
                stores.appended(ALICE, 1, journals.end(ALICE) + 1, CanonicalForm.of(update));
            }
        }

        private void send(PeerMessage message) {
            invariant.sent(ALICE, 1, message);
        }

        private void resume(Optional<SignedProof> mine, Optional<SignedProof> held) {
            send(new Resume(opened.proof().line(), mine, held, Script.signature(1)));
        }
    }

    @Nested
    class AfterAnError {
        private final StopsAfterStorageError invariant = new StopsAfterStorageError(this::now, 10);
        private final Order order = new Order(ALICE, BOB, Script.id(1), Amounts.of(5), false);
        private final Update opened = script.update(ALICE, 0, Script.open(100));
        private long time;

        @Test
        void allowsEverythingUntilThenAndInTheNextLife() {
            act(ALICE);
            invariant.storageFailed(ALICE);
            act(BOB);
            invariant.began(ALICE);
            act(ALICE);
        }

        @Test
        void noticesAMessageOrASignature() {
            invariant.storageFailed(ALICE);
            violates("I13", () -> invariant.sent(ALICE, 1, new Deliver(opened)));
            violates("I13", () -> invariant.signed(ALICE, opened.proof()));
        }

        @Test
        void noticesAnAnswerThatWasNotOnItsWay() {
            invariant.storageFailed(ALICE);
            time = 10;
            invariant.recorded(order);
            invariant.acknowledged(order);
            time = 11;
            violates("I13", () -> invariant.recorded(order));
            violates("I13", () -> invariant.acknowledged(order));
        }

        private void act(PeerId peer) {
            invariant.sent(peer, 1, new Deliver(opened));
            invariant.signed(peer, opened.proof());
            invariant.recorded(order);
        }

        private long now() {
            return time;
        }
    }

    private static Bytes group(String contents) {
        return Bytes.utf8(contents);
    }

    private static Bytes joined(Bytes... parts) {
        StringBuilder hex = new StringBuilder("00ff00");
        for (Bytes part : parts) {
            hex.append(part.toHex());
        }
        return Bytes.fromHex(hex.toString());
    }

    private static void violates(String invariant, ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith(invariant);
    }
}
