package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bob writes whatever he likes, properly signed; alice checks. */
class ReceptionTest {
    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    private static Entry.Payment payment(long units) {
        Amount amount = Amount.of(units);
        return new Entry.Payment(new PaymentId(9, 9), 0, amount, amount, Memo.NONE);
    }

    private void send(Update update) {
        alice.take(new Input.UpdateReceived(update));
    }

    private void assertFrozen(Misbehaviour misbehaviour, Line before, Update update) {
        Evidence evidence = new Evidence(misbehaviour, before.theirs().newest(), update);
        assertThat(alice.line().evidence()).contains(evidence);
        assertThat(alice.line()).isEqualTo(before.frozenBy(evidence));
        assertThat(alice.outbox).isEmpty();
        assertThat(alice.replayed()).isEqualTo(alice.line());
    }

    private void assertFreezes(Misbehaviour misbehaviour, Update update) {
        Line before = alice.line();
        send(update);
        assertFrozen(misbehaviour, before, update);
    }

    private void assertIgnored(Update update) {
        Line before = alice.line();
        send(update);
        assertThat(alice.line()).isEqualTo(before);
        assertThat(alice.outbox).isEmpty();
        assertThat(alice.closings).isEmpty();
    }

    private void assertCloses(CloseCode code, Update update) {
        Line before = alice.line();
        send(update);
        assertThat(alice.line()).isEqualTo(before);
        assertThat(alice.closings).containsExactly(code);
    }

    @Nested
    class Order {
        @Test
        void aDuplicateIsIgnored() {
            bob.pay(10);
            Update update = bob.line().window().updates().get(0);
            pair.settleDown();
            assertIgnored(update);
        }

        @Test
        void aStaleUpdateIsIgnored() {
            bob.pay(10);
            Update update = bob.line().window().updates().get(0);
            bob.pay(20);
            pair.settleDown();
            assertIgnored(update);
        }

        @Test
        void aStaleAcknowledgementIsIgnored() {
            alice.pay(10);
            pair.deliver(alice);
            Update first = new Update(List.of(), bob.line().own().newest().orElseThrow());
            alice.pay(10);
            pair.settleDown();
            assertIgnored(first);
        }

        @Test
        void aGapAsksForAnotherSession() {
            bob.pay(10).pay(20);
            assertCloses(CloseCode.OUT_OF_STEP, bob.line().window().updates().get(1));
        }

        @Test
        void anAcknowledgementOverAGapAsksForAnotherSession() {
            bob.pay(10);
            assertCloses(
                    CloseCode.OUT_OF_STEP,
                    new Update(List.of(), bob.line().own().newest().orElseThrow()));
        }

        @Test
        void anUpdateThatOverlapsWhatIsHeldAsksForAnotherSession() {
            bob.pay(10);
            pair.settleDown();
            Update second = Forgery.of(bob).entries(payment(1)).update();
            Entry first = End.updatesIn(bob.facts).get(0).entries().get(0);
            assertCloses(
                    CloseCode.OUT_OF_STEP,
                    new Update(List.of(first, second.entries().get(0)), second.signed()));
        }
    }

