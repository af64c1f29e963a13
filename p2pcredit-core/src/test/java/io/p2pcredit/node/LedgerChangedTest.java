package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.spi.Ledger.Capability.IDEMPOTENT_SUBMIT;
import static io.p2pcredit.spi.Ledger.Capability.INCOMING;
import static io.p2pcredit.spi.Ledger.Capability.LOOK_UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ledger is reset, or another one answers, or an account is somebody else's. Nothing is paid because of it, and both
 * nodes say what they see. Alice owes Bob 80.
 */
class LedgerChangedTest {
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;

    private void aliceOwes80() {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
    }

    private void settle(Fate fate) {
        town.ledgerOf(ALICE).transfers(fate);
        alice.node().settle(BOB, SettleOrder.everything());
        town.clock.rest();
    }

    private void resetTheLedger() {
        town.world.resetLedger();
        town.world.openAccount(ALICE, 500);
        town.world.openAccount(BOB, 500);
    }

    private RefusalCode refusal() {
        return town.refusal(alice.node().settle(BOB, SettleOrder.everything()).recorded());
    }

    private Settlement atAlice() {
        return alice.settlement(bob, Direction.OUTGOING);
    }

    private Settlement atBob() {
        return bob.settlement(alice, Direction.INCOMING);
    }

    private static void assertStands(Settlement settlement, SettlementStatus status, Code reason) {
        assertThat(settlement.status()).isEqualTo(status);
        assertThat(settlement.reason()).contains(SettlementReason.because(reason));
    }

    private void assertBothSayThatTheLedgerHasChanged() {
        assertStands(atAlice(), SettlementStatus.IN_DOUBT, Code.LEDGER_CHANGED);
        assertStands(atBob(), SettlementStatus.ANSWERED, Code.LEDGER_CHANGED);
    }

    @Nested
    class WhileASettlementIsUnderWay {
        @ParameterizedTest
        @EnumSource(names = {"ANSWER_LOST", "REQUEST_LOST", "LATE"})
        void leavesItToBothOwnersAndPaysNothingMore(Fate fate) {
            aliceOwes80();
            town.ledgerOf(BOB).answersNoQuestions();
            settle(fate);
            resetTheLedger();
            town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
            int made = town.world.transfers().size();
            town.ledgerOf(BOB).answersQuestions();
            town.clock.pass(A_WHILE);
            assertBothSayThatTheLedgerHasChanged();
            assertThat(town.world.transfers()).hasSize(made);

            town.clock.answer(alice.node().resolve(atAlice().key(), Resolution.UNPAID));
            town.clock.until(() -> atBob().status() == SettlementStatus.CANCELLED);
            assertStands(atAlice(), SettlementStatus.CANCELLED, Code.NOT_PAID);
            town.clock.answer(alice.node().settle(BOB, SettleOrder.everything()).finished());
            assertThat(alice.owes(bob)).isZero();
            assertThat(town.world.transfers()).hasSize(made + 1);
        }

        @Test
        void isNoticedWhenTheDebtorComesBack() {
            aliceOwes80();
            town.ledgerOf(BOB).answersNoQuestions();
            settle(Fate.ANSWER_LOST);
            alice.kill();
            resetTheLedger();
            town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
            alice.start();
            town.ledgerOf(BOB).answersQuestions();
            town.clock.pass(A_WHILE);
            assertBothSayThatTheLedgerHasChanged();
            assertThat(town.world.transfers()).hasSize(1);
        }

        @Test
        void isNoticedThoughBothWereAwayAndTheLedgerHadConfirmed() {
            aliceOwes80();
            town.ledgerOf(BOB).answersNoQuestions();
            settle(Fate.CARRIED_OUT);
            assertThat(atAlice().status()).isEqualTo(SettlementStatus.CONFIRMED);
            town.ledgerOf(BOB).answersQuestions();
            alice.kill();
            town.network.down(true);
            bob.restart();
            town.clock.pass(A_WHILE);
            bob.kill();
            resetTheLedger();
            town.network.down(false);
            alice.start();
            bob.start();
            town.clock.pass(A_WHILE);
            assertStands(atAlice(), SettlementStatus.IN_DOUBT, Code.LEDGER_CHANGED);
            assertThat(atAlice().transaction()).isPresent();
        }

