package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.function.Consumer;

/**
 * A line on which alice's key has signed two histories: she lived on from an old copy, and then the newer one was put
 * back. Bob holds the first of these two, and she holds the other one.
 */
final class Fork {
    final Pair pair = Pair.open(100);
    final End alice = pair.alice;
    final End bob = pair.bob;

    /**
     * @param before what happens before the copy is made
     * @param unseen what alice then does without bob
     * @param seen what happens instead when she has gone back to the copy
     */
    Fork(Consumer<Fork> before, Consumer<Fork> unseen, Consumer<Fork> seen) {
        before.accept(this);
        pair.settleDown();
        int copy = alice.facts.size();
        unseen.accept(this);
        List<LineRecord> newer = List.copyOf(alice.facts);
        pair.disconnect();
        alice.restore(copy);
        pair.connect().settleDown();
        seen.accept(this);
        pair.settleDown().disconnect();
        alice.facts.clear();
        alice.facts.addAll(newer);
        alice.restart();
    }

    /** Both meet, and freeze. */
    Fork meet() {
        pair.connect().settleDown();
        assertThat(alice.line().evidence().map(Evidence::misbehaviour)).contains(Misbehaviour.FORKED);
        assertThat(bob.line().evidence().map(Evidence::misbehaviour)).contains(Misbehaviour.EQUIVOCATION);
        return this;
    }

    /** Bob is in step and gets an update that freezes the line. */
    void showBob(Update update) {
        pair.connect();
        bob.take(new Input.ResumeReceived(
                bob.line().theirs().newest(), bob.line().own().newest()));
        bob.take(new Input.UpdateReceived(update));
        assertThat(bob.line().isFrozen()).isTrue();
    }

    /** The owner of one end decides; that ends the session. */
    Fork decide(End end, boolean mine) {
        end.take(new Input.Reconcile(mine));
        assertThat(end.refusals).isEmpty();
        assertThat(end.line().isFrozen()).isFalse();
        assertThat(end.closings).endsWith(CloseCode.OUT_OF_STEP);
        pair.disconnect();
        return this;
    }

    /** Another session; a frozen end ends it at once. */
    Fork meetAgain() {
        pair.connect();
        for (End end : List.of(alice, bob)) {
            if (end.line().isFrozen()) {
                pair.disconnect();
            }
        }
        pair.settleDown();
        return this;
    }

    /** Both owners take alice's own version as true, or the one that bob holds. */
    Fork agreeOn(boolean hers) {
        return decide(alice, hers).decide(bob, !hers).meetAgain();
    }

    /** In step, with the same balance on both sides, and each can still pay. */
    void isAtWork(long alices) {
        assertThat(alice.link().isReady()).as("alice is ready").isTrue();
        assertThat(bob.link().isReady()).as("bob is ready").isTrue();
        assertThat(alice.balance()).isEqualTo(alices);
        assertThat(bob.balance()).isEqualTo(-alices);
        alice.pay(3);
        bob.pay(2);
        pair.settleDown();
        assertThat(alice.balance()).isEqualTo(alices - 1);
        assertThat(bob.balance()).isEqualTo(1 - alices);
        assertThat(alice.line().theirs()).isEqualTo(bob.line().own());
        assertThat(bob.line().theirs()).isEqualTo(alice.line().own());
        assertThat(alice.line().window()).isEqualTo(Window.EMPTY);
        assertThat(bob.line().window()).isEqualTo(Window.EMPTY);
        pair.assertReplays();
    }
}
