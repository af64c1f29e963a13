package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.spi.Ledger.Capability.BALANCE;
import static io.p2pcredit.spi.Ledger.Capability.IDEMPOTENT_SUBMIT;
import static io.p2pcredit.spi.Ledger.Capability.INCOMING;
import static io.p2pcredit.spi.Ledger.Capability.LOOK_UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingSettlement;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alice owes Bob 80, and Bob is away when she settles. */
class UnannouncedSettlementTest {
    private static final SettleOrder ALL = SettleOrder.everything().unannouncedToo();

    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;
    private int lookUps;

    private void aliceOwes(long units) {
        alice.start();
        bob.start();
        town.indebt(alice, bob, units);
    }

    private void bobIsAway() {
        town.network.down(true);
        town.clock.until(() -> !alice.isReadyFor(bob) && !bob.isReadyFor(alice));
    }

    private void bobIsBack() {
        town.network.down(false);
        town.clock.until(() -> alice.isReadyFor(bob) && bob.isReadyFor(alice));
    }

    private Settlement settle(SettleOrder order) {
        return town.clock.answer(alice.node().settle(BOB, order).recorded());
    }

    private RefusalCode refusal(SettleOrder order) {
        return town.refusal(alice.node().settle(BOB, order).recorded());
    }

    private SettlementStatus atAlice() {
        return alice.settlement(bob, Direction.OUTGOING).status();
    }

    private SettlementStatus atBob() {
        return bob.settlement(alice, Direction.INCOMING).status();
    }

    private void assertCredited(long units, Balance atBob) {
        town.clock.until(() -> atAlice() == SettlementStatus.CREDITED && atBob() == SettlementStatus.CREDITED);
        assertThat(bob.settlement(alice, Direction.INCOMING).units()).isEqualTo(units);
        assertThat(alice.settlement(bob, Direction.OUTGOING).units()).isEqualTo(units);
        assertThat(bob.balanceWith(alice)).isEqualTo(atBob);
        assertThat(alice.balanceWith(bob)).isEqualTo(Balance.of(-atBob.units()));
        assertThat(town.world.transfers()).hasSize(1);
        assertThat(bob.funds()).isEqualTo(500 + units);
    }

    @Nested
    class IsCreditedWhenTheCreditorIsBack {
        @Test
        void andOneMovesTheMoneyAtOnce() {
            aliceOwes(80);
            bobIsAway();
            PendingSettlement pending = alice.node().settle(BOB, ALL);
            town.clock.rest();
            assertThat(bob.funds()).isEqualTo(580);
            assertThat(atAlice()).isEqualTo(SettlementStatus.CONFIRMED);
            assertThat(pending.finished()).isNotDone();
            bobIsBack();
            assertCredited(80, Balance.ZERO);
            assertThat(pending.finished().join().status()).isEqualTo(SettlementStatus.CREDITED);
        }

        @Test
        void alsoWhereTheLedgerOnlyListsWhatHasComeIn() {
            town.onALedgerThatCan(IDEMPOTENT_SUBMIT, INCOMING);
            aliceOwes(80);
            bobIsAway();
            settle(SettleOrder.of(30).unannouncedToo());
            bobIsBack();
            assertCredited(30, Balance.of(50));
        }

        @Test
        void alsoIfTheLedgersAnswerWasLost() {
            aliceOwes(80);
            bobIsAway();
            town.ledgerOf(ALICE).nextTransfers(Fate.ANSWER_LOST);
            settle(ALL);
            bobIsBack();
            assertCredited(80, Balance.ZERO);
        }

        @Test
        void alsoIfTheDebtorRestartsBeforeTheLedgerAnswers() {
            aliceOwes(80);
            bobIsAway();
            town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
            settle(ALL);
            alice.restart();
            bobIsBack();
            assertCredited(80, Balance.ZERO);
            town.ledgerOf(ALICE).release();
            assertCredited(80, Balance.ZERO);
        }

        @Test
        void alsoIfTheCreditorRestarts() {
            aliceOwes(80);
            bob.kill();
            town.clock.until(() -> !alice.isReadyFor(bob));
            settle(ALL);
            bob.start();
            assertCredited(80, Balance.ZERO);
        }

        @Test
        void andTheNextOneHasTheNextNumber() {
            aliceOwes(80);
            bobIsAway();
            settle(SettleOrder.of(30).unannouncedToo());
            bobIsBack();
            assertCredited(30, Balance.of(50));
            Settlement next = town.clock.answer(
                    alice.node().settle(BOB, SettleOrder.everything()).finished());
            assertThat(next.number()).isEqualTo(2);
            assertThat(bob.funds()).isEqualTo(580);
        }
    }

    /** Bob has paid, and Alice has not heard of it. */
    @Nested
    class OfMoreThanIsOwedByNow {
        private void bobPaysUnheard(long units) {
            bob.node().pay(PaymentOrder.to(ALICE, units));
            town.network.down(true);
            town.clock.until(() -> !alice.isReadyFor(bob) && !bob.isReadyFor(alice));
            assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(80 - units));
            assertThat(alice.balanceWith(bob)).isEqualTo(Balance.of(-80));
        }

        @Test
        void turnsTheDebtRound() {
            aliceOwes(80);
            bobPaysUnheard(50);
            settle(ALL);
            bobIsBack();
            assertCredited(80, Balance.of(-50));
        }