        @Test
        void isEndedByTheWordOfBothOwnersThatItWasPaid() {
            aliceOwes80();
            town.clock.answer(alice.node().settle(BOB, SettleOrder.of(30)).finished());
            bob.with(blindUntil(new CompletableFuture<>()));
            bob.restart();
            town.clock.until(() -> alice.isReadyFor(bob) && bob.isReadyFor(alice));
            settle(Fate.ANSWER_LOST);
            resetTheLedger();
            town.clock.pass(A_WHILE);
            assertBothSayThatTheLedgerHasChanged();
            Settlement paid = town.clock.answer(alice.node().resolve(atAlice().key(), Resolution.PAID));
            assertThat(paid.reason()).isEmpty();
            alice.restart();
            town.clock.pass(A_WHILE);
            assertThat(atAlice().status()).as("the owner's word stands").isEqualTo(SettlementStatus.CONFIRMED);
            town.clock.answer(bob.node().resolve(atBob().key(), Resolution.PAID));
            town.clock.until(() -> alice.owes(bob) == 0);
            assertThat(atAlice().reason()).isEmpty();
        }

        @Test
        void letsTheCreditorConfirmWhatItHearsOfOnlyAfterwards() {
            aliceOwes80();
            bob.kill();
            town.clock.until(() -> !alice.isReadyFor(bob));
            SettleOrder order = SettleOrder.everything().unannouncedToo();
            town.clock.answer(alice.node().settle(BOB, order).recorded());
            town.clock.until(() -> atAlice().status() == SettlementStatus.CONFIRMED);
            resetTheLedger();
            town.clock.until(() -> atAlice().status() == SettlementStatus.IN_DOUBT);
            town.clock.answer(alice.node().resolve(atAlice().key(), Resolution.PAID));
            bob.start();
            town.clock.until(() -> alice.isReadyFor(bob) && bob.isReadyFor(alice));
            town.clock.pass(A_WHILE);
            assertThat(atBob().status()).isEqualTo(SettlementStatus.ANSWERED);
            town.clock.answer(bob.node().resolve(atBob().key(), Resolution.PAID));
            town.clock.until(() -> alice.owes(bob) == 0);
        }

        @Test
        void letsTheCreditorReadTheOtherLedgerFromTheFirstTransferOn() {
            town.onALedgerThatCan(IDEMPOTENT_SUBMIT, INCOMING);
            aliceOwes80();
            town.clock.answer(alice.node().settle(BOB, SettleOrder.of(30)).finished());
            settle(Fate.LATE);
            town.clock.pass(A_WHILE);
            resetTheLedger();
            town.ledgerOf(ALICE).release();
            assertThat(town.world.transfers()).as("one on each ledger").hasSize(2);
            town.clock.until(() -> alice.owes(bob) == 0);
        }

        /** Bob finds nothing before the gate opens. */
        private ForwardingLedger blindUntil(CompletableFuture<Void> gate) {
            return new ForwardingLedger(bob.surroundings.ledger()) {
                @Override
                public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
                    return gate.isDone()
                            ? super.lookUp(payer, key)
                            : CompletableFuture.completedStage(new LookUpOutcome.NotFound());
                }
            };
        }

        @Test
        void isToldToWhoeverListens() {
            aliceOwes80();
            List<NodeEvent> heard = new ArrayList<>();
            bob.node().onEvent(heard::add);
            settle(Fate.REQUEST_LOST);
            town.clock.pass(A_WHILE);
            assertThat(heard).doesNotContain(new NodeEvent.LedgerChanged());
            resetTheLedger();
            town.clock.pass(A_WHILE);
            assertThat(heard).containsOnlyOnce(new NodeEvent.LedgerChanged());
        }

