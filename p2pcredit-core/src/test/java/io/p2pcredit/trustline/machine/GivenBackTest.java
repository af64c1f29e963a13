package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Line.ProposalState;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Alice has lost her last two updates, a payment and what she wrote after bob's payment in between; bob gives her back
 * what he likes.
 */
class GivenBackTest {
    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;
    private final Update first;
    private final Update bobs;
    private final Update last;

    GivenBackTest() {
        int backup = alice.facts.size();
        alice.pay(10);
        pair.settleDown();
        bob.pay(4);
        pair.settleDown();
        alice.changeLimit(70);
        pair.settleDown();
        first = withEntry(alice, 2);
        bobs = withEntry(bob, 2);
        last = withEntry(alice, 3);
        pair.disconnect();
        alice.restore(backup);
    }

    private static Update withEntry(End writer, long seq) {
        return End.updatesIn(writer.facts).stream()
                .filter(update -> update.proof().seq() == seq && !update.isAcknowledgement())
                .findFirst()
                .orElseThrow();
    }

    private static Entry.Payment payment(long units) {
        return new Entry.Payment(new PaymentId(9, 9), 0, Amount.of(units), Amount.of(units), Memo.NONE);
    }

    /** Bob shows what he has. */
    private void resume() {
        resume(bob.line().own().newest(), bob.line().theirs().newest());
    }

    private void resume(Optional<SignedProof> mine, Optional<SignedProof> held) {
        alice.take(new Input.SessionStarted()).take(new Input.ResumeReceived(mine, held));
        assertThat(alice.link().isReady()).isFalse();
    }

    private void give(Update... updates) {
        for (Update update : updates) {
            alice.take(new Input.UpdateReceived(update));
        }
    }

    private void assertNotTakenIn(CloseCode code, Update update) {
        Line before = alice.line();
        Link link = alice.link();
        give(update);
        assertThat(alice.closings).containsExactly(code);
        assertThat(alice.line()).isEqualTo(before);
        assertThat(alice.link()).isEqualTo(link);
    }

    private void assertForked(Update update) {
        Line before = alice.line();
        give(update);
        assertThat(alice.line())
                .isEqualTo(before.frozenBy(
                        new Evidence(Misbehaviour.FORKED, before.own().newest(), update)));
        assertThat(alice.closings).isEmpty();
        assertThat(alice.replayed()).isEqualTo(alice.line());
    }

    @Nested
    class InOrder {
        @Test
        void everythingIsTakenInAsItWasSignedAndTheLineIsReady() {
            resume();
            give(first, bobs, last);
            assertThat(alice.link().isReady()).isTrue();
            assertThat(alice.facts)
                    .contains(new LineRecord.Returned(first), new LineRecord.Returned(last), new LineRecord.Restored());
            assertThat(alice.line().own()).isEqualTo(bob.line().theirs());
            assertThat(alice.line().theirs()).isEqualTo(bob.line().own());
            assertThat(alice.line().restoring()).isFalse();
            assertThat(alice.replayed()).isEqualTo(alice.line());
        }

        @Test
        void whatCameBackIsOnItsWayToNobody() {
            resume();
            give(first);
            assertThat(alice.line().window()).isEqualTo(Window.EMPTY);
            assertThat(alice.line().restoring()).isTrue();
        }

        @Test
        void aLimitThatCameBackIsGranted() {
            resume();
            give(first, bobs, last);
            assertThat(alice.line().granted().largest()).isEqualTo(70);
            assertThat(alice.line().receivable()).isEqualTo(70 + 6);
        }

        @Test
        void noLimitIsCheckedASecondTime() {
            Update lowered = Forgery.of(bob)
                    .entries(new Entry.LimitChange(CreditLimit.NONE))
                    .update();
            resume(Optional.of(lowered.signed()), bob.line().theirs().newest());
            give(first, bobs, last, lowered);
            assertThat(alice.line().evidence()).isEmpty();
            assertThat(alice.link().isReady()).isTrue();
        }

