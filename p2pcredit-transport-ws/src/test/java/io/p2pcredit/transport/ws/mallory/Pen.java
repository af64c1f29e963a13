package io.p2pcredit.transport.ws.mallory;

import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What one writer writes on its line: correctly, or with a lie in the proof and a valid signature under it. */
final class Pen {
    private static final long PREFIX_OF_IDS = 0x4d616c6c6f727921L;

    private final Signer signer;
    private final LineId line;
    private final Side side;
    private Totals totals;
    private Optional<SignedProof> newest = Optional.empty();
    private long peerSeq;
    private long payments;

    Pen(Signer signer, LineId line, Side side) {
        this.signer = signer;
        this.line = line;
        this.side = side;
        this.totals = new Totals(0, 0, 0, CreditLimit.NONE, CanonicalForm.chainStart(line));
    }

    /** What the entries so far have produced. */
    private record Totals(long seq, long paid, long credited, CreditLimit limit, Hash hash) {
        /** Where a total leaves its range it stays at the range's end: what else could be put into a proof? */
        Totals with(Entry entry) {
            Hash next = CanonicalForm.chained(hash, entry);
            long more = 0;
            long received = 0;
            CreditLimit granted = limit;
            if (entry instanceof Entry.Open open) {
                granted = open.granted();
            } else if (entry instanceof Entry.LimitChange change) {
                granted = change.limit();
            } else if (entry instanceof Entry.Payment payment) {
                more = payment.amount().units();
            } else if (entry instanceof Entry.PaymentBatch batch) {
                more = batch.amounts().sum();
            } else if (entry instanceof Entry.SettlementCredit credit) {
                received = credit.amount().units();
            }
            return new Totals(seq + 1, sum(paid, more), sum(credited, received), granted, next);
        }

        private static long sum(long total, long more) {
            return total > Long.MAX_VALUE - more ? Long.MAX_VALUE : total + more;
        }
    }

    /** The next entries, as a correct writer writes them. */
    Update write(Entry... entries) {
        Update update = draft(entries);
        totals = totalsWith(entries);
        newest = Optional.of(update.signed());
        return update;
    }

    /** The same without going on: what is written next contradicts it. */
    Update draft(Entry... entries) {
        return lie(proof -> proof, entries);
    }

    /** The same with a proof that says something else. */
    Update lie(UnaryOperator<BalanceProof> lie, Entry... entries) {
        return new Update(List.of(entries), signed(lie.apply(proof(totalsWith(entries)))));
    }

    /** A payment that fits, with an id of its own. */
    Entry.Payment payment(long units) {
        payments++;
        PaymentId id = new PaymentId(PREFIX_OF_IDS, payments);
        return new Entry.Payment(id, 0, Amount.of(units), Amount.of(units), new Memo("for nothing"));
    }

    SignedProof signed(BalanceProof proof) {
        return new SignedProof(proof, signer.sign(proof.canonicalBytes()));
    }

    /** The peer's entries up to this one are taken in. */
    void seen(long seq) {
        peerSeq = Math.max(peerSeq, seq);
    }

    Optional<SignedProof> newest() {
        return newest;
    }

    long paid() {
        return totals.paid();
    }

    long seq() {
        return totals.seq();
    }

    Side side() {
        return side;
    }

    private Totals totalsWith(Entry... entries) {
        Totals next = totals;
        for (Entry entry : entries) {
            next = next.with(entry);
        }
        return next;
    }

    private BalanceProof proof(Totals all) {
        return new BalanceProof(line, side, all.seq(), all.paid(), all.credited(), all.limit(), peerSeq, all.hash());
    }
}
