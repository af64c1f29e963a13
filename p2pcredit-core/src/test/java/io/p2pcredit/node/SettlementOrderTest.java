package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.node.Clocktown.CHARLIE;
import static io.p2pcredit.spi.Ledger.Capability.BALANCE;
import static io.p2pcredit.spi.Ledger.Capability.IDEMPOTENT_SUBMIT;
import static io.p2pcredit.spi.Ledger.Capability.LOOK_UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What happens around a settlement, in every order. Alice owes Bob 80, unless a test says otherwise. */
class SettlementOrderTest {
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;
    private final List<Transfer> submitted = new ArrayList<>();

    private void aliceOwes(long units) {
        alice.start();
        bob.start();
        town.indebt(alice, bob, units);
    }

    private void settle() {
        alice.node().settle(BOB, SettleOrder.everything());
        town.clock.rest();
    }

    private SettlementStatus atAlice() {
        return alice.settlement(bob, Direction.OUTGOING).status();
    }

    private SettlementStatus atBob() {
        return bob.settlement(alice, Direction.INCOMING).status();
    }

    private void assertSettled(long units) {
        town.clock.until(() -> atAlice() == SettlementStatus.CREDITED && atBob() == SettlementStatus.CREDITED);
        assertThat(town.world.transfers())
                .singleElement()
                .satisfies(made -> assertThat(made.transfer().amount()).isEqualTo(Amount.of(units)));
        assertThat(bob.balanceWith(alice))
                .isEqualTo(Balance.of(-alice.balanceWith(bob).units()));
    }

