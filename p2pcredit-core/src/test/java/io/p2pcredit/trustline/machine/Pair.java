package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.List;
import java.util.Optional;

/** Both ends of a line: alice, whose key is the lower one, and bob. Messages move only when a test moves them. */
final class Pair {
    static final PublicKey ALICE = new PublicKey(1, 0, 0, 0);
    static final PublicKey BOB = new PublicKey(2, 0, 0, 0);

    final End alice = new End("alice", ALICE, "bob", BOB);
    final End bob = new End("bob", BOB, "alice", ALICE);

    /** A pair in session with nothing written. */
    static Pair inSession() {
        Pair pair = new Pair();
        pair.connect();
        return pair.settleDown();
    }

    /** A pair in session on an open line: each lets the other owe it the limit. */
    static Pair open(long limit) {
        Pair pair = inSession();
        pair.alice.propose(limit, limit);
        pair.settleDown();
        pair.bob.accept(limit);
        return pair.settleDown();
    }

    /** Begins a session; the states shown are on their way. */
    Pair connect() {
        dropMessages();
        alice.take(new Input.SessionStarted());
        bob.take(new Input.SessionStarted());
        return this;
    }

    /** Ends the session; what was on its way is lost. */
    Pair disconnect() {
        dropMessages();
        alice.take(new Input.SessionEnded());
        bob.take(new Input.SessionEnded());
        dropMessages();
        return this;
    }

    /** What was proposed ends with its session too. */
    private void dropMessages() {
        for (End end : List.of(alice, bob)) {
            end.outbox.clear();
            end.proposal = Optional.empty();
        }
    }

    /** A lost session, and another one until everything has arrived. */
    Pair reconnect() {
        return disconnect().connect().settleDown();
    }

    /** The next message from one end to the other. */
    PeerMessage deliver(End from) {
        PeerMessage message = from.outbox.remove();
        other(from).receive(message);
        return message;
    }

    /** All messages that an end has sent so far, and none that they cause. */
    Pair deliverAll(End from) {
        for (int left = from.outbox.size(); left > 0; left--) {
            deliver(from);
        }
        return this;
    }

    /** Delivers until nobody has anything to say. */
    Pair settleDown() {
        for (int messages = 0; !alice.outbox.isEmpty() || !bob.outbox.isEmpty(); messages++) {
            assertThat(messages).as("an endless conversation").isLessThan(10_000);
            deliver(alice.outbox.isEmpty() ? bob : alice);
        }
        return this;
    }

    /** Delivers, and lets the ledger move whatever it is handed, until nobody has anything left to do. */
    Pair settleDownAndOnTheLedger() {
        settleDown();
        for (int moved = 0; oneTransfer(alice) || oneTransfer(bob); moved++) {
            assertThat(moved).as("endless settlements").isLessThan(500);
            settleDown();
        }
        return this;
    }

    /** Lets the ledger move what the debtor has handed over, and tells both; returns whether there was anything. */
    boolean oneTransfer(End debtor) {
        SettlementSlot slot = debtor.line().outgoing();
        boolean awaited = slot.isUnderWay() && slot.step().isAwaiting();
        if (awaited) {
            TransactionId transaction = TransactionId.of("tx-" + slot.number());
            debtor.take(new Input.TransferConfirmed(slot.number(), transaction));
            other(debtor).take(new Input.TransferFound(slot.number(), Amount.of(slot.transferUnits()), transaction));
        }
        return awaited;
    }

    End other(End end) {
        return end == alice ? bob : alice;
    }

    /** At rest, ready, honest: both know the same, nothing is unacknowledged, and what was stored leads to the same. */
    Pair assertInStep() {
        assertThat(alice.link().isReady()).as("alice is ready").isTrue();
        assertThat(bob.link().isReady()).as("bob is ready").isTrue();
        assertThat(alice.line().theirs()).isEqualTo(bob.line().own());
        assertThat(bob.line().theirs()).isEqualTo(alice.line().own());
        assertThat(alice.line().balance().units())
                .isEqualTo(-bob.line().balance().units());
        assertThat(alice.line().window()).isEqualTo(Window.EMPTY);
        assertThat(bob.line().window()).isEqualTo(Window.EMPTY);
        return assertHonest().assertReplays();
    }

    Pair assertHonest() {
        assertThat(alice.line().evidence()).as("evidence at alice").isEmpty();
        assertThat(bob.line().evidence()).as("evidence at bob").isEmpty();
        assertThat(alice.closings).as("closings by alice").isEmpty();
        assertThat(bob.closings).as("closings by bob").isEmpty();
        return this;
    }

    Pair assertReplays() {
        assertThat(alice.replayed()).isEqualTo(alice.line());
        assertThat(bob.replayed()).isEqualTo(bob.line());
        return this;
    }

    /** The writer of an end, on a line that is not this one. */
    record Stranger(End writer) {
        SignedProof proof() {
            BalanceProof here = writer.line().own().newest().orElseThrow().proof();
            LineId elsewhere = new LineId(new Hash(1, 2, 3, 4));
            BalanceProof there = new BalanceProof(
                    elsewhere,
                    here.side(),
                    here.seq() + 1,
                    here.paid(),
                    here.credited(),
                    here.limit(),
                    here.peerSeq(),
                    here.entriesHash());
            return FakeSignature.signed(writer.line().identity().self(), there);
        }
    }
}
