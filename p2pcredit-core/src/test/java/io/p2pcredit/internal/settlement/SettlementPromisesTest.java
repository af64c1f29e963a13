package io.p2pcredit.internal.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.RefusedException;
import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Evidence;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.LineStory;
import io.p2pcredit.trustline.machine.Link;
import io.p2pcredit.trustline.machine.Misbehaviour;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SettlementPromisesTest {
    private static final LineIdentity IDENTITY = LineIdentity.of(
            Asset.CREDIT,
            new PublicKey(0, 0, 0, 1),
            PeerId.of("Bob"),
            new PublicKey(0, 0, 0, 2),
            AccountId.of("Alice"),
            AccountId.of("Bob"));
    private static final LineRecord FIRST = own(1, new Entry.SettlementIntent(1, Amount.of(5), AccountId.of("Alice")));
    private static final LineRecord SECOND = own(2, new Entry.SettlementIntent(2, Amount.of(7), AccountId.of("Alice")));
    private static final LineRecord CREDIT =
            peers(1, new Entry.SettlementCredit(1, Amount.of(5), TransactionId.of("t")));

    private final SettlementPromises promises = new SettlementPromises(new Promises(Runnable::run));
    private final CompletableFuture<Settlement> first = new CompletableFuture<>();
    private final Line announced = Line.blank(IDENTITY).apply(FIRST);

    @Test
    void areKeptAtTheEndOfTheSettlement() {
        promises.await(announced(announced), first);
        promises.committed(change(announced, CREDIT));

        assertThat(first.join().status()).isEqualTo(SettlementStatus.CREDITED);
    }

    @Test
    void areKeptWhenTheNextSettlementBeginsInTheSameRound() {
        promises.await(announced(announced), first);
        CompletableFuture<Settlement> second = new CompletableFuture<>();
        promises.await(announced(announced.apply(CREDIT).apply(SECOND)), second);
        promises.committed(change(announced, CREDIT, SECOND));

        assertThat(first).isCompletedWithValueMatching(ended -> ended.status() == SettlementStatus.CREDITED);
        assertThat(second).isNotDone();
    }

    @Test
    void areGivenUpWhenTheLineIsFrozen() {
        promises.await(announced(announced), first);
        Update wrong = ((LineRecord.PeerUpdate) CREDIT).update();
        promises.committed(change(
                announced, new LineRecord.Frozen(new Evidence(Misbehaviour.WRONG_SUMS, Optional.empty(), wrong))));

        assertThatThrownBy(first::join)
                .hasCauseInstanceOf(RefusedException.class)
                .hasRootCauseMessage(RefusalCode.FROZEN.name());
    }

    @Test
    void areGivenUpWhenTheNodeStops() {
        promises.await(announced(announced), first);
        promises.refuseAll(Refusal.because(RefusalCode.NODE_CLOSED));

        assertThatThrownBy(first::join).hasRootCauseMessage(RefusalCode.NODE_CLOSED.name());
    }

    private static Settlement announced(Line line) {
        return LineStory.settlement(IDENTITY, Direction.OUTGOING, line.outgoing());
    }

    private static Change change(Line before, LineRecord... facts) {
        Line after = before;
        for (LineRecord fact : facts) {
            after = after.apply(fact);
        }
        return new Change(IDENTITY.peer(), new Held(before, Link.AWAY), new Held(after, Link.AWAY), List.of(facts));
    }

    private static LineRecord own(long seq, Entry entry) {
        return new LineRecord.OwnUpdate(update(Side.LOW, seq, entry));
    }

    private static LineRecord peers(long seq, Entry entry) {
        return new LineRecord.PeerUpdate(update(Side.HIGH, seq, entry));
    }

    private static Update update(Side writer, long seq, Entry entry) {
        BalanceProof proof =
                new BalanceProof(IDENTITY.id(), writer, seq, 0, 0, CreditLimit.NONE, 0, new Hash(seq, 0, 0, 0));
        return new Update(List.of(entry), new SignedProof(proof, new Signature(Bytes.of(new byte[Signature.SIZE]))));
    }
}
