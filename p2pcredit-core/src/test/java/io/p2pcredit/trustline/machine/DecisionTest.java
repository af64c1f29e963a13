package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import java.util.Optional;
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
            assertThat(fork.alice.line().accord().verdicts()).containsExactly(new Accord.Verdict(alices, false));
            assertThat(fork.bob.line().accord().verdicts()).containsExactly(new Accord.Verdict(bobs, true));
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