    @Nested
    class Equivocation {
        @Test
        void isAnotherTotalForTheSameEntries() {
            assertFreezes(Misbehaviour.EQUIVOCATION, Forgery.of(bob).paid(1).update());
            alice.pay(1);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.FROZEN));
        }

        @Test
        void isAnotherCreditForTheSameEntries() {
            assertFreezes(Misbehaviour.EQUIVOCATION, Forgery.of(bob).credited(1).update());
        }

        @Test
        void isAnotherLimitForTheSameEntries() {
            assertFreezes(Misbehaviour.EQUIVOCATION, Forgery.of(bob).limit(101).update());
        }

        @Test
        void isAnotherHashForTheSameEntries() {
            assertFreezes(
                    Misbehaviour.EQUIVOCATION,
                    Forgery.of(bob)
                            .proof(p -> new BalanceProof(
                                    p.line(),
                                    p.side(),
                                    p.seq(),
                                    p.paid(),
                                    p.credited(),
                                    p.limit(),
                                    p.peerSeq(),
                                    new Hash(1, 2, 3, 4)))
                            .update());
        }

        @Test
        void isAnotherEntryUnderTheSameNumber() {
            Update other = Forgery.of(bob).entries(payment(5)).update();
            bob.pay(10);
            pair.settleDown();
            assertFreezes(Misbehaviour.EQUIVOCATION, other);
        }

        @Test
        void isMoreEntriesWithLessSeen() {
            alice.pay(1);
            pair.settleDown();
            Update back = Forgery.of(bob).entries(payment(1)).seen(1).update();
            assertFreezes(Misbehaviour.EQUIVOCATION, back);
        }

        @Test
        void isFewerEntriesWithMoreSeen() {
            alice.pay(1);
            Update ahead = Forgery.of(bob).seen(2).update();
            bob.pay(10);
            pair.deliver(bob);
            alice.outbox.clear();
            assertFreezes(Misbehaviour.EQUIVOCATION, ahead);
        }
    }

    @Nested
    class Seen {
        @ParameterizedTest
        @CsvSource({"2", "3", "9223372036854775807"})
        void entriesThatWereNeverWrittenFreeze(long seen) {
            assertFreezes(
                    Misbehaviour.UNSEEN_ENTRIES, Forgery.of(bob).seen(seen).update());
        }

        @Test
        void entriesThatWereNeverWrittenFreezeWithAPaymentToo() {
            assertFreezes(
                    Misbehaviour.UNSEEN_ENTRIES,
                    Forgery.of(bob).entries(payment(1)).seen(2).update());
        }

        @Test
        void aLoweredLimitBindsAPeerThatNeverAcknowledgesIt() {
            alice.changeLimit(10);
            pair.disconnect();
            bob.take(new Input.SessionStarted());
            alice.take(new Input.SessionStarted());
            alice.take(new Input.ResumeReceived(
                    bob.line().own().newest(), bob.line().theirs().newest()));
            alice.outbox.clear();
            assertFreezes(
                    Misbehaviour.FORGOTTEN_ENTRIES,
                    Forgery.of(bob).entries(payment(50)).update());
        }

        @Test
        void anUpdateWrittenBeforeTheSessionMayHaveSeenLess() {
            bob.pay(10);
            alice.pay(5);
            pair.reconnect().assertInStep();
        }
    }

    @Nested
    class Sums {
        @Test
        void thatDoNotFollowFromTheEntriesFreeze() {
            assertFreezes(
                    Misbehaviour.WRONG_SUMS,
                    Forgery.of(bob).entries(payment(10)).paid(11).update());
        }

        @Test
        void thatShrinkFreeze() {
            bob.pay(10);
            pair.settleDown();
            assertFreezes(
                    Misbehaviour.WRONG_SUMS,
                    Forgery.of(bob).entries(payment(1)).paid(1).update());
        }

        @Test
        void withCreditThatNobodyWroteFreeze() {
            assertFreezes(
                    Misbehaviour.WRONG_SUMS,
                    Forgery.of(bob).entries(payment(10)).credited(1).update());
        }

        @Test
        void withALimitThatNobodyWroteFreeze() {
            assertFreezes(
                    Misbehaviour.WRONG_SUMS,
                    Forgery.of(bob).entries(payment(10)).limit(1).update());
        }

        @Test
        void overAnotherEntryWithTheSameTotalsFreeze() {
            Update honest = Forgery.of(bob).entries(payment(10)).update();
            Entry.Payment other = new Entry.Payment(new PaymentId(9, 8), 0, Amount.of(10), Amount.of(10), Memo.NONE);
            assertFreezes(Misbehaviour.WRONG_SUMS, new Update(List.of(other), honest.signed()));
        }

        @Test
        void overOtherEntriesFreeze() {
            Update honest = Forgery.of(bob).entries(payment(10)).update();
            Update swapped = new Update(List.of(new Entry.LimitChange(CreditLimit.of(100))), honest.signed());
            assertFreezes(Misbehaviour.WRONG_SUMS, swapped);
        }
    }

    @Nested
    class OverTheLimit {
        @ParameterizedTest
        @CsvSource({"1, false", "99, false", "100, false", "101, true", "9007199254740991, true"})
        void aPaymentFreezes(long units, boolean frozen) {
            Update update = Forgery.of(bob).entries(payment(units)).update();
            Line before = alice.line();
            send(update);
            if (frozen) {
                assertFrozen(Misbehaviour.OVER_THE_LIMIT, before, update);
            } else {
                assertThat(alice.balance()).isEqualTo(units);
            }
        }

        @Test
        void aPaymentFreezesAlsoIfTheUpdateMakesUpForItInTheEnd() {
            pair.alice.pay(50);
            pair.settleDown();
            assertFreezes(
                    Misbehaviour.OVER_THE_LIMIT,
                    Forgery.of(bob)
                            .entries(payment(151), new Entry.LimitChange(CreditLimit.of(500)))
                            .update());
        }

        @Test
        void aBatchFreezes() {
            Entry batch = new Entry.PaymentBatch(new PaymentId(1, 1), Amounts.of(50, 51), Memo.NONE);
            assertFreezes(
                    Misbehaviour.OVER_THE_LIMIT, Forgery.of(bob).entries(batch).update());
        }

        @Test
        void aPaymentFreezesIfThePeerHadSeenTheLowerLimit() {
            alice.changeLimit(10);
            pair.settleDown();
            assertFreezes(
                    Misbehaviour.OVER_THE_LIMIT,
                    Forgery.of(bob).entries(payment(11)).update());
        }

        @Test
        void aPaymentFreezesIfItIsTheFirstToShowThatThePeerHadSeenTheLowerLimit() {
            alice.changeLimit(10);
            alice.outbox.clear();
            long change = alice.line().own().seq();
            assertFreezes(
                    Misbehaviour.OVER_THE_LIMIT,
                    Forgery.of(bob).entries(payment(11)).seen(change).update());
        }

        @Test
        void aPaymentIsFineIfThePeerHadNotSeenTheLowerLimit() {
            alice.changeLimit(10);
            alice.outbox.clear();
            send(Forgery.of(bob).entries(payment(100)).update());
            assertThat(alice.balance()).isEqualTo(100);
        }

        @Test
        void noOtherEntryIsCheckedAgainstTheLimit() {
            bob.pay(100);
            pair.settleDown();
            alice.changeLimit(10);
            pair.settleDown();
            send(Forgery.of(bob)
                    .entries(new Entry.LimitChange(CreditLimit.of(3)))
                    .update());
            assertThat(alice.line().isFrozen()).isFalse();
            assertThat(alice.line().theirs().limit()).isEqualTo(CreditLimit.of(3));
        }

        @ParameterizedTest
        @CsvSource({"99, false", "100, false", "101, true"})
        void whatIsAcceptedAsComingCountsAsOwedInBothOrders(long units, boolean frozen) {
            alice.pay(60);
            pair.settleDown();
            alice.settle();
            alice.outbox.clear();
            Entry answer = new Entry.SettlementAnswer(1, 60, AccountId.of("bob"));
            Line before = alice.line();
            for (List<Entry> order : List.of(List.of(answer, payment(units)), List.of(payment(units), answer))) {
                alice.stands(before);
                Update update =
                        Forgery.of(bob).entries(order.toArray(Entry[]::new)).update();
                send(update);
                assertThat(alice.line().evidence().map(Evidence::misbehaviour))
                        .isEqualTo(frozen ? Optional.of(Misbehaviour.OVER_THE_LIMIT) : Optional.empty());
            }
        }
    }

    @Nested
    class Overflow {
        @Test
        void ofThePaidTotalFreezesAndIsNeverWrapped() {
            standWithPaid(Long.MAX_VALUE - 5);
            assertFreezes(Misbehaviour.OVERFLOW, overflowing(payment(6)));
        }

        @Test
        void isNotYetTheLargestTotal() {
            standWithPaid(Long.MAX_VALUE - 5);
            send(Forgery.of(bob).entries(payment(5)).update());
            assertThat(alice.line().evidence()).isEmpty();
            assertThat(alice.line().theirs().paid()).isEqualTo(Long.MAX_VALUE);
            assertThat(alice.balance()).isEqualTo(5);
        }

        @Test
        void ofTheOwnTotalIsARefusal() {
            standWithPaid(Long.MAX_VALUE - 5);
            alice.pay(6);
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.TOTAL_OVERFLOW));
            alice.pay(5);
            assertThat(alice.line().own().paid()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void isPaidAndCreditedTogetherBeyondTheRange() {
            standWith(Long.MAX_VALUE - 5, 5, Long.MAX_VALUE - 5, 5);
            assertFreezes(Misbehaviour.OVERFLOW, overflowing(payment(1)));
        }

        @Test
        void neverTurnsWhatThePeerOwesIntoADebtOfThisEnd() {
            standWith(0, 0, 60, Long.MAX_VALUE - 60);
            assertThat(alice.balance()).isEqualTo(Long.MAX_VALUE);
            alice.settle();
            assertThat(alice.refusal()).isEqualTo(Refusal.because(RefusalCode.NOTHING_OWED));
            alice.pay(1);
            assertThat(alice.line().own().paid()).isEqualTo(1);
        }

        /** A proof cannot state what overflows, so it states the largest total. */
        private Update overflowing(Entry entry) {
            Update fits = Forgery.of(bob)
                    .entries(new Entry.LimitChange(CreditLimit.NONE))
                    .paid(Long.MAX_VALUE)
                    .update();
            return new Update(List.of(entry), fits.signed());
        }

        private void standWithPaid(long paid) {
            standWith(paid, 0, paid, 0);
        }

        private void standWith(long paidByAlice, long creditedByAlice, long paidByBob, long creditedByBob) {
            Line atAlice = alice.line();
            Line atBob = bob.line();
            Chain alices = totals(atAlice.own(), paidByAlice, creditedByAlice);
            Chain bobs = totals(atBob.own(), paidByBob, creditedByBob);
            alice.stands(with(atAlice, alices, bobs));
            bob.stands(with(atBob, bobs, alices));
        }

        private Line with(Line line, Chain own, Chain theirs) {
            return new Line(
                    line.identity(),
                    own,
                    theirs,
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

        private Chain totals(Chain chain, long paid, long credited) {
            return new Chain(chain.seq(), paid, credited, chain.limit(), chain.entriesHash(), chain.newest());
        }
    }

    @Nested
    class WrongEntries {
        @ParameterizedTest
        @MethodSource("io.p2pcredit.trustline.machine.ReceptionTest#entriesOutOfPlace")
        void freeze(Entry entry) {
            assertFreezes(
                    Misbehaviour.WRONG_ENTRY, Forgery.of(bob).entries(entry).update());
        }

        @Test
        void anAssetThatIsNotTheLinesFreezes() {
            Pair fresh = Pair.inSession();
            Entry open = new Entry.Open(new Asset("EUR", 2), CreditLimit.of(1), CreditLimit.of(1));
            Update update = Forgery.of(fresh.bob).entries(open).update();
            fresh.alice.take(new Input.UpdateReceived(update));
            assertThat(fresh.alice.line().evidence())
                    .contains(new Evidence(Misbehaviour.WRONG_ENTRY, Optional.empty(), update));
        }

        @Test
        void aPaymentBeforeThisEndHasOpenedTheLineFreezes() {
            Pair fresh = Pair.inSession();
            Entry open = new Entry.Open(Asset.CREDIT, CreditLimit.of(1), CreditLimit.of(1));
            Update update = Forgery.of(fresh.bob).entries(open, payment(1)).update();
            fresh.alice.take(new Input.UpdateReceived(update));
            assertThat(fresh.alice.line().evidence().map(Evidence::misbehaviour))
                    .contains(Misbehaviour.WRONG_ENTRY);
        }

        @Test
        void aSecondSettlementWhileOneIsUnderWayFreezes() {
            bob.pay(50);
            pair.settleDown();
            bob.settle(10);
            pair.settleDown();
            assertFreezes(
                    Misbehaviour.WRONG_ENTRY,
                    Forgery.of(bob)
                            .entries(new Entry.SettlementIntent(2, Amount.of(1), AccountId.of("bob")))
                            .update());
        }

        @Test
        void anAnswerLargerThanWhatWasAskedFreezes() {
            alice.pay(50);
            pair.settleDown();
            alice.settle(10);
            alice.outbox.clear();
            assertFreezes(
                    Misbehaviour.WRONG_ENTRY,
                    Forgery.of(bob)
                            .entries(new Entry.SettlementAnswer(1, 11, AccountId.of("bob")))
                            .seen(2)
                            .update());
        }

        @Test
        void aSecondCreditForOneSettlementFreezes() {
            alice.pay(50);
            pair.settleDown();
            alice.settle();
            pair.settleDown();
            TransactionId transaction = TransactionId.of("t");
            bob.take(new Input.TransferFound(1, Amount.of(50), transaction));
            pair.settleDown().assertInStep();
            assertFreezes(
                    Misbehaviour.WRONG_ENTRY,
                    Forgery.of(bob)
                            .entries(new Entry.SettlementCredit(1, Amount.of(50), transaction))
                            .update());
        }

        @Test
        void aCreditBeforeTheAnswerFreezes() {
            alice.pay(50);
            pair.settleDown();
            alice.settle(10);
            alice.outbox.clear();
            assertFreezes(
                    Misbehaviour.WRONG_ENTRY,
                    Forgery.of(bob)
                            .entries(new Entry.SettlementCredit(1, Amount.of(10), TransactionId.of("t")))
                            .update());
        }
    }

    static Stream<Entry> entriesOutOfPlace() {
        AccountId account = AccountId.of("bob");
        return Stream.of(
                new Entry.Open(Asset.CREDIT, CreditLimit.of(100), CreditLimit.of(100)),
                new Entry.SettlementIntent(2, Amount.of(1), account),
                new Entry.SettlementIntent(Long.MAX_VALUE, Amount.of(1), account),
                new Entry.SettlementAnswer(1, 0, account),
                new Entry.SettlementCancelled(1),
                new Entry.SettlementCredit(1, Amount.of(1), TransactionId.of("t")));
    }

    @Nested
    class NotOurs {
        @Test
        void anUpdateOfAnotherLineEndsTheSession() {
            assertCloses(CloseCode.PROTOCOL_VIOLATION, new Update(List.of(), new Pair.Stranger(bob).proof()));
        }

        @Test
        void anUpdateOfThisEndsOwnSideEndsTheSession() {
            assertCloses(
                    CloseCode.PROTOCOL_VIOLATION,
                    Forgery.of(bob)
                            .entries(payment(1))
                            .proof(p -> new BalanceProof(
                                    p.line(),
                                    Side.LOW,
                                    p.seq(),
                                    p.paid(),
                                    p.credited(),
                                    p.limit(),
                                    p.peerSeq(),
                                    p.entriesHash()))
                            .update());
        }

        @Test
        void anUpdateWithoutASessionIsNotTakenIn() {
            Update update = Forgery.of(bob).entries(payment(1)).update();
            pair.disconnect();
            assertCloses(CloseCode.PROTOCOL_VIOLATION, update);
        }
    }

    @Nested
    class AfterFreezing {
        @Test
        void everyCommandIsRefusedAndEveryUpdateIgnored() {
            send(Forgery.of(bob).paid(1).update());
            Line frozen = alice.line();
            alice.pay(1).changeLimit(1).settle().propose(1, 1);
            alice.take(new Input.Pay(QueuedPayment.of(new PaymentId(1, 1), Amounts.of(1), true, Memo.NONE, false)));
            alice.take(new Input.Accept(CreditLimit.NONE));
            assertThat(alice.refusals).hasSize(6).containsOnly(Refusal.because(RefusalCode.FROZEN));
            send(Forgery.of(bob).entries(payment(1)).update());
            assertThat(alice.line()).isEqualTo(frozen);
            assertThat(alice.outbox).isEmpty();
        }

        @Test
        void whatWasTakenInBeforeIsStillSignedFor() {
            Update wrong = Forgery.of(bob).paid(1).update();
            alice.take(alice.payment(5), new Input.UpdateReceived(wrong));
            assertThat(alice.line().own().signedSeq())
                    .isEqualTo(alice.line().own().seq());
            assertThat(alice.replayed()).isEqualTo(alice.line());
        }
    }
}
