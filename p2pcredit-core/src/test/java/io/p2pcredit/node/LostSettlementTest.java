package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.spi.Ledger.Capability.IDEMPOTENT_SUBMIT;
import static io.p2pcredit.spi.Ledger.Capability.INCOMING;
import static io.p2pcredit.spi.Ledger.Capability.LOOK_UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Alice owed Bob 80 and settled while he was away, and an older copy of hers is put back: nothing signed tells of it. */
class LostSettlementTest {
    private static final SettleOrder ALL = SettleOrder.everything().unannouncedToo();
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;
    private final List<SettlementKey> lookedUp = new ArrayList<>();

    /** From here on what Alice looks up is noted. */
    private void settleAndLoseIt(SettleOrder order) {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
        InMemoryStorage older = copyOfAlice();
        settleUnannounced(order);
        alice.kill();
        alice.restore(older);
        alice.with(counting());
    }

    /** Taking it ends her process. */
    private InMemoryStorage copyOfAlice() {
        InMemoryStorage copy = alice.backup();
        alice.restart();
        town.clock.until(() -> alice.isReadyFor(bob) && bob.isReadyFor(alice));
        return copy;
    }

    private void settleUnannounced(SettleOrder order) {
        bob.kill();
        town.clock.until(() -> !alice.isReadyFor(bob));
        town.clock.answer(alice.node().settle(BOB, order).recorded());
        town.clock.until(() -> atAlice() == SettlementStatus.CONFIRMED);
    }

