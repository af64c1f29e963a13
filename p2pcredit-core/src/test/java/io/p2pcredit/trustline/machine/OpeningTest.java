package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.machine.Line.ProposalState;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private final Pair pair = Pair.inSession();
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    private static void assertOpen(Pair pair, long grantedByAlice, long grantedByBob) {
        pair.assertInStep();
        assertThat(pair.alice.line().own().limit()).isEqualTo(CreditLimit.of(grantedByAlice));
        assertThat(pair.bob.line().own().limit()).isEqualTo(CreditLimit.of(grantedByBob));
        assertThat(pair.alice.line().payable()).isEqualTo(grantedByBob);
        assertThat(pair.alice.line().receivable()).isEqualTo(grantedByAlice);
        assertThat(pair.bob.line().payable()).isEqualTo(grantedByAlice);
        assertThat(pair.alice.line().proposal()).isEqualTo(ProposalState.NONE);
    }

    @Nested
    class OneProposes {
        @Test
        void andIsPendingUntilTheAnswer() {
            alice.propose(70, 30);
            assertThat(alice.line().proposal()).isEqualTo(new ProposalState(Stage.PENDING, CreditLimit.of(30)));
            assertThat(alice.line().isOpen()).isFalse();
            assertThat(alice.outbox).singleElement().isInstanceOfSatisfying(Propose.class, message -> {
                assertThat(message.asked()).isEqualTo(CreditLimit.of(30));
                assertThat(message.updates())
                        .singleElement()
                        .satisfies(update -> assertThat(update.entries())
                                .containsExactly(new Entry.Open(Asset.CREDIT, CreditLimit.of(70), CreditLimit.of(30))));
            });
        }

        @Test
        void andTheOtherAcceptsWithALimitOfItsOwn() {
            alice.propose(70, 30);
            pair.settleDown();
            bob.accept(40);
            pair.settleDown();
            assertOpen(pair, 70, 40);
        }

        @Test
        void andNothingIsWrittenByTheOtherBeforeItAccepts() {
            alice.propose(70, 30);
            pair.settleDown();
            assertThat(bob.line().isBlank()).isTrue();
            assertThat(bob.outbox).isEmpty();
        }

        @Test
        void aLimitOfZeroOpensALineWithoutCredit() {
            alice.propose(0, 0);
            pair.settleDown();
            bob.accept(0);
            pair.settleDown();
            assertOpen(pair, 0, 0);
        }

        @Test
        void onlyOnceAtATime() {
            alice.propose(70, 30).propose(80, 30);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.ALREADY_PROPOSED));
        }

        @Test
        void andCannotPayBeforeTheAnswer() {
            alice.propose(70, 30).pay(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.NOT_ACCEPTED));
        }

        @Test
        void andANewSessionSendsTheProposalAgain() {
            alice.propose(70, 30);
            pair.reconnect();
            bob.accept(40);
            pair.settleDown();
            assertOpen(pair, 70, 40);
        }

        @Test
        void andALostAcceptanceComesWithTheNextSession() {
            alice.propose(70, 30);
            pair.settleDown();
            bob.accept(40);
            pair.reconnect();
            assertOpen(pair, 70, 40);
        }
    }

    @Nested
    class Crossing {
        @Test
        void proposalsAcceptEachOther() {
            alice.propose(70, 30);
            bob.propose(50, 20);
            pair.settleDown();
            assertOpen(pair, 70, 50);
        }

        @Test
        void proposalsOfWhichOneIsLostMeetInTheNextSession() {
            alice.propose(70, 30);
            bob.propose(50, 20);
            pair.deliver(alice);
            pair.reconnect();
            assertOpen(pair, 70, 50);
        }

        @Test
        void proposalsThatAreBothLostMeetInTheNextSession() {
            alice.propose(70, 30);
            bob.propose(50, 20);
            pair.reconnect();
            assertOpen(pair, 70, 50);
        }

        @Test
        void anAcceptanceCrossesAProposal() {
            alice.propose(70, 30);
            pair.deliver(alice);
            bob.accept(40);
            alice.receive(new Propose(CreditLimit.of(20), End.updatesIn(bob.facts)));
            pair.settleDown();
            assertOpen(pair, 70, 40);
        }
    }

    @Nested
    class TheOtherDeclines {
        @Test
        void andTheProposalIsNotSentAgain() {
            decline(alice);
            assertThat(alice.line().proposal().stage()).isEqualTo(Stage.DECLINED);
            pair.disconnect().connect();
            pair.deliverAll(alice).deliverAll(bob);
            assertThat(alice.outbox).isEmpty();
        }

        @Test
        void andNothingCanBePaid() {
            decline(alice);
            alice.pay(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.DECLINED));
        }

        @Test
        void andAcceptsThenASecondProposalWithOtherLimits() {
            decline(alice);
            alice.propose(90, 10);
            pair.settleDown();
            bob.accept(10);
            pair.settleDown();
            assertOpen(pair, 90, 10);
        }

        @Test
        void andAcceptsTheSecondProposalAfterAnotherSession() {
            decline(alice);
            pair.reconnect();
            alice.propose(90, 10);
            pair.reconnect();
            bob.accept(10);
            pair.settleDown();
            assertOpen(pair, 90, 10);
        }

        @Test
        void andThenProposesItself() {
            decline(alice);
            bob.propose(50, 60);
            pair.settleDown();
            assertOpen(pair, 70, 50);
        }

        @Test
        void andThenProposesItselfInAnotherSession() {
            decline(alice);
            pair.reconnect();
            bob.propose(50, 60);
            pair.settleDown();
            assertOpen(pair, 70, 50);
        }

        @Test
        void twiceAndThenProposesItself() {
            decline(alice);
            decline(alice);
            pair.reconnect();
            bob.propose(50, 60);
            pair.settleDown();
            assertOpen(pair, 70, 50);
        }

        @Test
        void andItsSecondProposalReachesAnEndThatHasProposedBefore() {
            decline(alice);
            pair.reconnect();
            bob.propose(50, 60);
            bob.outbox.clear();
            bob.take(new Input.ProposalDeclined());
            bob.propose(55, 60);
            pair.settleDown();
            assertOpen(pair, 70, 55);
        }

        @Test
        void asOftenAsOneMessageHoldsTheProposals() {
            for (int i = 0; i < 64; i++) {
                decline(alice);
            }
            alice.propose(70, 30);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.BUSY));
        }

        private void decline(End proposer) {
            proposer.propose(70, 30);
            pair.settleDown();
            pair.other(proposer).decline();
            pair.settleDown();
        }
    }

    @Nested
    class Refused {
        @Test
        void isAProposalOnAnOpenLine() {
            Pair open = Pair.open(100);
            open.alice.propose(1, 1);
            assertThat(open.alice.refusal()).isEqualTo(Refusal.because(RefusalCode.ALREADY_OPEN));
        }

        @Test
        void isAcceptingWithoutAProposal() {
            bob.take(new Input.Accept(CreditLimit.of(1)));
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.NO_PROPOSAL));
        }

        @Test
        void isPayingWithoutALine() {
            bob.pay(1);
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.NO_TRUSTLINE));
        }

        @Test
        void isAcceptingOnAFrozenLine() {
            alice.propose(70, 30);
            pair.settleDown();
            End mallory = alice;
            bob.take(new Input.UpdateReceived(
                    bob.proposal.orElseThrow().updates().get(0)));
            bob.take(new Input.UpdateReceived(Forgery.of(mallory)
                    .entries(new Entry.Open(Asset.CREDIT, CreditLimit.of(1), CreditLimit.of(1)))
                    .from(0)
                    .update()));
            assertThat(bob.line().isFrozen()).isTrue();
            bob.take(new Input.Accept(CreditLimit.of(1)));
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.FROZEN));
        }
    }
}