        @Test
        void mayTakeTheCreditorOverItsLimitByItsAmountAndNoMore() {
            aliceOwes(80);
            bobPaysUnheard(180);
            settle(ALL);
            bobIsBack();
            assertCredited(80, Balance.of(-180));
            assertThat(bob.node().trustline(ALICE).orElseThrow().payable()).isZero();
            town.clock.answer(bob.node().settle(ALICE, SettleOrder.everything()).finished());
            assertThat(alice.balanceWith(bob)).isEqualTo(Balance.ZERO);
        }

        @Test
        void isFoundThoughNothingOfItWasAccepted() {
            aliceOwes(80);
            bobPaysUnheard(80);
            settle(ALL);
            bobIsBack();
            assertCredited(80, Balance.of(-80));
        }

        @Test
        void isLookedForDuringAMinuteAndAgainWhenTheLineIsReadyAgain() {
            bob.with(new ForwardingLedger(bob.surroundings.ledger()) {
                @Override
                public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
                    lookUps++;
                    return super.lookUp(payer, key);
                }
            });
            town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
            aliceOwes(80);
            bobPaysUnheard(80);
            settle(ALL);
            bobIsBack();
            town.clock.pass(Duration.ofSeconds(20));
            assertThat(lookUps).isBetween(5, 29);
            town.clock.pass(Duration.ofMinutes(3));
            assertThat(lookUps).isEqualTo(30);
            town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 1)).acknowledged());
            town.clock.pass(Duration.ofMinutes(3));
            assertThat(lookUps).as("a payment is no reason to look").isEqualTo(30);

            town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
            town.clock.until(() -> atAlice() == SettlementStatus.CONFIRMED);
            assertThat(atBob()).isEqualTo(SettlementStatus.DECLINED);
            bobIsAway();
            bobIsBack();
            assertCredited(80, Balance.of(-79));
        }

        @Test
        void isLookedForAsLongAsTheLedgerIsSilent() {
            town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
            aliceOwes(80);
            bobPaysUnheard(80);
            settle(ALL);
            bobIsBack();
            town.ledgerOf(BOB).answersNoQuestions();
            town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
            town.clock.pass(Duration.ofMinutes(10));
            assertThat(atBob()).isEqualTo(SettlementStatus.DECLINED);
            town.ledgerOf(BOB).answersQuestions();
            assertCredited(80, Balance.of(-80));
        }
    }

    @Nested
    class ThatTheLedgerRefuses {
        @Test
        void isWithdrawnWhenTheCreditorIsBack() {
            aliceOwes(80);
            bobIsAway();
            town.ledgerOf(ALICE).nextTransfers(Fate.REFUSED);
            PendingSettlement pending = alice.node().settle(BOB, ALL);
            bobIsBack();
            assertThat(town.clock.answer(pending.finished()).status()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(alice.owes(bob)).isEqualTo(80);
            town.clock.answer(alice.node().settle(BOB, SettleOrder.everything()).finished());
            assertCredited(80, Balance.ZERO);
        }
    }

    @Nested
    class IsRefused {
        static Stream<Set<Capability>> tooLittle() {
            return Stream.of(
                    Set.of(),
                    Set.of(IDEMPOTENT_SUBMIT),
                    Set.of(IDEMPOTENT_SUBMIT, BALANCE),
                    Set.of(LOOK_UP, INCOMING, BALANCE));
        }

        @ParameterizedTest
        @MethodSource("tooLittle")
        void onALedgerThatCannotTellKeysApartOrShowsNothing(Set<Capability> capabilities) {
            town.onALedgerThatCan(capabilities.toArray(new Capability[0]));
            aliceOwes(80);
            bobIsAway();
            assertThat(refusal(ALL)).isEqualTo(RefusalCode.LEDGER_WITHOUT_KEYS);
            assertThat(alice.node().settlements()).isEmpty();
        }

        @Test
        void beforeBothWereInStepSinceTheStart() {
            aliceOwes(80);
            bobIsAway();
            alice.restart();
            assertThat(refusal(ALL)).isEqualTo(RefusalCode.NOT_RESUMED_YET);
            bobIsBack();
            bobIsAway();
            assertThat(settle(ALL).units()).isEqualTo(80);
        }

        @Test
        void whileTheCreditorIsHere() {
            aliceOwes(80);
            assertThat(refusal(ALL)).isEqualTo(RefusalCode.PEER_PRESENT);
        }

        @Test
        void whileAnotherOneIsNotCredited() {
            aliceOwes(80);
            bobIsAway();
            settle(SettleOrder.of(10).unannouncedToo());
            assertThat(refusal(ALL)).isEqualTo(RefusalCode.SETTLEMENT_UNDER_WAY);
            alice.restart();
            assertThat(refusal(ALL)).isEqualTo(RefusalCode.NOT_RESUMED_YET);
            assertThat(town.world.transfers()).hasSize(1);
        }

        @Test
        void ifMoreIsAskedForThanIsOwedOrNothingIs() {
            aliceOwes(80);
            bobIsAway();
            assertThat(refusal(SettleOrder.of(81).unannouncedToo())).isEqualTo(RefusalCode.MORE_THAN_OWED);
            assertThat(town.refusal(bob.node().settle(ALICE, ALL).recorded())).isEqualTo(RefusalCode.NOTHING_OWED);
            assertThat(town.refusal(alice.node().settle(Clocktown.CHARLIE, ALL).recorded()))
                    .isEqualTo(RefusalCode.NO_TRUSTLINE);
        }

        @Test
        void whileTheLedgerIsSilent() {
            aliceOwes(80);
            bobIsAway();
            town.ledgerOf(ALICE).answersNoQuestions();
            assertThat(refusal(ALL)).isEqualTo(RefusalCode.LEDGER_UNREACHABLE);
            assertThat(alice.node().settlements()).isEmpty();
        }
    }
}
