package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResumptionTest {
    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    private void assertBalance(long bobs) {
        pair.assertInStep();
        assertThat(bob.balance()).isEqualTo(bobs);
    }

    @Nested
    class NothingIsLost {
        @Test
        void inStep() {
            pair.reconnect();
            assertBalance(0);
        }

        @Test
        void oneUpdateIsMissingThere() {
            alice.pay(10);
            pair.reconnect();
            assertBalance(10);
        }

        @Test
        void severalUpdatesAreMissingThere() {
            alice.pay(10).pay(20).changeLimit(70).pay(1);
            pair.reconnect();
            assertBalance(31);
        }

        @Test
        void whatIsSentAgainIsTheUpdatesAsTheyWereSigned() {
            alice.pay(10).pay(20).changeLimit(70);
            List<Update> signed = End.updatesIn(alice.facts);
            pair.reconnect();
            assertThat(End.peersUpdatesIn(bob.facts)).isEqualTo(signed);
        }

        @Test
        void whatIsSentAgainIsNotSignedForAnew() {
            alice.pay(10);
            bob.pay(5);
            pair.deliver(bob);
            List<Update> signed = End.updatesIn(alice.facts);
            pair.reconnect();
            assertThat(End.peersUpdatesIn(bob.facts)).isEqualTo(signed);
        }

        @Test
        void updatesAreMissingHere() {
            bob.pay(10).pay(20);
            pair.reconnect();
            assertBalance(-30);
        }

        @Test
        void updatesAreMissingOnBothSides() {
            alice.pay(10).pay(20);
            bob.pay(7);
            pair.reconnect();
            assertBalance(23);
        }

        @Test
        void theAcknowledgementIsLost() {
            alice.pay(10);
            pair.deliver(alice);
            pair.reconnect();
            assertBalance(10);
        }

        @Test
        void anUpdateAndTheAcknowledgementAfterItAreLost() {
            alice.pay(10);
            bob.pay(7);
            pair.deliver(bob);
            pair.disconnect();
            assertThat(alice.line().own().signedPeerSeq())
                    .isEqualTo(bob.line().own().seq());
            pair.connect().settleDown();
            assertBalance(3);
        }

        @Test
        void theSessionIsLostAgainAndAgain() {
            alice.pay(10).pay(20);
            bob.pay(7);
            for (int arriving = 0; arriving < 6; arriving++) {
                pair.disconnect().connect();
                for (int i = 0; i < arriving; i++) {
                    deliverIfAny(alice);
                    deliverIfAny(bob);
                }
            }
            pair.reconnect();
            assertBalance(23);
        }

        @Test
        void bothNodesWereStoppedInBetween() {
            alice.pay(10);
            bob.pay(7);
            alice.restart();
            bob.restart();
            pair.connect().settleDown();
            assertBalance(3);
        }

        @Test
        void onlyOneSideNoticesThatTheSessionIsNew() {
            alice.pay(10);
            pair.connect().settleDown();
            assertBalance(10);
        }

        @Test
        void whatWasAskedForInTheLastRoundOfASessionGoesIntoTheNextOne() {
            alice.take(alice.payment(10), new Input.SessionEnded(), new Input.SessionStarted());
            alice.outbox.clear();
            pair.connect().settleDown();
            assertBalance(10);
        }

        @Test
        void whatIsShownHasBeenSignedForAndBindsThePeer() {
            alice.take(alice.payment(10), new Input.SessionStarted());
            long newest = alice.line().own().seq();
            assertThat(alice.link().shown()).isEqualTo(newest);
            assertThat(alice.outbox.getLast())
                    .isInstanceOfSatisfying(
                            Resume.class,
                            resume -> assertThat(resume.mine())
                                    .hasValueSatisfying(mine ->
                                            assertThat(mine.proof().seq()).isEqualTo(newest)));
        }

        @Test
        void anAcknowledgementIsOwedOnceTheLineIsReadyAgain() {
            alice.pay(10);
            bob.take(
                    new Input.UpdateReceived(End.updatesIn(alice.facts)
                            .get(alice.line().window().updates().size())),
                    new Input.SessionEnded());
            pair.reconnect();
            assertBalance(10);
        }

        private void deliverIfAny(End from) {
            if (!from.outbox.isEmpty()) {
                pair.deliver(from);
            }
        }
    }

    @Nested
    class SomethingIsLost {
        @Test
        void aRestoredSideGetsItsOwnPaymentBack() {
            int backup = alice.facts.size();
            alice.pay(10);
            pair.settleDown();
            assertComesBack(alice, backup, 10);
        }

        @Test
        void aRestoredSideGetsAPaymentBackThatItHadAcknowledged() {
            int backup = bob.facts.size();
            alice.pay(10);
            pair.settleDown();
            assertComesBack(bob, backup, 10);
        }

        @Test
        void aSideThatLostEverythingGetsTheWholeLineBack() {
            alice.pay(10).changeLimit(70);
            bob.pay(3);
            pair.settleDown();
            assertComesBack(alice, 1, 7);
            assertThat(alice.line().own().limit().units()).isEqualTo(70);
        }

        @Test
        void aSideThatLostEverythingGetsTheWholeLineBackAlsoIfThePeerProposedIt() {
            alice.pay(10);
            bob.pay(3);
            pair.settleDown();
            assertComesBack(bob, 1, 7);
        }

        @Test
        void aSideThatLostOnlyAnAcknowledgementOfItsOwnGetsItBackFromTheResume() {
            alice.pay(10);
            pair.settleDown();
            int last = bob.facts.size() - 1;
            assertThat(bob.facts.get(last)).isInstanceOf(LineRecord.OwnUpdate.class);
            assertComesBack(bob, last, 10);
        }

        @Test
        void aSideThatLostAnAcknowledgementThatNeverArrivedHasLostNothing() {
            alice.pay(10);
            pair.deliver(alice);
            pair.disconnect();
            bob.restore(bob.facts.size() - 2);
            pair.connect().settleDown();
            assertBalance(10);
        }

        @Test
        void twoOldBackupsFitTogether() {
            int oldAlice = alice.facts.size();
            alice.pay(10);
            pair.settleDown();
            bob.pay(4);
            pair.settleDown();
            int oldBob = bob.facts.size();
            alice.pay(20);
            pair.settleDown();
            bob.pay(5);
            pair.settleDown();
            pair.disconnect();
            bob.restore(oldBob);
            pair.connect().settleDown();
            pair.disconnect();
            alice.restore(oldAlice);
            pair.connect().settleDown();
            assertBalance(21);
        }

        @Test
        void bothWithOldBackupsTakeWhatEitherHas() {
            int oldAlice = alice.facts.size();
            alice.pay(10);
            pair.settleDown();
            int oldBob = bob.facts.size();
            bob.pay(4);
            pair.settleDown();
            pair.disconnect();
            alice.restore(oldAlice);
            bob.restore(oldBob);
            pair.connect().settleDown();
            assertBalance(10);
        }

        @Test
        void whatComesBackIsTheUpdatesAsTheyWereSigned() {
            alice.pay(10).pay(20);
            bob.pay(3);
            pair.settleDown();
            var signed = End.updatesIn(alice.facts).stream()
                    .filter(update -> !update.isAcknowledgement())
                    .toList();
            pair.disconnect();
            alice.restore(1);
            pair.connect().settleDown();
            assertThat(End.updatesIn(alice.facts).stream()
                            .filter(update -> !update.isAcknowledgement())
                            .toList())
                    .isEqualTo(signed);
        }

        @Test
        void aProposerThatLosesEverythingWhileItGivesTheOtherItsOwnBackGetsItsProposalBackFromThere() {
            pair.disconnect();
            bob.restore(1);
            pair.connect().deliverAll(alice).deliverAll(bob);
            pair.deliver(alice);
            assertThat(bob.line().theirs().isOpen()).isTrue();
            assertThat(bob.line().own().isOpen()).isFalse();
            pair.disconnect();
            alice.restore(1);
            pair.connect().settleDown();
            assertThat(alice.line().own()).isEqualTo(bob.line().theirs());
            assertThat(alice.link().isReady()).isTrue();
            bob.take(new Input.Accept(CreditLimit.of(100)));
            pair.settleDown();
            assertBalance(0);
        }

        @Test
        void theConversationMayBreakOffAnywhereAndBeginAnew() {
            alice.pay(10).pay(20).changeLimit(7);
            bob.pay(3).pay(4);
            pair.settleDown();
            pair.disconnect();
            alice.restore(1);
            for (int arriving = 0; arriving < 12; arriving++) {
                pair.disconnect().connect();
                for (int i = 0; i < arriving; i++) {
                    deliverIfAny(bob);
                    deliverIfAny(alice);
                }
                alice.restart();
            }
            pair.connect().settleDown();
            assertBalance(23);
        }

        @Test
        void nothingIsSignedMeanwhile() {
            int backup = alice.facts.size();
            alice.pay(10).pay(20);
            pair.settleDown();
            pair.disconnect();
            alice.restore(backup);
            pair.connect();
            pair.deliver(bob);
            pair.deliver(alice);
            pair.deliver(bob);
            assertThat(alice.link().isRestoring()).isTrue();
            Chain before = alice.line().own();
            alice.changeLimit(0).settle().pay(1);
            assertThat(alice.refusals).hasSize(2).containsOnly(Refusal.because(RefusalCode.PEER_AWAY));
            assertThat(alice.line().own()).isEqualTo(before);
            assertThat(alice.line().queue().waiting()).hasSize(1);
        }

        @Test
        void thePeerMayGoOnPayingAtOnce() {
            alice.pay(10);
            pair.settleDown();
            pair.disconnect();
            alice.restore(1);
            pair.connect();
            pair.deliver(alice);
            assertThat(bob.link().isReady()).isTrue();
            bob.pay(4);
            pair.settleDown();
            assertBalance(6);
        }

        @Test
        void paymentsThatWaitedWaitForTheOwnerThen() {
            alice.pay(10);
            pair.settleDown();
            pair.disconnect();
            int backup = alice.facts.size() - 2;
            alice.restore(backup);
            alice.pay(5);
            pair.connect().settleDown();
            assertBalance(10);
            assertThat(alice.line().queue().held()).isTrue();
            alice.take(new Input.Release());
            pair.settleDown();
            assertBalance(15);
        }

        @Test
        void aPaymentThatComesBackWaitsNoMore() {
            pair.disconnect();
            alice.pay(10);
            int backup = alice.facts.size();
            pair.connect().settleDown();
            assertBalance(10);
            pair.disconnect();
            alice.restore(backup);
            assertThat(alice.line().queue().waiting()).hasSize(1);
            pair.connect().settleDown();
            assertBalance(10);
            assertThat(alice.line().queue().isEmpty()).isTrue();
        }

        @Test
        void aSettlementThatWasAcceptedIsInDoubt() {
            alice.pay(60);
            pair.settleDown();
            int backup = alice.facts.size();
            alice.settle();
            pair.settleDown();
            pair.disconnect();
            alice.ledger = Optional.empty();
            alice.restore(backup);
            pair.connect().settleDown();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertThat(alice.facts).anySatisfy(fact -> assertThat(fact).isEqualTo(new LineRecord.Restored()));
            pair.assertReplays();
        }

        @Test
        void aSettlementThatWasOnlyAnnouncedGoesOn() {
            alice.pay(60);
            pair.settleDown();
            int backup = alice.facts.size();
            alice.settle().changeLimit(70);
            pair.disconnect().connect();
            pair.deliver(alice);
            pair.deliver(bob);
            pair.deliver(alice);
            pair.disconnect();
            assertThat(bob.line().incoming().number()).isEqualTo(1);
            assertThat(bob.line().incoming().answer()).isEmpty();
            alice.restore(backup);
            pair.connect();
            pair.deliver(bob);
            assertThat(alice.link().isReady()).isFalse();
            pair.deliver(alice);
            pair.deliver(bob);
            assertThat(alice.facts).contains(new LineRecord.Restored());
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.ANNOUNCED);
            pair.settleDown().assertInStep();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.SUBMITTED);
            assertThat(bob.line().incoming().answer()).isPresent();
        }

        private void assertComesBack(End restored, int backup, long bobs) {
            pair.disconnect();
            restored.restore(backup);
            pair.connect().settleDown();
            assertBalance(bobs);
        }

        private void deliverIfAny(End from) {
            if (!from.outbox.isEmpty()) {
                pair.deliver(from);
            }
        }
    }

    @Nested
    class APeerThatMeansHarm {
        @Test
        void mayNotSendUpdatesBeforeItsResume() {
            alice.pay(10);
            pair.connect();
            bob.take(new Input.UpdateReceived(alice.line().window().updates().get(0)));
            assertThat(bob.closings).containsExactly(CloseCode.PROTOCOL_VIOLATION);
            assertThat(bob.balance()).isZero();
        }

        @Test
        void mayNotResumeTwice() {
            alice.take(new Input.ResumeReceived(
                    bob.line().own().newest(), alice.line().own().newest()));
            assertThat(alice.closings).containsExactly(CloseCode.PROTOCOL_VIOLATION);
        }

        @Test
        void mayNotResumeTwiceWhileSomethingIsMissing() {
            bob.pay(3);
            pair.connect().deliver(bob);
            Link link = alice.link();
            assertThat(link.isReady()).isFalse();
            alice.take(new Input.ResumeReceived(
                    alice.line().theirs().newest(), alice.line().own().newest()));
            assertThat(alice.closings).containsExactly(CloseCode.PROTOCOL_VIOLATION);
            assertThat(alice.link()).isEqualTo(link);
        }

        @Test
        void freezesTheLineByShowingAProofThatIsNotTheOneOfWhatItSends() {
            Forgery payment = Forgery.of(bob).entries(payment(1));
            Update sent = payment.update();
            SignedProof shown = payment.paid(2).update().signed();
            resumeAtAlice(Optional.of(shown), alice.line().own().newest());
            alice.take(new Input.UpdateReceived(sent));
            assertThat(alice.line().evidence())
                    .contains(new Evidence(
                            Misbehaviour.EQUIVOCATION, Optional.of(sent.signed()), new Update(List.of(), shown)));
            assertThat(alice.link().isReady()).isFalse();
        }

        @Test
        void showsAForkIfItGivesBackAnotherUpdateThanTheOneShown() {
            Forgery payment = Forgery.of(alice).entries(payment(1));
            Update given = payment.update();
            SignedProof shown = payment.paid(2).update().signed();
            resumeAtAlice(bob.line().own().newest(), Optional.of(shown));
            alice.take(new Input.UpdateReceived(given));
            assertThat(alice.line().evidence())
                    .contains(new Evidence(
                            Misbehaviour.FORKED, Optional.of(given.signed()), new Update(List.of(), shown)));
            assertThat(alice.link().isReady()).isFalse();
        }

        @Test
        void freezesTheLineByShowingAnotherProofOfTheSameEntries() {
            SignedProof other = Forgery.of(bob).paid(1).update().signed();
            resumeAtAlice(Optional.of(other), alice.line().own().newest());
            assertThat(alice.line().evidence().map(Evidence::misbehaviour)).contains(Misbehaviour.EQUIVOCATION);
            assertThat(alice.link().isReady()).isFalse();
            pair.assertReplays();
        }

        @Test
        void isSentAwayIfItShowsAProofOfAnotherLine() {
            SignedProof other = new Pair.Stranger(bob).proof();
            resumeAtAlice(Optional.of(other), alice.line().own().newest());
            assertThat(alice.closings).containsExactly(CloseCode.PROTOCOL_VIOLATION);
            assertThat(alice.link().isReady()).isFalse();
        }

        @Test
        void isSentAwayIfItShowsThisEndsProofAsItsOwn() {
            resumeAtAlice(alice.line().own().newest(), alice.line().own().newest());
            assertThat(alice.closings).containsExactly(CloseCode.PROTOCOL_VIOLATION);
            assertThat(alice.link().isReady()).isFalse();
        }

        @Test
        void isSentAwayIfItShowsAProofOfAnotherLineAsTheOneItHolds() {
            SignedProof other = new Pair.Stranger(alice).proof();
            resumeAtAlice(bob.line().own().newest(), Optional.of(other));
            assertThat(alice.closings).containsExactly(CloseCode.PROTOCOL_VIOLATION);
            assertThat(alice.link().isReady()).isFalse();
        }

        @Test
        void isSentAwayIfItShowsItsOwnProofAsTheOneItHolds() {
            resumeAtAlice(bob.line().own().newest(), bob.line().own().newest());
            assertThat(alice.closings).containsExactly(CloseCode.PROTOCOL_VIOLATION);
            assertThat(alice.link().isReady()).isFalse();
        }

        private Entry payment(long units) {
            return new Entry.Payment(new PaymentId(9, 9), 0, Amount.of(units), Amount.of(units), Memo.NONE);
        }

        private void resumeAtAlice(Optional<SignedProof> mine, Optional<SignedProof> held) {
            pair.disconnect();
            alice.take(new Input.SessionStarted());
            alice.take(new Input.ResumeReceived(mine, held));
        }
    }

    @Nested
    class AFrozenLine {
        @Test
        void endsTheSessionOfAPeerThatResumesAndGoesOn() {
            alice.pay(5);
            alice.outbox.clear();
            alice.take(new Input.UpdateReceived(
                    Forgery.of(bob).entries(new Entry.SettlementCancelled(9)).update()));
            assertThat(alice.line().isFrozen()).isTrue();
            Line frozen = alice.line();
            pair.reconnect();
            assertThat(alice.link().isReady()).isFalse();
            assertThat(alice.closings).startsWith(CloseCode.FROZEN);
            bob.pay(10);
            pair.settleDown();
            assertThat(alice.line()).isEqualTo(frozen);
        }
    }
}
