package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Alice owes bob 60 and settles; then she goes on from an old backup, and does not know what she did since. */
class RestoredLineTest {
    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    @BeforeEach
    void aliceOwes() {
        alice.pay(60);
        pair.settleDown();
    }

    private void restore(int backup) {
        pair.disconnect();
        alice.ledger = Optional.empty();
        alice.restore(backup);
    }

    @Nested
    class ASettlementThatCameBack {
        @Test
        void isInDoubtIfItWasAnswered() {
            int backup = alice.facts.size();
            alice.settle();
            pair.settleDown();
            restore(backup);
            pair.connect().settleDown().assertInStep();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.IN_DOUBT);
        }

        @Test
        void isInDoubtAlsoIfThisLifeWasInStepBefore() {
            int copy = alice.facts.size();
            alice.settle();
            pair.settleDown();
            restore(copy);
            alice.take(new Input.SessionStarted())
                    .take(new Input.ResumeReceived(
                            alice.line().theirs().newest(), alice.line().own().newest()));
            assertThat(alice.link().isReady()).isTrue();
            pair.disconnect().connect().settleDown().assertInStep();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.IN_DOUBT);
        }

        @Test
        void isInDoubtAlsoIfTheSessionBreaksBeforeItsAnswerIsBack() {
            int backup = alice.facts.size();
            alice.settle();
            pair.deliver(alice);
            pair.deliver(bob);
            assertThat(alice.effects).hasSize(1).first().isInstanceOf(Effect.SubmitTransfer.class);
            restore(backup);
            pair.connect();
            pair.deliver(alice);
            pair.deliver(bob);
            pair.deliver(bob);
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.ANNOUNCED);
            pair.disconnect();
            alice.restart();
            pair.connect();
            pair.deliver(alice);
            pair.deliver(bob);
            pair.deliver(bob);
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertThat(alice.effects).hasAtLeastOneElementOfType(Effect.SubmitTransfer.class);
            pair.settleDown().assertInStep();
        }

        @Test
        void isInDoubtThoughNothingOfItWasLostButItsAnswer() {
            alice.settle();
            int backup = alice.facts.size();
            pair.deliver(alice);
            pair.deliver(bob);
            assertThat(alice.handedOverAfresh).isTrue();
            restore(backup);
            pair.connect().settleDown().assertInStep();
            assertThat(alice.facts).doesNotContain(new LineRecord.Restored());
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.IN_DOUBT);
            assertThat(alice.handedOverAfresh).isFalse();
        }

        @Test
        void isWithdrawnIfItsAnswerNamesAnotherAccount() {
            alice.settle();
            Update answer = Forgery.of(bob)
                    .entries(new Entry.SettlementAnswer(1, 60, AccountId.of("mallory")))
                    .update();
            Update acknowledged = Forgery.of(alice).seen(answer.proof().seq()).update();
            alice.restart();
            alice.take(new Input.SessionStarted());
            alice.take(new Input.ResumeReceived(Optional.of(answer.signed()), Optional.of(acknowledged.signed())));
            alice.take(new Input.UpdateReceived(answer));
            assertThat(alice.link().isReady()).isTrue();
            assertThat(alice.line().outgoing().status()).isEqualTo(SettlementStatus.CANCELLED);
            assertThat(alice.effects).noneMatch(Effect.SubmitTransfer.class::isInstance);
            assertThat(alice.replayed()).isEqualTo(alice.line());
        }
    }

    @Nested
    class PaymentsThatWait {
        @Test
        void areHeldAlsoIfTheSessionBreaksBeforeEverythingIsBack() {
            int backup = alice.facts.size();
            alice.pay(10);
            pair.settleDown();
            bob.pay(3);
            pair.deliver(bob);
            restore(backup);
            alice.pay(5);
            pair.connect();
            pair.deliver(alice);
            pair.deliver(bob);
            pair.deliver(bob);
            pair.reconnect().assertInStep();
            assertThat(alice.line().queue().held()).isTrue();
            assertThat(alice.line().queue().waiting()).hasSize(1);
            assertThat(bob.balance()).isEqualTo(67);
        }
    }

    @Test
    void nothingIsSignedWhileAPeerShowsAProofOfThisEndAndNothingOfItsOwn() {
        Pair fresh = Pair.inSession();
        fresh.alice.propose(100, 100);
        var lost = fresh.alice.line().own().newest();
        fresh.disconnect();
        fresh.alice.restore(1);
        fresh.alice.take(new Input.SessionStarted()).take(new Input.ResumeReceived(Optional.empty(), lost));
        assertThat(fresh.alice.link().isReady()).isFalse();
        fresh.alice.propose(70, 70);
        assertThat(fresh.alice.refusals).hasSize(1);
        assertThat(fresh.alice.line().isBlank()).isTrue();
    }
}
