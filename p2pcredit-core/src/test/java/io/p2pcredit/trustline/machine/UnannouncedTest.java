package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.machine.SettlementSlot.Announcement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alice owes bob 60 and settles while he is away. */
class UnannouncedTest {
    private static final TransactionId TX = TransactionId.of("tx-1");

    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    @BeforeEach
    void bobIsAway() {
        alice.pay(60);
        pair.settleDown().disconnect();
    }

    private static Input unannounced() {
        return new Input.SettleUnannounced(Optional.empty(), End.LEDGER);
    }

    private static Input unannounced(long units) {
        return new Input.SettleUnannounced(Optional.of(Amount.of(units)), End.LEDGER);
    }

    private static Input confirmed() {
        return new Input.TransferConfirmed(1, TX);
    }

    private static Input found(long units) {
        return new Input.TransferFound(1, Amount.of(units), TX);
    }

    private Effect submission(long units) {
        SettlementKey key = SettlementKey.of(alice.line().identity().id(), Side.LOW, 1);
        return new Effect.SubmitTransfer(1, key, AccountId.of("bob"), Amount.of(units));
    }

    private List<Entry> ownEntriesAfter(long seq) {
        List<Entry> all = End.updatesIn(alice.facts).stream()
                .flatMap(update -> update.entries().stream())
                .toList();
        return all.subList((int) seq, all.size());
    }

    private void assertStatus(SettlementStatus atAlice, SettlementStatus atBob) {
        assertThat(alice.line().outgoing().status()).isEqualTo(atAlice);
        assertThat(bob.line().incoming().status()).isEqualTo(atBob);
        pair.assertHonest().assertReplays();
    }

    private static Entry intent(long units) {
        return new Entry.SettlementIntent(1, Amount.of(units), AccountId.of("alice"));
    }

    @Nested
    class WhileTheCreditorIsAway {
        @Test
        void theTransferIsHandedOverOnceThisIsDurableAndNothingIsSigned() {
            Chain signed = alice.line().own();
            alice.take(unannounced());
            assertThat(alice.effects).containsExactly(submission(60));
            assertThat(alice.facts).contains(new LineRecord.SettledUnannounced(1, Amount.of(60), End.LEDGER));
            assertThat(alice.line().own()).isEqualTo(signed);
            assertThat(alice.balance()).isEqualTo(-60);
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.SUBMITTED);
            assertThat(alice.line().outgoing().units()).isEqualTo(60);
            assertThat(alice.replayed()).isEqualTo(alice.line());
        }

        @Test
        void whatTheLedgerHasMovedNeedNotBeSettledAgain() {
            alice.take(unannounced(50));
            assertThat(alice.line().exposure()).isEqualTo(60);
            alice.take(confirmed());
            assertThat(alice.line().exposure()).isEqualTo(10);
            assertThat(alice.balance()).isEqualTo(-60);
        }

