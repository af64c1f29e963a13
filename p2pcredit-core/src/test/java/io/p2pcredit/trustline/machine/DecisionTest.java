package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.internal.recovery.BatchBuilder;
import io.p2pcredit.internal.recovery.BatchBuilder.Place;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An owner takes one of two proofs as true. */
class DecisionTest {
    private static void nothing(Fork fork) {}

    /** Alice has paid 10 unseen by bob, who holds a proof of hers over a payment of 7. */
    private final Fork fork = new Fork(both -> both.alice.pay(20), both -> both.alice.pay(10), both -> pays(both, 7));

    private static void pays(Fork fork, long units) {
        fork.alice.pay(units);
        fork.pair.settleDown();
    }

    @Nested
    class WhenBothOwnersAgree {
        @ParameterizedTest(name = "on hers: {0}, alice first: {1}, they meet in between: {2}")
        @CsvSource({
            "true, true, true",
            "true, true, false",
            "true, false, true",
            "true, false, false",
            "false, true, true",
            "false, true, false",
            "false, false, true",
            "false, false, false"
        })
        void theLineGoesOnWithThatProofInWhateverOrderTheyDecide(boolean hers, boolean aliceFirst, boolean meet) {
            fork.meet();
            if (aliceFirst) {
                fork.decide(fork.alice, hers);
            } else {
                fork.decide(fork.bob, !hers);
            }
            if (meet) {
                fork.meetAgain();
            }
            if (aliceFirst) {
                fork.decide(fork.bob, !hers);
            } else {
                fork.decide(fork.alice, hers);
            }
            fork.meetAgain().isAtWork(hers ? -30 : -27);
        }

        @Test
        void theEvidenceIsKept() {
            fork.meet();
            Evidence alices = fork.alice.line().evidence().orElseThrow();
            Evidence bobs = fork.bob.line().evidence().orElseThrow();
            fork.agreeOn(false).isAtWork(-27);
            assertThat(fork.alice.line().accord().verdicts())
                    .containsExactly(new Accord.Verdict(alices, false, OptionalLong.of(2)));
            assertThat(fork.bob.line().accord().verdicts())
                    .containsExactly(new Accord.Verdict(bobs, true, OptionalLong.empty()));
        }

        /** Alice's second entry pays 20 and is signed for; the third pays 10 or 7. */
        @ParameterizedTest(name = "numbering {0}, number {1}: {2}")
        @CsvSource({
            "0, 2, ACKNOWLEDGED",
            "0, 3, IN_DOUBT",
            "0, 9, IN_DOUBT",
            "1, 3, ACKNOWLEDGED",
            "1, 4, ACKNOWLEDGED",
            "1, 5, SENT"
        })
        void whatBobHadNotSignedForIsInDoubtOnceHerRecordIsReplaced(int numbering, long seq, PaymentStatus status) {
            fork.meet().agreeOn(false).isAtWork(-27);
            assertThat(fork.alice.line().accord().numbering()).isEqualTo(1);
            assertThat(fork.alice.line().statusOf(numbering, seq)).isEqualTo(status);
        }

        @Test
        void itStaysInDoubtWhenHerRecordIsReplacedAgain() {
            fork.meet().decide(fork.alice, false).decide(fork.bob, false).meetAgain();
            fork.agreeOn(false).isAtWork(-30);
            Line line = fork.alice.line();
            assertThat(line.accord().numbering()).isEqualTo(2);
            assertThat(IntStream.range(0, 3).mapToObj(numbering -> line.statusOf(numbering, 3)))
                    .containsExactly(PaymentStatus.IN_DOUBT, PaymentStatus.IN_DOUBT, PaymentStatus.ACKNOWLEDGED);
        }

        /** She pays 20 and 10, and after the decision 3. */
        @Test
        void whatIsToldSaysInWhichNumberingItsEntryIsAlsoInOneBatch() {
            fork.meet().agreeOn(false).isAtWork(-27);
            List<LineRecord> facts = fork.alice.facts;
            BatchBuilder batch = new BatchBuilder(new Place(1, 0, Instant.EPOCH), OptionalLong.empty());
            batch.add(Line.blank(fork.alice.line().identity()), facts.subList(1, facts.size()));
            assertThat(batch.build().payments())
                    .extracting(row -> List.of(row.payment().units(), (long) row.numbering(), row.seq()))
                    .containsExactly(List.of(20L, 0L, 2L), List.of(10L, 0L, 3L), List.of(3L, 1L, 4L));
        }

