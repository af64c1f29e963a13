package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.machine.Line.ProposalState;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line on which nobody gives credit any more, and that may be used again. */
class ReopeningTest {
    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    @BeforeEach
    void close() {
        alice.changeLimit(0);
        bob.changeLimit(0);
        pair.settleDown().assertInStep();
    }

    private void assertLimits(long grantedByAlice, long grantedByBob) {
        pair.settleDown().assertInStep();
        assertThat(alice.line().own().limit()).isEqualTo(CreditLimit.of(grantedByAlice));
        assertThat(bob.line().own().limit()).isEqualTo(CreditLimit.of(grantedByBob));
        assertThat(alice.line().proposal().stage()).isEqualTo(Stage.NONE);
        assertThat(bob.line().proposal().stage()).isEqualTo(Stage.NONE);
    }

    @Nested
    class AClosedLine {
        @Test
        void refusesAPayment() {
            alice.pay(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 0));
        }

        @Test
        void stillWritesAndTakesInEverythingElse() {
            Pair owing = Pair.open(100);
            owing.alice.pay(60);
            owing.settleDown();
            owing.alice.changeLimit(0);
            owing.bob.changeLimit(0);
            owing.settleDown();
            owing.bob.pay(10);
            owing.settleDown();
            owing.alice.settle();
            owing.settleDown();
            owing.alice.take(new Input.TransferConfirmed(1, TransactionId.of("tx")));
            owing.bob.take(new Input.TransferFound(1, Amount.of(50), TransactionId.of("tx")));
            owing.settleDown().assertInStep();
            assertThat(owing.alice.balance()).isZero();
        }
    }

    @Nested
    class Proposing {
        @Test
        void isALimitChangeAndAProposalWithoutUpdates() {
            alice.propose(30, 40);
            List<Entry> last = alice.line().window().updates().get(0).entries();
            assertThat(last).containsExactly(new Entry.LimitChange(CreditLimit.of(30)));
            assertThat(alice.line().proposal()).isEqualTo(new ProposalState(Stage.PENDING, CreditLimit.of(40)));
            assertThat(alice.outbox).contains(new Propose(CreditLimit.of(40), List.of()));
            pair.settleDown().assertInStep();
            assertThat(bob.proposal).contains(new Propose(CreditLimit.of(40), List.of()));
            assertThat(bob.line().theirs().limit()).isEqualTo(CreditLimit.of(30));
        }

        @Test
        void isAcceptedByALimitChange() {
            alice.propose(30, 40);
            pair.settleDown();
            bob.changeLimit(20);
            assertLimits(30, 20);
            alice.pay(20);
            pair.settleDown().assertInStep();
        }

        @ParameterizedTest
        @CsvSource({"0, 0, true", "0, 5, true", "5, 0, true", "5, 5, false"})
        void isPossibleUnlessBothGiveCredit(long own, long theirs, boolean possible) {
            alice.changeLimit(own);
            bob.changeLimit(theirs);
            pair.settleDown();
            assertThat(alice.line().mayPropose().isEmpty()).isEqualTo(possible);
            alice.propose(7, 7);
            assertThat(alice.refusals)
                    .isEqualTo(possible ? List.of() : List.of(Refusal.because(RefusalCode.ALREADY_OPEN)));
        }

        @Test
        void isPossibleOnceAtATime() {
            alice.propose(30, 40).propose(30, 40);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.ALREADY_PROPOSED));
        }

        @Test
        void isPossibleAgainAfterItWasDeclined() {
            alice.propose(30, 40);
            pair.settleDown();
            bob.decline();
            pair.settleDown();
            assertThat(alice.line().proposal().stage()).isEqualTo(Stage.DECLINED);
            alice.propose(50, 40);
            pair.settleDown();
            bob.changeLimit(40);
            assertLimits(50, 40);
        }

        @Test
        void givesTheCreditAtOnceWhateverTheAnswer() {
            alice.propose(30, 40);
            pair.settleDown();
            bob.decline();
            pair.settleDown();
            bob.pay(30);
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isEqualTo(30);
        }

        @Test
        void isRepeatedInEverySessionUntilItIsAnswered() {
            alice.propose(30, 40);
            alice.restart();
            pair.connect().settleDown();
            assertThat(bob.proposal).contains(new Propose(CreditLimit.of(40), List.of()));
            pair.reconnect();
            assertThat(bob.proposal).isPresent();
            bob.changeLimit(40);
            pair.settleDown().reconnect();
            assertThat(bob.proposal).isEmpty();
            assertLimits(30, 40);
        }

        @Test
        void isRefusedWhileTheWindowIsFull() {
            for (int i = 0; i < Window.MAX_UPDATES; i++) {
                alice.changeLimit(0);
            }
            alice.propose(1, 1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.BUSY));
            assertThat(alice.line().proposal()).isEqualTo(ProposalState.NONE);
        }
    }

    @Nested
    class Crossing {
        @Test
        void proposalsAcceptEachOther() {
            alice.propose(30, 40);
            bob.propose(20, 10);
            assertLimits(30, 20);
        }

        @Test
        void proposalsOfWhichOneIsLostAcceptEachOtherInTheNextSession() {
            alice.propose(30, 40);
            bob.propose(20, 10);
            pair.deliver(alice);
            pair.reconnect();
            assertLimits(30, 20);
        }

        @Test
        void limitChangesBothCount() {
            alice.changeLimit(5);
            bob.changeLimit(6);
            assertLimits(5, 6);
        }

        @Test
        void anyLimitChangeOfThePeerEndsTheProposal() {
            alice.propose(30, 40);
            bob.changeLimit(0);
            assertLimits(30, 0);
        }

        @Test
        void anOwnLimitChangeDoesNot() {
            alice.propose(30, 40).changeLimit(35);
            assertThat(alice.line().proposal().stage()).isEqualTo(Stage.PENDING);
            pair.settleDown();
            bob.changeLimit(40);
            assertLimits(35, 40);
        }

        @Test
        void anAnswerAndAnotherLimitChangeBothCount() {
            alice.propose(30, 40);
            pair.settleDown();
            bob.changeLimit(40);
            alice.changeLimit(0);
            assertLimits(0, 40);
        }

        @Test
        void aPaymentIsHonouredUpToTheLimitThatWasGrantedWhenItWasSigned() {
            alice.propose(30, 40);
            pair.settleDown();
            bob.changeLimit(40);
            pair.settleDown();
            alice.pay(40);
            bob.changeLimit(0);
            bob.pay(30);
            alice.changeLimit(0);
            assertLimits(0, 0);
            assertThat(alice.balance()).isEqualTo(-10);
        }
    }
}