    /** Alice's sight of the ledger, which counts what she hands over. */
    private void countSubmissions() {
        alice.with(new ForwardingLedger(alice.surroundings.ledger()) {
            @Override
            public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                submitted.add(transfer);
                return super.submit(transfer);
            }
        });
    }

    @Nested
    class WhileTheAnswerIsMissing {
        @Test
        void theCreditorCreditsWhatTheDebtorDoesNotKnowYet() {
            aliceOwes(80);
            town.ledgerOf(ALICE).transfers(Fate.ANSWER_LOST);
            settle();
            assertSettled(80);
            assertThat(alice.owes(bob)).isZero();
        }

        @Test
        void aRequestThatComesTwiceMovesTheMoneyOnce() {
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.REPEATED);
            settle();
            assertSettled(80);
        }

        @Test
        void theDebtorAsksAgainUntilTheLedgerAnswers() {
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.REQUEST_LOST, Fate.NOT_SENT, Fate.LATE, Fate.REQUEST_LOST);
            settle();
            assertThat(atAlice()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertSettled(80);
            assertThat(submitted).hasSize(5).containsOnly(submitted.get(0));
            town.ledgerOf(ALICE).release();
            assertSettled(80);
        }

        @Test
        void aRequestThatNeverLeftIsNoDoubt() {
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.NOT_SENT);
            settle();
            assertThat(atAlice()).isEqualTo(SettlementStatus.SUBMITTED);
            assertSettled(80);
        }

        @Test
        void theDebtorRestartsAndAsksAgainUnderTheSameKey() {
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.LATE);
            settle();
            alice.restart();
            assertSettled(80);
            town.ledgerOf(ALICE).release();
            assertThat(submitted).hasSize(2).containsOnly(submitted.get(0));
            assertSettled(80);
        }

        /** It finds the transfer under way in its journal, and then once more in what its peer gives back. */
        @Test
        void aDebtorThatLostWhatFollowedAsksOnce() {
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).transfers(Fate.HELD);
            settle();
            alice.kill();
            InMemoryStorage backup = alice.backup();
            alice.start();
            town.clock.until(() -> alice.isReadyFor(bob));
            town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 1)).acknowledged());
            alice.kill();
            alice.restore(backup);
            submitted.clear();
            alice.start();
            town.clock.until(() -> alice.isReadyFor(bob));
            assertThat(alice.owes(bob)).isEqualTo(81);
            assertThat(submitted).hasSize(1);
            town.ledgerOf(ALICE).release();
            assertSettled(80);
        }

        @Test
        void theLedgerIsAskedAtLeastEveryHalfMinute() {
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
            settle();
            town.clock.pass(Duration.ofMinutes(10));
            int before = submitted.size();
            town.clock.pass(Duration.ofMinutes(10));
            assertThat(submitted.size() - before).isBetween(20, 200);
        }

        @Test
        void theOwnersWordEndsTheAsking() {
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
            settle();
            town.clock.answer(alice.node()
                    .resolve(alice.settlement(bob, Direction.OUTGOING).key(), Resolution.UNPAID));
            int before = submitted.size();
            town.clock.pass(A_WHILE);
            assertThat(submitted).hasSize(before);
            assertThat(atAlice()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(atBob()).isEqualTo(SettlementStatus.CANCELLED);
        }

        @Test
        void aCreditEndsTheAsking() {
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST).nextTransfers(Fate.ANSWER_LOST);
            settle();
            assertSettled(80);
            int before = submitted.size();
            town.clock.pass(A_WHILE);
            assertThat(submitted.size() - before).isLessThanOrEqualTo(1);
        }
    }

    @Nested
    class WhileBothSidesAct {
        @Test
        void ofTwoSettlementsThatCrossOneIsDeclined() {
            aliceOwes(80);
            town.clock.answer(bob.node().pay(PaymentOrder.to(ALICE, 85)).acknowledged());
            alice.node().pay(PaymentOrder.to(BOB, 10));
            alice.node().settle(BOB, SettleOrder.everything()); // owes 5, as she sees it
            bob.node().settle(ALICE, SettleOrder.everything()); // owes 5, as he sees it
            assertSettled(5);
            assertThat(bob.settlement(alice, Direction.OUTGOING).status()).isEqualTo(SettlementStatus.DECLINED);
            assertThat(alice.owes(bob)).isZero();
        }

        @Test
        void paymentsFlyBothWaysDuringEveryStep() {
            aliceOwes(80);
            List<PendingPayment> payments = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                payments.add(alice.node().pay(PaymentOrder.to(BOB, 2)));
                payments.add(bob.node().pay(PaymentOrder.to(ALICE, 1)));
                if (i % 5 == 0) {
                    alice.node().settle(BOB, SettleOrder.of(10));
                }
                town.clock.pass(Duration.ofMillis(3));
            }
            payments.forEach(payment -> town.clock.answer(payment.acknowledged()));
            town.clock.until(() -> atAlice() == SettlementStatus.CREDITED);
            long moved = bob.funds() - 500;
            assertThat(moved).isPositive();
            assertThat(alice.balanceWith(bob)).isEqualTo(Balance.of(-(80 + 40 - 20 - moved)));
            assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(80 + 40 - 20 - moved));
        }

        @Test
        void moneyOnItsWayIsNotSpentASecondTimeAsCredit() {
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
            settle();
            long payable = bob.node().trustline(ALICE).orElseThrow().payable();
            assertThat(payable).isEqualTo(100); // 80 owed to him, 100 of credit, 80 expected
            town.ledgerOf(ALICE).release();
            assertSettled(80);
            assertThat(bob.node().trustline(ALICE).orElseThrow().payable()).isEqualTo(100);
        }
    }

    @Nested
    class WhereTheLedgerCannotTellKeysApart {
        @Test
        void nothingIsHandedOverTwice() {
            town.onALedgerThatCan(LOOK_UP);
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
            settle();
            assertThat(atAlice()).isEqualTo(SettlementStatus.IN_DOUBT);
            town.clock.pass(A_WHILE);
            alice.restart();
            town.clock.pass(A_WHILE);
            assertThat(submitted).hasSize(1);
            assertThat(atAlice()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
        }

        @Test
        void whatNeverLeftIsHandedOverAgain() {
            town.onALedgerThatCan(LOOK_UP);
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.NOT_SENT, Fate.NOT_SENT);
            settle();
            assertSettled(80);
            assertThat(submitted).hasSize(3);
        }

        @Test
        void whatWasPerhapsHandedOverBeforeARestartIsNotHandedOverAgain() {
            town.onALedgerThatCan(LOOK_UP);
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
            settle();
            alice.restart();
            town.clock.pass(A_WHILE);
            assertThat(atAlice()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertThat(submitted).hasSize(1);
            town.ledgerOf(ALICE).release();
            assertSettled(80);
        }

        @Test
        void aRefusalIsTakenAtItsWord() {
            town.onALedgerThatCan(LOOK_UP);
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.REFUSED);
            settle();
            assertThat(atAlice()).isEqualTo(SettlementStatus.CANCELLED);
            settle();
            assertSettled(80);
        }

        @Test
        void whatComesAfterAllIsCreditedThoughItsOwnerGaveItUp() {
            town.onALedgerThatCan(LOOK_UP);
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.LATE);
            settle();
            town.clock.answer(alice.node()
                    .resolve(alice.settlement(bob, Direction.OUTGOING).key(), Resolution.UNPAID));
            assertThat(atBob()).isEqualTo(SettlementStatus.CANCELLED);
            town.ledgerOf(ALICE).release();
            assertSettled(80);
        }

        @Test
        void itsOwnerMaySayThatItIsPaid() {
            town.onALedgerThatCan(LOOK_UP);
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.LATE);
            settle();
            Settlement resolved = town.clock.answer(alice.node()
                    .resolve(alice.settlement(bob, Direction.OUTGOING).key(), Resolution.PAID));
            assertThat(resolved.status()).isEqualTo(SettlementStatus.CONFIRMED);
            town.clock.pass(A_WHILE);
            assertThat(alice.owes(bob))
                    .as("nothing is credited on a debtor's word")
                    .isEqualTo(80);
            town.ledgerOf(ALICE).release();
            assertSettled(80);
        }
    }

    @Nested
    class WhereTheKeyWasUsedBefore {
        @Test
        void theRecordedTransferToTheCreditorCounts() {
            aliceOwes(80);
            use(BOB, 30);
            settle();
            assertSettled(30);
            assertThat(alice.owes(bob)).isEqualTo(50);
        }

        @Test
        void theRecordedTransferIsConfirmedThoughTheCreditorHasNotSeenIt() {
            aliceOwes(80);
            use(BOB, 30);
            town.ledgerOf(BOB).answersNoQuestions();
            settle();
            assertThat(atAlice()).isEqualTo(SettlementStatus.CONFIRMED);
        }

        @Test
        void aTransferToSomebodyElseIsADoubtForAPerson() {
            countSubmissions();
            aliceOwes(80);
            use(CHARLIE, 80);
            settle();
            town.clock.pass(A_WHILE);
            assertThat(atAlice()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
            assertThat(submitted).hasSize(1);

            town.clock.answer(alice.node()
                    .resolve(alice.settlement(bob, Direction.OUTGOING).key(), Resolution.UNPAID));
            settle();
            town.clock.until(() -> alice.owes(bob) == 0);
            assertThat(bob.funds()).isEqualTo(580);
        }

        @Test
        void aRefusalIsFinalWhateverWasRefused() {
            aliceOwes(80);
            use(CHARLIE, 5_000);
            settle();
            assertThat(atAlice()).isEqualTo(SettlementStatus.CANCELLED);
            settle();
            assertSettled(80);
        }

        /** Alice's first key is used by a life that she has forgotten. */
        private void use(PeerId payee, long units) {
            Ledger ledger = alice.surroundings.ledger();
            SettlementKey key = SettlementKey.of(
                    alice.node().trustline(BOB).orElseThrow().id(),
                    Side.of(alice.signer.publicKey(), bob.signer.publicKey()),
                    1);
            ledger.submit(new Transfer(key, ledger.accountOf(ALICE), ledger.accountOf(payee), Amount.of(units)));
        }
    }

    @Nested
    class WhereAccountsDoNotFit {
        @Test
        void anotherAccountThanTheLinesIsNotPaid() {
            bob.with(atAnotherAccount(bob));
            aliceOwes(80);
            settle();
            assertThat(atAlice()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(town.world.transfers()).isEmpty();
        }

        @Test
        void aPayerThatIsNotThePeerIsDeclined() {
            alice.with(atAnotherAccount(alice));
            aliceOwes(80);
            settle();
            assertThat(atAlice()).isEqualTo(SettlementStatus.DECLINED);
            assertThat(town.world.transfers()).isEmpty();
        }

        private Ledger atAnotherAccount(Clocktown.House house) {
            return new ForwardingLedger(house.surroundings.ledger()) {
                @Override
                public AccountId accountOf(PeerId peer) {
                    return peer.equals(house.name) ? AccountId.of("elsewhere") : super.accountOf(peer);
                }

                @Override
                public CompletionStage<BalanceOutcome> balance(AccountId account) {
                    return CompletableFuture.completedStage(new BalanceOutcome.Funds(500, Optional.empty()));
                }
            };
        }
    }

    @Nested
    class WhileTheLedgerIsSilent {
        @Test
        void nothingIsAnnounced() {
            aliceOwes(80);
            town.ledgerOf(ALICE).answersNoQuestions();
            assertThat(town.refusal(
                            alice.node().settle(BOB, SettleOrder.everything()).recorded()))
                    .isEqualTo(RefusalCode.LEDGER_UNREACHABLE);
            assertThat(alice.node().settlements()).isEmpty();
        }

        @Test
        void whatIsUnderWayWaitsUntilItIsKnownWhatTheLedgerCan() {
            countSubmissions();
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.REQUEST_LOST);
            settle();
            alice.kill();
            town.ledgerOf(ALICE).answersNoQuestions();
            alice.start();
            town.clock.pass(A_WHILE);
            assertThat(submitted).hasSize(1);
            town.ledgerOf(ALICE).answersQuestions();
            assertSettled(80);
            assertThat(submitted).hasSize(2);
        }

        @Test
        void theLedgerIsAskedWhatItCanAtGrowingIntervals() {
            int[] asked = {0};
            aliceOwes(80);
            town.ledgerOf(ALICE).nextTransfers(Fate.REQUEST_LOST);
            settle();
            alice.kill();
            town.ledgerOf(ALICE).answersNoQuestions();
            alice.with(new ForwardingLedger(alice.surroundings.ledger()) {
                        @Override
                        public CompletionStage<Optional<Set<Capability>>> capabilities() {
                            asked[0]++;
                            return super.capabilities();
                        }
                    })
                    .start();
            town.clock.pass(Duration.ofMinutes(10));
            assertThat(asked[0]).isBetween(20, 120);
        }

        @Test
        void theCreditorLooksAgainAndAgain() {
            aliceOwes(80);
            town.ledgerOf(BOB).answersNoQuestions();
            settle();
            town.clock.pass(A_WHILE);
            assertThat(atAlice()).isEqualTo(SettlementStatus.CONFIRMED);
            assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
            town.ledgerOf(BOB).answersQuestions();
            assertSettled(80);
        }

        @Test
        void theCreditorLooksForNothingWhileTheDebtorIsAway() {
            int[] looks = {0};
            bob.with(new ForwardingLedger(bob.surroundings.ledger()) {
                @Override
                public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
                    looks[0]++;
                    return super.lookUp(payer, key);
                }
            });
            aliceOwes(80);
            town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
            settle();
            alice.kill();
            town.clock.until(() -> !bob.isReadyFor(alice));
            int before = looks[0];
            town.clock.pass(A_WHILE);
            assertThat(looks[0] - before).isLessThanOrEqualTo(1);
            town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
            alice.start();
            assertSettled(80);
        }

        @Test
        void theCreditorFindsWhatItMissedBeforeARestart() {
            town.onALedgerThatCan(IDEMPOTENT_SUBMIT, LOOK_UP, BALANCE);
            aliceOwes(80);
            town.ledgerOf(BOB).answersNoQuestions();
            settle();
            bob.restart();
            town.clock.pass(A_WHILE);
            assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
            town.ledgerOf(BOB).answersQuestions();
            assertSettled(80);
        }
    }

    @Nested
    class WhereTheAdapterIsAtFault {
        @Test
        void whatItThrowsIsSilence() {
            boolean[] broken = {false};
            alice.with(new ForwardingLedger(alice.surroundings.ledger()) {
                @Override
                public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                    if (broken[0]) {
                        throw new IllegalStateException("broken");
                    }
                    return super.submit(transfer);
                }
            });
            aliceOwes(80);
            broken[0] = true;
            settle();
            assertThat(atAlice()).isEqualTo(SettlementStatus.IN_DOUBT);
            broken[0] = false;
            assertSettled(80);
        }
    }
}