        @Test
        void whatComesTwiceIsTakenInOnce() {
            resume();
            give(first, first, bobs, first, bobs, last, first, last);
            assertThat(alice.line().own()).isEqualTo(bob.line().theirs());
            assertThat(alice.closings).isEmpty();
            assertThat(alice.line().evidence()).isEmpty();
        }

        @Test
        void anAcknowledgementThatWasLostComesWithTheResumeAlone() {
            Line whole = alice.line().apply(new LineRecord.OwnUpdate(first)).apply(new LineRecord.PeerUpdate(bobs));
            alice.stands(whole);
            Update acknowledgement = Forgery.of(alice).update();
            alice.take(new Input.SessionStarted())
                    .take(new Input.ResumeReceived(Optional.of(bobs.signed()), Optional.of(acknowledgement.signed())));
            assertThat(alice.facts).contains(new LineRecord.Returned(acknowledgement), new LineRecord.Restored());
        }
    }

    @Nested
    class OfTheBeginning {
        private final Pair both = Pair.inSession();
        private final End proposer = both.alice;
        private final End other = both.bob;

        @BeforeEach
        void losesEverything() {
            proposer.propose(70, 30);
            both.settleDown();
            other.accept(40);
            both.settleDown().disconnect();
            proposer.restore(0);
        }

        @Test
        void anOpeningAloneIsAProposalAgain() {
            Update opening = End.peersUpdatesIn(other.facts).get(0);
            proposer.take(new Input.SessionStarted())
                    .take(new Input.ResumeReceived(
                            other.line().own().newest(), other.line().theirs().newest()))
                    .take(new Input.UpdateReceived(opening));
            both.disconnect();
            other.restore(0);
            both.connect();
            assertThat(proposer.line().proposal()).isEqualTo(new ProposalState(Stage.PENDING, CreditLimit.of(30)));
            both.settleDown();
            other.accept(40);
            both.settleDown().assertInStep().assertHonest().assertReplays();
        }

        @Test
        void anOpeningThatWasAcceptedIsNone() {
            both.connect().settleDown();
            assertThat(proposer.line().proposal()).isEqualTo(ProposalState.NONE);
            assertThat(proposer.line().window()).isEqualTo(Window.EMPTY);
            both.assertInStep().assertHonest().assertReplays();
        }
    }

    @Nested
    class OutOfOrder {
        @Test
        void anOwnUpdateBeforeWhatItAcknowledgesIsNotTakenIn() {
            resume();
            give(first);
            assertNotTakenIn(CloseCode.OUT_OF_STEP, last);
        }

        @Test
        void anOwnUpdateWithAGapBeforeItIsNotTakenIn() {
            Update next = Forgery.of(alice).entries(payment(1), payment(2)).update();
            Update gap = new Update(List.of(payment(2)), next.signed());
            resume(bob.line().own().newest(), Optional.of(next.signed()));
            assertNotTakenIn(CloseCode.OUT_OF_STEP, gap);
        }

        @Test
        void anUpdateOfThePeerBeforeTheOwnOneThatItAcknowledgesIsNotTakenIn() {
            resume();
            assertNotTakenIn(CloseCode.OUT_OF_STEP, bobs);
        }

        @Test
        void anAcknowledgementOfTheOwnAloneDoesNotStandForTheEntriesBeforeIt() {
            resume();
            assertNotTakenIn(
                    CloseCode.OUT_OF_STEP,
                    new Update(List.of(), bob.line().theirs().newest().orElseThrow()));
        }

        @Test
        void anOwnAcknowledgementOfWhatThePeerDoesNotShowKeepsTheLineFromBeingReady() {
            Update acknowledgement = Forgery.of(alice).seen(2).update();
            resume(alice.line().theirs().newest(), Optional.of(acknowledgement.signed()));
            assertNotTakenIn(CloseCode.OUT_OF_STEP, acknowledgement);
        }
    }

    @Nested
    class UnaskedFor {
        private final Update own = Forgery.of(alice).entries(payment(5)).update();

        @Test
        void anOwnUpdateEndsTheSessionOnALineThatIsReady() {
            Pair fresh = Pair.open(100);
            Update update = Forgery.of(fresh.alice).entries(payment(5)).update();
            fresh.alice.take(new Input.UpdateReceived(update));
            assertThat(fresh.alice.closings).containsExactly(CloseCode.PROTOCOL_VIOLATION);
            assertThat(fresh.alice.line().own().seq()).isEqualTo(1);
        }