        @Test
        void endsWhenTheRightLedgerIsBack() {
            List<LedgerInstance> another = new ArrayList<>();
            alice.with(calling(alice, another));
            bob.with(calling(bob, another));
            aliceOwes80();
            settle(Fate.REQUEST_LOST);
            another.add(LedgerInstance.of("another"));
            town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
            town.clock.until(() -> atAlice().reason().equals(reason(Code.LEDGER_CHANGED))
                    && atBob().reason().equals(reason(Code.LEDGER_CHANGED)));
            town.clock.pass(A_WHILE);
            assertThat(town.world.transfers()).isEmpty();
            another.clear();
            town.clock.until(() -> alice.owes(bob) == 0);
            assertThat(town.world.transfers()).hasSize(1);
            assertThat(atBob().reason()).isEmpty();
        }

        private Optional<SettlementReason> reason(Code code) {
            return Optional.of(SettlementReason.because(code));
        }

        private ForwardingLedger calling(Clocktown.House house, List<LedgerInstance> another) {
            return new ForwardingLedger(house.surroundings.ledger()) {
                @Override
                public CompletionStage<InstanceOutcome> instance() {
                    return another.isEmpty()
                            ? super.instance()
                            : CompletableFuture.completedStage(new InstanceOutcome.Named(another.get(0)));
                }
            };
        }

