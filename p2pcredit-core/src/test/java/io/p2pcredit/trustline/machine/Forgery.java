package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An update as its writer could sign it if it kept to no rule: everything is what the entries produce, unless told
 * otherwise.
 */
final class Forgery {
    private final End writer;
    private Chain chain;
    private List<Entry> entries = List.of();
    private long peerSeq;
    private UnaryOperator<BalanceProof> change = proof -> proof;

    private Forgery(End writer) {
        this.writer = writer;
        this.chain = writer.line().own();
        this.peerSeq = writer.line().theirs().seq();
    }

    static Forgery of(End writer) {
        return new Forgery(writer);
    }

    Forgery entries(Entry... more) {
        entries = List.of(more);
        return this;
    }

    Forgery seen(long peersEntries) {
        peerSeq = peersEntries;
        return this;
    }

    /** As if the writer stood at an older point: only 0, where nothing was written, is needed. */
    Forgery from(long seq) {
        if (seq != 0) {
            throw new IllegalArgumentException("only 0: " + seq);
        }
        chain = Chain.empty(writer.line().identity().id());
        return this;
    }

    Forgery proof(UnaryOperator<BalanceProof> changed) {
        change = changed;
        return this;
    }

    Forgery paid(long paid) {
        return proof(p -> new BalanceProof(
                p.line(), p.side(), p.seq(), paid, p.credited(), p.limit(), p.peerSeq(), p.entriesHash()));
    }

    Forgery credited(long credited) {
        return proof(p -> new BalanceProof(
                p.line(), p.side(), p.seq(), p.paid(), credited, p.limit(), p.peerSeq(), p.entriesHash()));
    }

    Forgery limit(long limit) {
        return proof(p -> new BalanceProof(
                p.line(),
                p.side(),
                p.seq(),
                p.paid(),
                p.credited(),
                CreditLimit.of(limit),
                p.peerSeq(),
                p.entriesHash()));
    }

    Update update() {
        Chain end = chain;
        for (Entry entry : entries) {
            end = end.with(entry);
        }
        LineIdentity identity = writer.line().identity();
        BalanceProof proof = change.apply(end.proof(identity.id(), identity.side(), peerSeq));
        return new Update(entries, FakeSignature.signed(identity.self(), proof));
    }
}