        @Test
        void itIsOneAtATime() {
            alice.take(unannounced(10)).take(unannounced(10));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.SETTLEMENT_UNDER_WAY));
            alice.take(confirmed()).take(unannounced(10));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.SETTLEMENT_UNDER_WAY));
        }

        @Test
        void itIsOneAtATimeAlsoIfTheLedgerHasRefusedTheFirst() {
            alice.take(unannounced(10))
                    .take(new Input.TransferRefused(1, End.REFUSED))
                    .take(unannounced(10));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.SETTLEMENT_UNDER_WAY));
        }

        @Test
        void itIsNotBegunBesidesOneThatWasAnnounced() {
            pair.connect().settleDown();
            alice.settle(10);
            pair.disconnect();
            alice.take(unannounced(10));
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.SETTLEMENT_UNDER_WAY));
        }

        @ParameterizedTest
        @CsvSource({"60, ", "61, MORE_THAN_OWED", "9007199254740991, MORE_THAN_OWED"})
        void itIsAtMostWhatIsOwed(long units, RefusalCode code) {
            alice.take(unannounced(units));
            assertThat(alice.refusals).isEqualTo(code == null ? List.of() : List.of(Refusal.because(code, 60)));
        }

        @Test
        void itNeedsADebt() {
            bob.take(unannounced());
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.NOTHING_OWED));
        }

        @Test
        void itNeedsALineThatIsWhole() {
            pair.connect().settleDown();
            int backup = alice.facts.size();
            alice.pay(5).changeLimit(7);
            pair.settleDown().disconnect();
            alice.restore(backup);
            pair.connect();
            pair.deliver(alice);
            pair.deliver(bob);
            pair.deliver(bob);
            assertThat(alice.line().restoring()).isTrue();
            pair.disconnect();
            alice.take(unannounced());
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.NOT_RESUMED_YET));
        }

        @Test
        void itIsHandedOverAgainAfterARestart() {
            alice.take(unannounced());
            alice.restart();
            assertThat(alice.effects).containsExactly(submission(60));
            alice.take(new Input.TransferUnanswered(1, End.SILENT));
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.IN_DOUBT);
            alice.restart();
            assertThat(alice.effects).containsExactly(submission(60));
        }

        @Test
        void itIsNotHandedOverAgainOnceTheLedgerHasAnswered() {
            alice.take(unannounced()).take(confirmed());
            alice.restart();
            assertThat(alice.effects).isEmpty();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CONFIRMED);
        }

        @Test
        void theOwnerMayEndTheDoubt() {
            alice.take(unannounced()).take(new Input.TransferUnanswered(1, End.SILENT));
            alice.take(new Input.Resolved(Direction.OUTGOING, true));
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CONFIRMED);
        }
    }

    @Test
    void isRefusedWhileTheCreditorIsThere() {
        pair.connect();
        alice.take(unannounced());
        assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.PEER_PRESENT));
        pair.settleDown();
        alice.take(unannounced());
        assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.PEER_PRESENT));
        assertThat(alice.line().outgoing()).isEqualTo(SettlementSlot.EMPTY);
    }

    @Nested
    class WhenTheCreditorIsBack {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void theIntentIsWrittenAnsweredAndCredited(boolean confirmedBefore) {
            long before = alice.line().own().seq();
            alice.take(unannounced());
            if (confirmedBefore) {
                alice.take(confirmed());
            }
            pair.connect().settleDown().assertInStep();
            assertThat(ownEntriesAfter(before)).containsExactly(intent(60));
            assertThat(alice.line().outgoing().announcement()).isEqualTo(Announcement.LATER);
            assertThat(bob.line().incoming().reserved()).isEqualTo(60);
            if (!confirmedBefore) {
                alice.take(confirmed());
            }
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
            assertThat(alice.balance()).isZero();
        }

        @Test
        void theIntentIsWrittenOnce() {
            alice.take(unannounced()).take(confirmed());
            pair.connect().settleDown();
            long written = alice.line().own().seq();
            pair.reconnect();
            alice.restart();
            bob.restart();
            pair.connect().settleDown().assertInStep();
            assertThat(alice.line().own().seq()).isEqualTo(written);
            assertThat(alice.effects).doesNotContain(submission(60));
        }

        @Test
        void theLedgersRefusalIsToldWithTheIntent() {
            long before = alice.line().own().seq();
            alice.take(unannounced()).take(new Input.TransferRefused(1, End.REFUSED));
            pair.connect().settleDown().assertInStep();
            assertThat(ownEntriesAfter(before)).containsExactly(intent(60), new Entry.SettlementCancelled(1));
            assertStatus(SettlementStatus.CANCELLED, SettlementStatus.CANCELLED);
            assertThat(bob.line().incoming().answer()).isEmpty();
            assertThat(alice.balance()).isEqualTo(-60);
        }

        @Test
        void theOwnersWordIsTakenBackIfTheCreditorDeclinesWhatNoLedgerShows() {
            alice.take(unannounced()).take(new Input.TransferUnanswered(1, End.SILENT));
            alice.take(new Input.Resolved(Direction.OUTGOING, true));
            pair.connect();
            pair.deliver(alice);
            bob.pay(60);
            pair.settleDown();
            assertStatus(SettlementStatus.CONFIRMED, SettlementStatus.DECLINED);
            alice.take(new Input.Resolved(Direction.OUTGOING, false));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CANCELLED, SettlementStatus.CANCELLED);
        }

        @Test
        void theLedgersWordIsNotTakenBack() {
            alice.take(unannounced()).take(confirmed()).take(new Input.Resolved(Direction.OUTGOING, false));
            assertThat(alice.refusal().code()).isEqualTo(RefusalCode.NOTHING_TO_RESOLVE);
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CONFIRMED);
        }

        @Test
        void anotherOneMayBeginAfterARefusal() {
            alice.take(unannounced()).take(new Input.TransferRefused(1, End.REFUSED));
            pair.connect().settleDown();
            alice.settle(7);
            pair.settleDown().assertInStep();
            assertThat(alice.line().outgoing().number()).isEqualTo(2);
            assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
        }

        @Test
        void whatTheCreditorHasPaidMeanwhileIsOwedByItThen() {
            alice.take(unannounced()).take(confirmed());
            pair.connect();
            pair.deliver(alice);
            bob.pay(60);
            pair.settleDown();
            assertThat(bob.line().incoming().answer().orElseThrow().units()).isZero();
            assertStatus(SettlementStatus.CONFIRMED, SettlementStatus.DECLINED);
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
            assertThat(alice.balance()).isEqualTo(60);
        }

        @Test
        void theOverrunIsBoundedByItsAmount() {
            alice.take(unannounced()).take(confirmed());
            pair.connect();
            pair.deliver(alice);
            bob.pay(160);
            pair.settleDown();
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isEqualTo(100 + 60);
            bob.pay(1);
            assertThat(bob.refusal()).isEqualTo(Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 0));
        }

        @Test
        void theCreditIsWhatTheLedgerSays() {
            alice.take(unannounced()).take(confirmed());
            pair.connect().settleDown();
            bob.take(found(59));
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isEqualTo(-1);
        }

        @Test
        void aTransferThatWasFoundBeforeTheIntentCameWaitsForIt() {
            alice.take(unannounced()).take(confirmed());
            pair.connect();
            pair.deliver(alice);
            bob.take(found(60));
            assertThat(bob.balance()).isEqualTo(60);
            pair.deliver(bob);
            pair.deliver(alice);
            SettlementKey key = SettlementKey.of(alice.line().identity().id(), Side.LOW, 1);
            assertThat(bob.effects).contains(new Effect.AwaitTransfer(1, key, 60));
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertThat(bob.balance()).isZero();
        }

        @Test
        void aLostAnnouncementComesWithTheNextSession() {
            alice.take(unannounced());
            pair.connect();
            pair.deliver(bob);
            assertThat(alice.line().outgoing().announcement()).isEqualTo(Announcement.LATER);
            pair.reconnect().assertInStep();
            assertStatus(SettlementStatus.SUBMITTED, SettlementStatus.ANSWERED);
        }

        @Test
        void theNodeMayStopInBetweenAndStillTells() {
            alice.take(unannounced());
            alice.restart();
            alice.take(confirmed());
            alice.restart();
            pair.connect().settleDown().assertInStep();
            bob.take(found(60));
            pair.settleDown().assertInStep();
            assertStatus(SettlementStatus.CREDITED, SettlementStatus.CREDITED);
        }

        @Test
        void anAnswerThatNamesAnotherAccountChangesNothingAnyMore() {
            alice.take(unannounced());
            pair.connect();
            pair.deliver(bob);
            alice.outbox.clear();
            alice.take(new Input.UpdateReceived(Forgery.of(bob)
                    .entries(new Entry.SettlementAnswer(1, 60, AccountId.of("mallory")))
                    .seen(alice.line().own().seq())
                    .update()));
            assertThat(alice.line().outgoing().cancelled()).isFalse();
            assertThat(alice.effects).isEmpty();
        }
    }

    @Nested
    class ThatWasForgotten {
        @Test
        void meetsItsOwnKeyOnTheLedgerWhenItIsMadeAgain() {
            int backup = alice.facts.size();
            alice.take(unannounced(40)).take(confirmed());
            alice.restore(backup);
            pair.connect().settleDown();
            alice.settle();
            pair.settleDown();
            assertThat(alice.effects).containsExactly(submission(60));
            alice.take(confirmed());
            bob.take(found(40));
            pair.settleDown().assertInStep();
            assertThat(alice.balance()).isEqualTo(-20);
        }

        @Test
        void comesBackAsAnyOtherIfItWasTold() {
            int backup = alice.facts.size();
            alice.take(unannounced(40));
            pair.connect().settleDown().disconnect();
            alice.ledger = Optional.empty();
            alice.restore(backup);
            pair.connect().settleDown().assertInStep();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertThat(alice.line().outgoing().transferUnits()).isEqualTo(40);
        }
    }
}