        @Test
        void keepsWhatIsCredited() {
            aliceOwes80();
            settle(Fate.CARRIED_OUT);
            town.clock.until(() -> alice.owes(bob) == 0);
            resetTheLedger();
            alice.restart();
            bob.restart();
            town.clock.pass(A_WHILE);
            assertThat(atAlice().status()).isEqualTo(SettlementStatus.CREDITED);
            assertThat(atBob().status()).isEqualTo(SettlementStatus.CREDITED);
            assertThat(alice.owes(bob)).isZero();
        }
    }

    @Nested
    class BeforeASettlement {
        @Test
        void refusesToSettleWithNobody() {
            aliceOwes80();
            town.world.resetLedger();
            town.world.openAccount(ALICE, 500);
            assertThat(refusal()).isEqualTo(RefusalCode.ACCOUNT_MISSING);
            town.world.openAccount(BOB, 500);
            settle(Fate.CARRIED_OUT);
            town.clock.until(() -> alice.owes(bob) == 0);
        }

        @Test
        void refusesToSettleWithoutAnAccountOfItsOwn() {
            aliceOwes80();
            town.world.resetLedger();
            town.world.openAccount(BOB, 500);
            assertThat(refusal()).isEqualTo(RefusalCode.OWN_ACCOUNT_MISSING);
        }

        @Test
        void refusesToPayAnAccountThatHasChangedHands() {
            aliceOwes80();
            settleSomeAndThenBobsAccountIsTakenBy(new PublicKey(1, 2, 3, 4));
            assertThat(refusal()).isEqualTo(RefusalCode.ACCOUNT_CHANGED_HANDS);
            assertThat(atAlice().status()).isEqualTo(SettlementStatus.CREDITED);
            assertThat(alice.owes(bob)).isEqualTo(50);
        }

        @Test
        void refusesItAlsoWhileTheCreditorIsAway() {
            aliceOwes80();
            settleSomeAndThenBobsAccountIsTakenBy(new PublicKey(1, 2, 3, 4));
            town.network.down(true);
            town.clock.until(() -> !alice.isReadyFor(bob));
            assertThat(town.refusal(alice.node()
                            .settle(BOB, SettleOrder.everything().unannouncedToo())
                            .recorded()))
                    .isEqualTo(RefusalCode.ACCOUNT_CHANGED_HANDS);
            assertThat(town.world.transfers()).hasSize(1);
        }

        private void settleSomeAndThenBobsAccountIsTakenBy(PublicKey key) {
            town.clock.answer(alice.node().settle(BOB, SettleOrder.of(30)).finished());
            takeBobsAccount(key);
        }
    }

    private void takeBobsAccount(PublicKey key) {
        PeerRecord record = new PeerRecord(BOB, Optional.empty(), Optional.of(key));
        town.clock.answer(bob.surroundings.directory().publish(record).toCompletableFuture());
    }

    @Nested
    class BetweenTheAnswerAndTheLedger {
        @Test
        void withdrawsWhatWouldGoToAnotherPersonsAccount() {
            CompletableFuture<Void> gate = new CompletableFuture<>();
            alice.with(askedTwiceOnlyAfter(gate));
            aliceOwes80();
            alice.node().settle(BOB, SettleOrder.everything());
            town.clock.rest();
            assertThat(atAlice().status()).isEqualTo(SettlementStatus.ANSWERED);
            takeBobsAccount(new PublicKey(1, 2, 3, 4));
            gate.complete(null);
            town.clock.rest();
            assertStands(atAlice(), SettlementStatus.CANCELLED, Code.ACCOUNT_CHANGED_HANDS);
            assertThat(atBob().status()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(town.world.transfers()).isEmpty();
        }

        /** The ledger is asked about Bob's account before the announcement, and once more behind the gate. */
        private ForwardingLedger askedTwiceOnlyAfter(CompletableFuture<Void> gate) {
            return new ForwardingLedger(alice.surroundings.ledger()) {
                private boolean asked;

                @Override
                public CompletionStage<BalanceOutcome> balance(AccountId account) {
                    if (!account.equals(accountOf(BOB))) {
                        return super.balance(account);
                    }
                    boolean again = asked;
                    asked = true;
                    return again ? gate.thenCompose(open -> super.balance(account)) : super.balance(account);
                }
            };
        }
    }

    @Nested
    class WhereTheLedgerCannotTellKeysApart {
        @Test
        void doesNotHandADoubtfulTransferToAnInterfaceThatLaterCan() {
            town.onALedgerThatCan(LOOK_UP);
            aliceOwes80();
            settle(Fate.LATE);
            assertStands(atAlice(), SettlementStatus.IN_DOUBT, Code.LEDGER_CANNOT_TELL);
            alice.kill();
            town.onALedgerThatCan(IDEMPOTENT_SUBMIT, LOOK_UP);
            town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
            alice.start();
            town.clock.pass(A_WHILE);
            assertThat(town.world.transfers()).isEmpty();
            assertStands(atAlice(), SettlementStatus.IN_DOUBT, Code.LEDGER_CANNOT_TELL);
            town.ledgerOf(ALICE).release();
            town.clock.until(() -> alice.owes(bob) == 0);
            assertThat(town.world.transfers()).hasSize(1);
        }

        @Test
        void leavesAnAnswerToItsOwnerThatALostLifeMayHaveHandedOver() {
            town.onALedgerThatCan(LOOK_UP);
            backupBetweenAnnouncementAndAnswer();
            town.clock.pass(A_WHILE);
            assertThat(town.world.transfers()).hasSize(1);
        }
    }

    @Test
    void goesOnAfterABackupFromBetweenAnnouncementAndAnswerWhereKeysAreToldApart() {
        backupBetweenAnnouncementAndAnswer();
        town.clock.until(() -> alice.owes(bob) == 0);
        assertThat(town.world.transfers()).hasSize(1);
    }

    /** The life that is lost has handed the transfer over, and Bob has not looked for it yet. */
    private void backupBetweenAnnouncementAndAnswer() {
        aliceOwes80();
        town.ledgerOf(BOB).answersNoQuestions();
        bob.killAtWrite(0, false);
        alice.node().settle(BOB, SettleOrder.everything());
        town.clock.rest();
        assertThat(bob.wasKilled()).isTrue();
        InMemoryStorage backup = alice.backup();
        alice.restart();
        bob.start();
        town.clock.until(() -> alice.isReadyFor(bob));
        town.clock.pass(A_WHILE);
        alice.kill();
        alice.restore(backup);
        alice.start();
        town.clock.until(() -> alice.isReadyFor(bob));
        town.ledgerOf(BOB).answersQuestions();
    }
}