        @Test
        void anOwnUpdateEndsTheSessionBeforeTheResume() {
            alice.take(new Input.SessionStarted());
            assertNotTakenIn(CloseCode.PROTOCOL_VIOLATION, first);
        }

        @Test
        void anOwnUpdateEndsTheSessionIfNothingOwnIsMissing() {
            alice.take(new Input.SessionStarted());
            alice.take(new Input.ResumeReceived(
                    bob.line().own().newest(), alice.line().own().newest()));
            assertThat(alice.link().isReady()).isFalse();
            assertNotTakenIn(CloseCode.PROTOCOL_VIOLATION, own);
        }

        @Test
        void anOwnUpdateBeyondWhatWasShownEndsTheSession() {
            resume(bob.line().own().newest(), Optional.of(first.signed()));
            Update beyond = Forgery.of(alice).entries(payment(1), payment(2)).update();
            assertNotTakenIn(CloseCode.PROTOCOL_VIOLATION, beyond);
        }

        @Test
        void anOwnUpdateThatHasSeenMoreThanTheOneShownEndsTheSession() {
            resume(bob.line().own().newest(), Optional.of(first.signed()));
            assertNotTakenIn(
                    CloseCode.PROTOCOL_VIOLATION,
                    Forgery.of(alice).entries(payment(10)).seen(2).update());
        }

        @Test
        void whatIsHeldAlreadyIsIgnored() {
            Pair fresh = Pair.open(100);
            Line before = fresh.alice.line();
            fresh.alice.take(
                    new Input.UpdateReceived(End.updatesIn(fresh.alice.facts).get(0)));
            assertThat(fresh.alice.line()).isEqualTo(before);
            assertThat(fresh.alice.closings).isEmpty();
        }
    }

    @Nested
    class AnotherHistory {
        @Test
        void ofTheSameLengthFreezes() {
            resume();
            assertForked(Forgery.of(alice).paid(1).update());
        }

        @Test
        void thatWentOnWithOtherSumsIsNotTakenIn() {
            Update wrong = Forgery.of(alice).entries(payment(10)).paid(11).update();
            resume(bob.line().own().newest(), Optional.of(wrong.signed()));
            assertNotTakenIn(CloseCode.PROTOCOL_VIOLATION, wrong);
        }

        @Test
        void thatWentOnWithOtherEntriesIsNotTakenIn() {
            resume();
            assertNotTakenIn(CloseCode.PROTOCOL_VIOLATION, new Update(List.of(payment(10)), first.signed()));
        }

        @Test
        void whoseTotalsLeaveTheirRangeIsNotTakenIn() {
            alice.stands(withPaid(Long.MAX_VALUE - 5));
            Update fits = Forgery.of(alice).entries(payment(5)).update();
            resume(bob.line().own().newest(), Optional.of(fits.signed()));
            assertNotTakenIn(CloseCode.PROTOCOL_VIOLATION, new Update(List.of(payment(6)), fits.signed()));
        }

        @Test
        void isNotAcceptedOnAFrozenLine() {
            resume();
            Entry.Open other = new Entry.Open(Asset.CREDIT, CreditLimit.of(1), CreditLimit.of(1));
            give(Forgery.of(bob).from(0).entries(other).seen(1).update());
            Line frozen = alice.line();
            assertThat(frozen.isFrozen()).isTrue();
            give(first);
            assertThat(alice.line()).isEqualTo(frozen);
        }

        private Line withPaid(long paid) {
            Line line = alice.line();
            Chain own = line.own();
            Chain large = new Chain(own.seq(), paid, 0, own.limit(), own.entriesHash(), own.newest());
            return new Line(
                    line.identity(),
                    large,
                    line.theirs(),
                    line.granted(),
                    line.window(),
                    line.outgoing(),
                    line.incoming(),
                    line.queue(),
                    line.proposal(),
                    line.evidence(),
                    line.successor(),
                    line.accord(),
                    line.restoring());
        }
    }
}
