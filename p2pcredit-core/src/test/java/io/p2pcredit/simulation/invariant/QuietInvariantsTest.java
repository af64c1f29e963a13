package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The invariants that never have anything to say among honest nodes in a fair world. */
class QuietInvariantsTest {
    private final Script script = new Script();
    private final CreditNode alice = new Told(ALICE).node();

    @ParameterizedTest
    @ValueSource(longs = {99, 101})
    void noticesALedgerThatMakesOrDestroysMoney(long sum) {
        new LedgerConserves(() -> 100, () -> 100).afterEvent();
        violates("I5", new LedgerConserves(() -> 100, () -> sum)::afterEvent);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void noticesNoSessionAndTwo(int sessions) {
        new OneSessionPerPair(ALICE, BOB, () -> 1).atRest();
        violates("I16", new OneSessionPerPair(ALICE, BOB, () -> sessions)::atRest);
    }

    @ParameterizedTest
    @EnumSource(
            value = CloseCode.class,
            names = {"PROTOCOL_VIOLATION", "OUT_OF_STEP", "OVERRUN", "NOT_AUTHENTIC"})
    void noticesAReproach(CloseCode code) {
        new NobodyQuarrels(true).closed(ALICE, CloseCode.LOST);
        new NobodyQuarrels(false).closed(ALICE, code);
        violates("I24", () -> new NobodyQuarrels(true).closed(ALICE, code));
    }

    @Test
    void showsAnInvariantOnlyWhatItListensTo() {
        Listeners listeners = new Listeners();
        NobodyQuarrels quarrels = new NobodyQuarrels(true);
        OneProofPerPlace proofs = new OneProofPerPlace();
        NothingShrinks shrinks = new NothingShrinks();
        listeners.add(quarrels);
        listeners.add(proofs);
        listeners.add(shrinks);
        assertThat(listeners.of("closed")).containsExactly(quarrels);
        assertThat(listeners.of("seen")).containsExactly(proofs, shrinks);
        assertThat(listeners.of("afterEvent")).isEmpty();
    }

    @Nested
    class Accusations {
        private final NobodyIsAccused invariant = new NobodyIsAccused(script.parties);

        @Test
        void noticesAFrozenLine() {
            invariant.changed(alice, List.of(Told.line(BOB, TrustlineView.State.OPEN, 0, 0)));
            TrustlineView frozen = Told.line(BOB, TrustlineView.State.FROZEN, 0, 0);
            violates("I24", () -> invariant.changed(alice, List.of(frozen)));
        }

        @Test
        void doesNotMindALineThatIsFrozenWithAStranger() {
            PeerId mallory = PeerId.of("Mallory");
            TrustlineView frozen = Told.line(mallory, TrustlineView.State.FROZEN, 0, 0);
            violates("I24", () -> invariant.changed(alice, List.of(frozen)));
            script.parties.addStranger(mallory, new PublicKey(0, 0, 0, 9));
            invariant.changed(alice, List.of(frozen));
        }

        @Test
        void noticesANodeThatStopsUnlessItsStoreHasFailed() {
            NodeEvent halted = new NodeEvent.Halted("it cannot go on");
            invariant.storageFailed(ALICE);
            invariant.told(ALICE, halted);
            violates("I24", () -> invariant.told(BOB, halted));
            invariant.began(ALICE);
            violates("I24", () -> invariant.told(ALICE, halted));
        }
    }

    @Nested
    class Bounds {
        private final QueuesAreBounded invariant = new QueuesAreBounded(script.chains);

        @Test
        void noticesTooLongQueues() {
            look(QueuesAreBounded.MOST_UPDATES, QueuesAreBounded.MOST_QUEUED);
            violates("I15", () -> look(QueuesAreBounded.MOST_UPDATES + 1, 0));
            violates("I15", () -> look(0, QueuesAreBounded.MOST_QUEUED + 1));
        }

        @Test
        void noticesTooManyUpdatesUnderWay() {
            script.written(ALICE, 0, Script.open(100));
            script.chains.accept(script.writer(ALICE), 1);
            for (int i = 1; i <= QueuesAreBounded.MOST_UPDATES; i++) {
                send(script.update(ALICE, 0, Script.payment(i, 1)));
            }
            violates("I15", () -> send(script.update(ALICE, 0, Script.payment(0, 1))));
        }

        private void send(Update update) {
            script.chains.take(update);
            invariant.sent(ALICE, 1, new Deliver(update));
        }

        private void look(int unacknowledged, int queued) {
            invariant.changed(alice, List.of(Told.line(BOB, TrustlineView.State.OPEN, unacknowledged, queued)));
        }
    }

    @Nested
    class Refusals {
        private final Journals journals = new Journals();
        private final RefusalsAreNotStored invariant = new RefusalsAreNotStored(journals);
        private final Order order = new Order(ALICE, BOB, Script.id(7), Amounts.of(5), false);
        private final Bytes group = Bytes.fromHex("07" + order.id().bytes().toHex() + "00");
        private final Bytes queuedAndGivenUp = Bytes.fromHex(group.toHex()
                + "0c"
                + order.id().bytes().toHex()
                + "0015"
                + Bytes.utf8("CREDIT_LIMIT_EXCEEDED").toHex());

        @Test
        void noticesARefusedPaymentThatIsStored() {
            invariant.ordered(order);
            invariant.refused(order, RefusalCode.INSOLVENT);
            invariant.ordered(order);
            journals.add(ALICE, group);
            violates("I17", () -> invariant.refused(order, RefusalCode.INSOLVENT));
        }

        @Test
        void allowsItIfAnotherRequestUnderTheIdStandsOrMayStand() {
            invariant.ordered(order);
            journals.add(ALICE, group);
            invariant.ordered(order);
            invariant.refused(order, RefusalCode.PAYMENT_ID_REUSED);
            invariant.recorded(order);
            invariant.ordered(order);
            invariant.refused(order, RefusalCode.PAYMENT_ID_REUSED);
        }

        @Test
        void allowsWhatWasStoredBeforeAndWhatIsTakenBack() {
            journals.add(ALICE, group);
            invariant.ordered(order);
            invariant.refused(order, RefusalCode.INSOLVENT);
            invariant.ordered(order);
            journals.add(ALICE, group);
            invariant.refused(order, RefusalCode.CANCELLED);
        }

        @Test
        void allowsWhatWasQueuedAndGivenUpInOneGroupForTheReasonThatIsTold() {
            invariant.ordered(order);
            journals.add(ALICE, queuedAndGivenUp);
            invariant.refused(order, RefusalCode.CREDIT_LIMIT_EXCEEDED);
        }

        @Test
        void noticesAPaymentThatIsStoredAndRefusedForAnotherReasonThanTheOneStored() {
            invariant.ordered(order);
            journals.add(ALICE, queuedAndGivenUp);
            violates("I17", () -> invariant.refused(order, RefusalCode.INSOLVENT));
        }
    }

    @Nested
    class Texts {
        private final TextsAreClean invariant = new TextsAreClean();

        @Test
        void allowsAMemoThatIsShownAsItMayBe() {
            invariant.told(ALICE, paid(Memo.of("red \u001b[31m and \u202e back")));
            invariant.refusedWith(ALICE, "the payment of 5 to Zo\u00eb is too much");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u001b[2J", "a\nb", "\u202etxt", "\u2066", "\u2028", "\u200b", "\u0085"})
        void noticesWhatIsNotFitToBeShown(String words) {
            violates("I20", () -> invariant.refusedWith(ALICE, words));
            violates("I20", () -> invariant.told(ALICE, new NodeEvent.Halted(words)));
        }

        private NodeEvent paid(Memo memo) {
            return Told.recorded(
                    1,
                    new TrustlineEvent.Paid(Told.payment(
                            Script.id(1), BOB, Direction.INCOMING, 5, 5, memo, PaymentStatus.ACKNOWLEDGED)));
        }
    }

    private static void violates(String invariant, ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith(invariant);
    }
}