        @Test
        void herEntriesKeepTheirNumbersIfHerRecordStays() {
            fork.meet().agreeOn(true).isAtWork(-30);
            assertThat(fork.alice.line().accord().numbering()).isZero();
            assertThat(fork.bob.line().accord().numbering()).isZero();
            assertThat(fork.alice.line().statusOf(0, 3)).isEqualTo(PaymentStatus.ACKNOWLEDGED);
        }

        @Test
        void whatTheOtherLifeTookFromThePeerComesBack() {
            Fork later = new Fork(DecisionTest::nothing, both -> both.alice.pay(10), both -> {
                pays(both, 7);
                both.bob.pay(50);
                both.bob.changeLimit(70);
                both.pair.settleDown();
            });
            later.meet().agreeOn(false).isAtWork(43);
            assertThat(later.alice.line().theirs().limit().units()).isEqualTo(70);
        }

        @Test
        void aLimitThatTheOtherLifeHasGrantedStands() {
            Fork later = new Fork(DecisionTest::nothing, both -> both.alice.pay(10), both -> {
                both.alice.changeLimit(150);
                both.pair.settleDown();
                both.bob.pay(140);
                both.pair.settleDown();
            });
            later.meet().agreeOn(false).isAtWork(140);
            later.bob.pay(11);
            later.pair.settleDown();
            assertThat(later.alice.balance()).isEqualTo(150);
        }

        @Test
        void herPaymentsThatWaitAreHeldIfHerRecordIsReplaced() {
            fork.alice.pay(5);
            assertThat(fork.alice.line().queue().size()).isEqualTo(1);
            fork.meet().agreeOn(false);
            assertThat(fork.alice.line().queue().held()).isTrue();
            fork.alice.take(new Input.Release());
            fork.pair.settleDown();
            fork.isAtWork(-32);
        }

        @Test
        void theRestOfHerPaymentWaitsIfBobHasSignedForItsParts() {
            Fork parted = partedBefore();
            QueuedPayment rest = parted.alice.line().queue().first().orElseThrow();
            assertThat(rest.paid()).isEqualTo(100);
            parted.meet().decide(parted.alice, false);
            assertThat(parted.alice.line().queue()).isEqualTo(PaymentQueue.of(List.of(rest), true));
        }

        private Fork partedBefore() {
            return new Fork(
                    both -> both.alice.pay(both.alice.payment(150, true)),
                    both -> both.alice.changeLimit(60),
                    both -> both.alice.changeLimit(70));
        }

        @Test
        void theRestOfHerPaymentIsGivenUpIfBobHasNotSignedForAPartOfIt() {
            Fork parted =
                    new Fork(DecisionTest::nothing, both -> both.alice.pay(both.alice.payment(150, true)), both -> {
                        pays(both, 7);
                        both.alice.changeLimit(70);
                    });
            parted.alice.pay(parted.alice.payment(5, true));
            List<QueuedPayment> waiting = parted.alice.line().queue().waiting();
            parted.meet();
            Line before = parted.alice.line();
            parted.decide(parted.alice, false);
            assertThat(parted.alice.line().queue()).isEqualTo(PaymentQueue.of(waiting.subList(1, 2), true));
            assertThat(LineStory.of(before, List.of(new LineRecord.Reconciled(false, Balance.of(-7)))))
                    .containsExactly(
                            new TrustlineEvent.Reconciled(before.identity().peer(), false, Balance.of(-7)),
                            new TrustlineEvent.GivenUp(
                                    LineStory.payment(before.identity(), waiting.get(0), PaymentStatus.IN_DOUBT),
                                    RefusalCode.PAYMENT_IN_DOUBT));
        }

        /** What has come back is not at hand any more, so nobody can tell which payments it pays. */
        @Test
        void theRestOfHerPaymentIsGivenUpIfEntriesHaveComeBackThatBobHasNotSignedFor() {
            Fork parted = partedBefore();
            parted.meet();
            Line line = parted.alice.line();
            Update newest = line.window().updates().get(0);
            assertThat(Decision.on(line, false).queue().size()).isEqualTo(1);
            assertThat(Decision.on(line.ownReturned(newest), false).queue().isEmpty())
                    .isTrue();
        }

        @Test
        void herPaymentsThatWaitGoOnIfHerRecordStays() {
            fork.alice.pay(5);
            fork.meet().agreeOn(true).isAtWork(-35);
        }
    }

    @Nested
    class WhenTheyDisagree {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void theLineFreezesAgain(boolean mine) {
            fork.meet().decide(fork.alice, mine).decide(fork.bob, mine).meetAgain();
            assertThat(fork.alice.line().isFrozen()).isTrue();
            assertThat(fork.bob.line().isFrozen()).isTrue();
            fork.agreeOn(false).isAtWork(mine ? -27 : -30);
        }

