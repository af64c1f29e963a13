package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Alice owes bob 60 on a line that then does no more: it is frozen, or he is known by another key. */
class StandstillTest {
    private static final PublicKey OTHER = new PublicKey(9, 9, 9, 9);
    private static final TransactionId TX = TransactionId.of("tx-1");

    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    enum Why {
        FROZEN(RefusalCode.FROZEN),
        RETIRED(RefusalCode.KEY_CHANGED);

        final RefusalCode code;

        Why(RefusalCode code) {
            this.code = code;
        }
    }

    @BeforeEach
    void aliceOwes() {
        alice.pay(60);
        pair.settleDown();
    }

    private void comeToAStandstill(Why why) {
        if (why == Why.RETIRED) {
            alice.take(new Input.Retire(OTHER));
        } else if (alice.link().hasMet()) {
            alice.take(new Input.UpdateReceived(withWrongSums()));
        } else {
            var other = Forgery.of(bob).paid(1).update().signed();
            alice.take(new Input.SessionStarted(), new Input.ResumeReceived(Optional.of(other), Optional.empty()));
        }
        assertThat(alice.line().isFrozen()).isEqualTo(why == Why.FROZEN);
        assertThat(alice.line().isRetired()).isEqualTo(why == Why.RETIRED);
    }

    private Update withWrongSums() {
        List<Entry> unseen = End.updatesIn(bob.facts).stream()
                .filter(update -> update.proof().seq() > alice.line().theirs().seq())
                .flatMap(update -> update.entries().stream())
                .toList();
        return new Update(unseen, Forgery.of(bob).paid(1).update().signed());
    }