    private ForwardingLedger counting() {
        return new ForwardingLedger(alice.surroundings.ledger()) {
            @Override
            public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
                lookedUp.add(key);
                return super.lookUp(payer, key);
            }
        };
    }

    private void bothStart() {
        alice.start();
        bob.start();
    }

    private SettlementStatus atAlice() {
        return alice.settlement(bob, Direction.OUTGOING).status();
    }

    private void assertCredited(long units) {
        town.clock.until(() -> alice.isReadyFor(bob) && alice.owes(bob) == 80 - units);
        town.clock.pass(A_WHILE);
        assertThat(alice.balanceWith(bob)).isEqualTo(Balance.of(units - 80));
        assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(80 - units));
        assertThat(alice.settlement(bob, Direction.OUTGOING).units()).isEqualTo(units);
        assertThat(bob.settlement(alice, Direction.INCOMING).units()).isEqualTo(units);
        assertThat(atAlice()).isEqualTo(SettlementStatus.CREDITED);
        assertThat(bob.settlement(alice, Direction.INCOMING).status()).isEqualTo(SettlementStatus.CREDITED);
        assertThat(town.world.transfers()).hasSize(1);
        assertThat(bob.funds()).isEqualTo(500 + units);
    }

    @Nested
    class IsFoundOnTheLedger {
        @ParameterizedTest
        @CsvSource({"80, 1", "30, 2"})
        void andCreditedByItself(long units, int lookUps) {
            settleAndLoseIt(SettleOrder.of(units).unannouncedToo());
            bothStart();
            assertCredited(units);
            assertThat(lookedUp).as("the next one too if anything is left").hasSize(lookUps);
        }

        @Test
        void andShownBeforeTheCreditorIsBack() {
            settleAndLoseIt(ALL);
            alice.start();
            town.clock.until(() -> !alice.node().settlements().isEmpty());
            assertThat(atAlice()).isEqualTo(SettlementStatus.CONFIRMED);
            assertThat(alice.settlement(bob, Direction.OUTGOING).transaction())
                    .contains(town.world.transfers().get(0).transaction());
            assertThat(alice.owes(bob)).isEqualTo(80);
            bob.start();
            assertCredited(80);
        }

        @Test
        void onceTheLedgerAnswersAndBlocksNoPaymentUntilThen() {
            settleAndLoseIt(SettleOrder.of(30).unannouncedToo());
            town.ledgerOf(ALICE).answersNoQuestions();
            bothStart();
            town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 5)).acknowledged());
            town.clock.answer(bob.node().pay(PaymentOrder.to(ALICE, 5)).acknowledged());
            town.clock.pass(Duration.ofMinutes(10));
            assertThat(alice.node().settlements()).isEmpty();
            town.ledgerOf(ALICE).answersQuestions();
            assertCredited(30);
        }

        @Test
        void thoughLookUpsFailForALongTime() {
            settleAndLoseIt(ALL);
            SilentLookUps silent = new SilentLookUps();
            alice.with(silent);
            bothStart();
            town.clock.pass(Duration.ofMinutes(10));
            assertThat(silent.asked).isBetween(10, 100);
            silent.over = true;
            assertCredited(80);
        }

        /** What she has signed since the copy was made comes back from Bob, and only then she owes him anything. */
        @Test
        void alsoIfTheDebtItselfWasLostWithIt() {
            alice.start();
            bob.start();
            town.indebt(alice, bob, 1);
            town.clock.answer(bob.node().pay(PaymentOrder.to(ALICE, 1)).acknowledged());
            InMemoryStorage older = copyOfAlice();
            town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 80)).acknowledged());
            settleUnannounced(ALL);
            alice.kill();
            alice.restore(older);
            bothStart();
            assertCredited(80);
        }

        /** The older copy finds what a later life has announced, and Bob gives back what was said of it. */
        @Test
        void andCountsOnceIfTheCreditorKnowsOfIt() {
            alice.start();
            bob.start();
            town.indebt(alice, bob, 80);
            InMemoryStorage older = copyOfAlice();
            town.clock.answer(alice.node().settle(BOB, SettleOrder.of(30)).finished());
            bob.kill();
            alice.kill();
            alice.restore(older);
            alice.start();
            town.clock.until(() -> !alice.node().settlements().isEmpty());
            assertThat(atAlice()).isEqualTo(SettlementStatus.CONFIRMED);
            bob.start();
            assertCredited(30);
        }

        /** Without an answer to its look-up a life settled once more and met its own key. */
        @Test
        void alsoIfMoreWasAskedForUnderItsKeyInYetAnotherLostLife() {
            settleAndLoseIt(SettleOrder.of(30).unannouncedToo());
            InMemoryStorage older = alice.backup();
            alice.with(new SilentLookUps());
            bothStart();
            town.clock.until(() -> alice.isReadyFor(bob));
            town.clock.answer(alice.node().settle(BOB, SettleOrder.everything()).finished());
            bob.kill();
            alice.kill();
            alice.restore(older);
            alice.with(counting());
            alice.start();
            town.clock.until(() -> !alice.node().settlements().isEmpty());
            bob.start();
            assertCredited(30);
        }
    }

    /** Look-ups get no answer until that is over; everything else does. */
    private final class SilentLookUps extends ForwardingLedger {
        private int asked;
        private boolean over;

        SilentLookUps() {
            super(alice.surroundings.ledger());
        }

        @Override
        public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
            asked++;
            return over
                    ? super.lookUp(payer, key)
                    : CompletableFuture.completedFuture(new LookUpOutcome.Unknown("silent"));
        }
    }

    static Stream<Arguments> deaths() {
        return Stream.of(false, true)
                .flatMap(durable -> IntStream.range(0, 4).mapToObj(write -> Arguments.of(write, durable)));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void isCreditedOnceWhereverTheDebtorDies(int atWrite, boolean durable) {
        settleAndLoseIt(ALL);
        alice.killAtWrite(atWrite, durable);
        alice.start();
        town.clock.pass(Duration.ofSeconds(10));
        assertThat(alice.isKilled())
                .as("at its first write, before Bob is back")
                .isEqualTo(atWrite == 0);
        bob.start();
        town.clock.pass(Duration.ofSeconds(10));
        assertThat(alice.wasKilled()).isTrue();
        alice.start();
        assertCredited(80);
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void isCreditedOnceWhereverTheCreditorDies(int atWrite, boolean durable) {
        settleAndLoseIt(ALL);
        bob.killAtWrite(atWrite, durable);
        bothStart();
        town.clock.pass(Duration.ofSeconds(10));
        if (bob.wasKilled()) {
            bob.start();
        }
        assertCredited(80);
    }

    @Nested
    class IsNotAssumed {
        private void assertNothingIs() {
            town.clock.until(() -> alice.isReadyFor(bob));
            town.clock.pass(A_WHILE);
            assertThat(alice.node().settlements()).isEmpty();
            assertThat(bob.node().settlements()).isEmpty();
            assertThat(alice.owes(bob)).isEqualTo(80);
        }

        @Test
        void ifTheLedgerHasNothingUnderTheKeyAndItIsAskedOnce() {
            alice.with(counting());
            alice.start();
            bob.start();
            town.indebt(alice, bob, 80);
            alice.restart();
            bob.restart();
            assertNothingIs();
            assertThat(lookedUp).hasSize(1);
        }

        @Test
        void andNothingIsAskedByACreditor() {
            bob.start();
            alice.with(counting());
            alice.start();
            town.indebt(bob, alice, 80);
            alice.restart();
            town.clock.pass(A_WHILE);
            assertThat(lookedUp).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"Alice, Charlie", "Charlie, Bob", "Bob, Alice"})
        void ifTheLedgerHasPaidSomebodyElseOrOutOfAnotherAccount(String payer, String payee) {
            alice.start();
            bob.start();
            town.indebt(alice, bob, 80);
            alice.with(new ForwardingLedger(alice.surroundings.ledger()) {
                @Override
                public CompletionStage<LookUpOutcome> lookUp(AccountId asked, SettlementKey key) {
                    lookedUp.add(key);
                    Transfer other = new Transfer(key, AccountId.of(payer), AccountId.of(payee), Amount.of(80));
                    return CompletableFuture.completedFuture(
                            new LookUpOutcome.Found(new Recorded(other, TransactionId.of("tx"))));
                }
            });
            alice.restart();
            assertNothingIs();
            assertThat(lookedUp).hasSize(1);
        }

        @Test
        void ifTheLedgerWasResetSince() {
            settleAndLoseIt(ALL);
            town.world.resetLedger();
            town.world.openAccount(ALICE, 500);
            town.world.openAccount(BOB, 500);
            bothStart();
            assertNothingIs();
        }

        @Test
        void ifTheLedgerLooksNothingUp() {
            settleAndLoseIt(ALL);
            town.onALedgerThatCan(IDEMPOTENT_SUBMIT, INCOMING);
            bothStart();
            assertNothingIs();
            assertThat(lookedUp).isEmpty();
        }
    }

    @Test
    void isLookedForOnAFewLinesAtATime() {
        alice.start();
        for (int i = 0; i < 10; i++) {
            Clocktown.House creditor = town.new House(PeerId.of("Creditor" + i));
            creditor.start();
            town.indebt(alice, creditor, 1);
        }
        Deque<CompletableFuture<LookUpOutcome>> asked = new ArrayDeque<>();
        alice.with(new ForwardingLedger(alice.surroundings.ledger()) {
            @Override
            public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
                CompletableFuture<LookUpOutcome> answer = new CompletableFuture<>();
                lookedUp.add(key);
                asked.add(answer);
                return answer;
            }
        });
        alice.restart();
        for (int answered = 0; answered < 10; answered++) {
            town.clock.pass(Duration.ofSeconds(10)); // a question that is not answered is given up after a minute
            assertThat(asked).hasSize(Math.min(4, 10 - answered));
            asked.remove().complete(new LookUpOutcome.NotFound());
        }
        town.clock.pass(A_WHILE);
        assertThat(asked).isEmpty();
        assertThat(lookedUp).doesNotHaveDuplicates().hasSize(10);
    }

    /** It is looked up, and the ledger is another one before the answer is here. */
    @Test
    void isLookedUpAgainIfTheLedgerIsAnotherOneMeanwhile() {
        settleAndLoseIt(ALL);
        town.onALedgerThatCan(IDEMPOTENT_SUBMIT, LOOK_UP);
        alice.with(new ForwardingLedger(alice.surroundings.ledger()) {
            @Override
            public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
                CompletionStage<LookUpOutcome> answer = super.lookUp(payer, key);
                if (lookedUp.isEmpty()) {
                    town.world.resetLedger();
                }
                lookedUp.add(key);
                return answer;
            }
        });
        bothStart();
        town.clock.until(() -> alice.isReadyFor(bob));
        town.clock.pass(A_WHILE);
        assertThat(lookedUp).hasSize(2);
        assertThat(alice.node().settlements()).isEmpty();
        assertThat(alice.owes(bob)).isEqualTo(80);
    }
}