        @Test
        void nothingIsSignedAsLongAsOneOfThemHasNotDecided() {
            fork.meet().decide(fork.alice, true).meetAgain();
            Chain before = fork.alice.line().own();
            fork.alice.pay(1);
            assertThat(fork.alice.line().own()).isEqualTo(before);
        }
    }

    @Nested
    class IsRefused {
        @Test
        void onALineThatIsNotFrozen() {
            fork.bob.take(new Input.Reconcile(true));
            assertThat(fork.bob.refusal().code()).isEqualTo(RefusalCode.NOT_FROZEN);
        }

        @Test
        void onALineOfAnOldKey() {
            fork.meet();
            fork.bob.take(new Input.Retire(Pair.ALICE)).take(new Input.Reconcile(true));
            assertThat(fork.bob.refusal().code()).isEqualTo(RefusalCode.KEY_CHANGED);
        }

        @Test
        void ifItTakesBackWhatWasAcknowledged() {
            Fork longer = new Fork(DecisionTest::nothing, both -> both.alice.pay(10), both -> {
                pays(both, 7);
                pays(both, 8);
            });
            longer.bob.pay(1);
            longer.showBob(Forgery.of(longer.alice).seen(2).update());
            longer.bob.take(new Input.Reconcile(false));
            assertThat(longer.bob.refusal().code()).isEqualTo(RefusalCode.PROOF_NOT_USABLE);
            assertThat(longer.bob.line().balanceIf(false)).isEqualTo(Balance.of(9));
        }

        @Test
        void ifItAcknowledgesWhatWasNeverWritten() {
            fork.showBob(Forgery.of(fork.alice)
                    .seen(9)
                    .entries(new Entry.LimitChange(fork.alice.line().own().limit()))
                    .update());
            assertThat(fork.bob.line().evidence().map(Evidence::misbehaviour)).contains(Misbehaviour.UNSEEN_ENTRIES);
            fork.bob.take(new Input.Reconcile(false));
            assertThat(fork.bob.refusal().code()).isEqualTo(RefusalCode.PROOF_NOT_USABLE);
        }

        @Test
        void ifNobodyCouldTellTheDebt() {
            fork.showBob(Forgery.of(fork.alice)
                    .proof(proof -> new BalanceProof(
                            proof.line(),
                            proof.side(),
                            proof.seq(),
                            Long.MAX_VALUE,
                            1,
                            proof.limit(),
                            proof.peerSeq(),
                            proof.entriesHash()))
                    .update());
            fork.bob.take(new Input.Reconcile(false));
            assertThat(fork.bob.refusal().code()).isEqualTo(RefusalCode.PROOF_NOT_USABLE);
            assertThat(fork.bob.line().balanceIf(false))
                    .isEqualTo(fork.bob.line().balance());
        }
    }

    @Nested
    class OfALifeThatWentOnLonger {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isFoundOutByTheOneWhoLivedItIfThePeerKnowsMore(boolean inOneUpdate) {
            Fork longer = new Fork(both -> both.alice.pay(20), both -> both.alice.pay(10), both -> {
                if (inOneUpdate) {
                    both.alice.take(both.alice.payment(7), both.alice.payment(8));
                    both.pair.settleDown();
                } else {
                    pays(both, 7);
                    pays(both, 8);
                }
                both.bob.pay(1);
                both.pair.settleDown();
            });
            longer.pair.connect().settleDown();
            assertThat(misbehaviour(longer.alice)).contains(Misbehaviour.FORKED);
            assertThat(longer.bob.line().isFrozen()).isFalse();
            longer.decide(longer.alice, true).meetAgain();
            assertThat(misbehaviour(longer.alice)).contains(Misbehaviour.FORKED);
            longer.decide(longer.alice, false).meetAgain().isAtWork(-34);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isFoundOutByBothIfItsOwnerStandsByIt(boolean hers) {
            Fork longer = new Fork(
                    both -> both.alice.pay(20),
                    both -> both.alice.pay(1).pay(2).take(both.alice.payment(3), both.alice.payment(4)),
                    both -> pays(both, 7));
            longer.pair.connect().settleDown();
            assertThat(misbehaviour(longer.alice)).contains(Misbehaviour.FORKED);
            assertThat(longer.bob.line().isFrozen()).isFalse();
            longer.decide(longer.alice, hers).meetAgain();
            if (hers) {
                assertThat(misbehaviour(longer.bob)).contains(Misbehaviour.WRONG_SUMS);
                longer.decide(longer.bob, false).meetAgain();
            }
            longer.isAtWork(hers ? -30 : -27);
        }

        private Optional<Misbehaviour> misbehaviour(End end) {
            return end.line().evidence().map(Evidence::misbehaviour);
        }
    }
}