    private void assertSignsNothing(Input input) {
        Chain signed = alice.line().own();
        alice.take(input);
        assertThat(alice.line().own()).isEqualTo(signed);
        assertThat(alice.replayed()).isEqualTo(alice.line());
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandIsRefused(Why why) {
        comeToAStandstill(why);
        alice.take(new Input.SessionEnded());
        Line before = alice.line();
        List<Input> commands = List.of(
                alice.payment(1),
                new Input.Pay(alice.payment(500, true)),
                new Input.ChangeLimit(CreditLimit.of(7)),
                new Input.Settle(Optional.empty()),
                new Input.SettleUnannounced(Optional.empty(), End.LEDGER));
        for (Input command : commands) {
            alice.take(command);
            assertThat(alice.refusal()).as("%s", command).isEqualTo(Refusal.because(why.code));
            assertThat(alice.effects).as("%s", command).isEmpty();
        }
        assertThat(alice.line()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void theOwnerMayTakeBackWhatWaits(Why why) {
        pair.disconnect();
        Input.Pay waiting = alice.payment(5);
        alice.take(waiting);
        comeToAStandstill(why);
        assertSignsNothing(new Input.Cancel(waiting.payment().id()));
        assertThat(alice.refusals).isEmpty();
        assertThat(alice.line().queue().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatHadWaitedIsNotPaid(Why why) {
        pair.disconnect();
        alice.pay(5);
        comeToAStandstill(why);
        assertSignsNothing(new Input.Release());
        assertThat(alice.line().queue().waiting()).hasSize(1);
    }

    @Nested
    class TheLedger {
        @ParameterizedTest
        @EnumSource
        void isBelievedWhenItConfirms(Why why) {
            settleUpToSubmission();
            comeToAStandstill(why);
            assertSignsNothing(new Input.TransferConfirmed(1, TX));
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CONFIRMED);
        }

        @ParameterizedTest
        @EnumSource
        void isBelievedWhenItRefusesButNothingIsWithdrawn(Why why) {
            settleUpToSubmission();
            comeToAStandstill(why);
            assertSignsNothing(new Input.TransferRefused(1, End.REFUSED));
            assertThat(alice.line().outgoing().step()).isEqualTo(LedgerStep.REFUSED);
            assertThat(alice.line().outgoing().cancelled()).isFalse();
        }

        @ParameterizedTest
        @EnumSource
        void leavesADoubtThatTheOwnerMayEnd(Why why) {
            settleUpToSubmission();
            comeToAStandstill(why);
            assertSignsNothing(new Input.TransferUnanswered(1, End.SILENT));
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertSignsNothing(new Input.Resolved(Direction.OUTGOING, true));
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CONFIRMED);
        }

        @Test
        void isNotHeardAboutThePeersTransferOnARetiredLine() {
            bobSettles();
            comeToAStandstill(Why.RETIRED);
            assertSignsNothing(found());
            alice.take(new Input.Resolved(Direction.INCOMING, true));
            assertThat(alice.refusals).hasSize(1);
            assertThat(alice.balance()).isEqualTo(40);
        }

        @Test
        void isHeardAboutThePeersTransferOnAFrozenLineAndNothingElseIsSigned() {
            bobSettles();
            comeToAStandstill(Why.FROZEN);
            alice.take(found());
            assertThat(alice.balance()).isZero();
            assertThat(alice.line().own().newest().orElseThrow().proof().peerSeq())
                    .isEqualTo(alice.line().theirs().seq());
            assertThat(alice.line().incoming().status()).isEqualTo(SettlementStatus.CREDITED);
            assertSignsNothing(found());
            assertSignsNothing(alice.payment(1));
            pair.assertReplays();
        }

        @Test
        void isHeardAboutThePeersTransferOnAFrozenLineAlsoAfterTheSession() {
            bobSettles();
            comeToAStandstill(Why.FROZEN);
            alice.take(new Input.SessionEnded())
                    .take(new Input.SessionStarted())
                    .take(found());
            assertThat(alice.closings).containsExactly(CloseCode.FROZEN);
            assertThat(alice.balance()).isZero();
        }

        @Test
        void isConfirmedByTheOwnerOnAFrozenLine() {
            bobSettles();
            comeToAStandstill(Why.FROZEN);
            alice.take(new Input.Resolved(Direction.INCOMING, true));
            assertThat(alice.refusals).isEmpty();
            assertThat(alice.balance()).isZero();
        }

        @Test
        void waitsAfterARestartBecauseNobodyKnowsWhetherSomethingWasLost() {
            bobSettles();
            comeToAStandstill(Why.FROZEN);
            alice.restart();
            assertSignsNothing(found());
        }

        private void bobSettles() {
            bob.pay(100);
            bob.settle();
            pair.settleDown();
            assertThat(alice.line().incoming().reserved()).isEqualTo(40);
        }

        private Input found() {
            return new Input.TransferFound(1, Amount.of(40), TX);
        }

        @ParameterizedTest
        @EnumSource
        void isAskedAgainAfterARestartAboutWhatWasHandedOver(Why why) {
            settleUpToSubmission();
            comeToAStandstill(why);
            alice.restart();
            assertThat(alice.effects).singleElement().isInstanceOf(Effect.SubmitTransfer.class);
        }

        @ParameterizedTest
        @EnumSource
        void isHandedNothingNew(Why why) {
            answeredWhileGettingBackInStep();
            comeToAStandstill(why);
            alice.restart();
            assertThat(alice.line().outgoing().status())
                    .isEqualTo(why == Why.RETIRED ? SettlementStatus.IN_DOUBT : SettlementStatus.ANSWERED);
            assertThat(alice.effects).isEmpty();
        }

        private void settleUpToSubmission() {
            alice.settle();
            pair.settleDown();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.SUBMITTED);
        }

        /** Bob has answered and paid; alice has got the answer only, so that she is not ready. */
        private void answeredWhileGettingBackInStep() {
            alice.settle();
            pair.deliver(alice);
            bob.pay(3);
            pair.connect().deliver(bob);
            pair.deliver(alice);
            pair.deliver(bob);
            assertThat(alice.link().isReady()).isFalse();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.ANSWERED);
        }
    }

    @Nested
    class ARetiredLine {
        @Test
        void staysAsItIsAndNamesTheNewKey() {
            Line before = alice.line();
            comeToAStandstill(Why.RETIRED);
            assertThat(alice.line()).isEqualTo(before.replacedBy(OTHER));
            assertThat(alice.line().successor()).contains(OTHER);
            assertThat(alice.link()).isEqualTo(Link.AWAY);
            assertThat(alice.replayed()).isEqualTo(alice.line());
        }

        @Test
        void hasSignedForWhatWasWrittenBefore() {
            alice.take(alice.payment(5), new Input.Retire(OTHER));
            assertThat(alice.line().own().signedSeq())
                    .isEqualTo(alice.line().own().seq());
            assertThat(alice.balance()).isEqualTo(-65);
            assertThat(alice.replayed()).isEqualTo(alice.line());
        }

        @Test
        void takesPartInNoSession() {
            comeToAStandstill(Why.RETIRED);
            Line before = alice.line();
            pair.connect().settleDown();
            assertThat(alice.line()).isEqualTo(before);
            assertThat(alice.link()).isEqualTo(Link.AWAY);
        }

        @Test
        void isNotProposedOn() {
            comeToAStandstill(Why.RETIRED);
            alice.propose(1, 1);
            assertThat(alice.refusals).hasSize(1);
            assertThat(alice.line().proposal()).isEqualTo(Line.ProposalState.NONE);
        }
    }
}
