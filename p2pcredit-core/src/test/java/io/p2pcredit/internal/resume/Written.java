package io.p2pcredit.internal.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.LineIdentity;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/** Updates whose place in their chains is all that matters. */
final class Written {
    static final LineIdentity LINE = LineIdentity.of(
            Asset.CREDIT,
            new PublicKey(1, 2, 3, 4),
            PeerId.of("Bob"),
            new PublicKey(5, 6, 7, 8),
            AccountId.of("Alice"),
            AccountId.of("Bob"));

    private static final Signature SIGNATURE = new Signature(Bytes.ofWords(1, 2, 3, 4, 5, 6, 7, 8));

    private Written() {}

    /** An update of that many entries of which the last has the number, and which covers that much of the other's. */
    static Update update(Direction writer, int entries, long seq, long peerSeq) {
        Entry entry = new Entry.Payment(new PaymentId(0, seq), 0, Amount.of(1), Amount.of(1), Memo.NONE);
        return new Update(Collections.nCopies(entries, entry), signed(writer, seq, peerSeq));
    }

    /** An update of one entry. */
    static Update one(Direction writer, long seq, long peerSeq) {
        return update(writer, 1, seq, peerSeq);
    }

    /** An update of one batch with that many payments, of eight bytes each. */
    static Update batch(Direction writer, long seq, int payments) {
        Amounts amounts = Amounts.of(LongStream.rangeClosed(1, payments).toArray());
        Entry entry = new Entry.PaymentBatch(new PaymentId(0, seq), amounts, Memo.NONE);
        return new Update(List.of(entry), signed(writer, seq, 0));
    }

    private static SignedProof signed(Direction writer, long seq, long peerSeq) {
        return new SignedProof(
                new BalanceProof(
                        LINE.id(),
                        side(writer),
                        seq,
                        seq,
                        0,
                        CreditLimit.NONE,
                        peerSeq,
                        Hash.of(Bytes.ofWords(seq, 0, 0, 0))),
                SIGNATURE);
    }

    static Side side(Direction writer) {
        return writer == Direction.OUTGOING ? LINE.side() : LINE.side().other();
    }

    /** That each update can be taken in by one who holds that much of each chain, and how far that brings it. */
    static void isInCausalOrder(List<Update> updates, long ownHeld, long theirsHeld) {
        long own = ownHeld;
        long theirs = theirsHeld;
        for (Update update : updates) {
            boolean isOwn = update.proof().side() == side(Direction.OUTGOING);
            assertThat(update.firstSeq()).as("%s", update).isEqualTo((isOwn ? own : theirs) + 1);
            assertThat(update.proof().peerSeq()).as("%s", update).isLessThanOrEqualTo(isOwn ? theirs : own);
            own = isOwn ? update.proof().seq() : own;
            theirs = isOwn ? theirs : update.proof().seq();
        }
    }
}
