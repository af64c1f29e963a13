package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
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
import java.util.List;

/** Writes updates of two peers for the invariants to look at, without caring whether a node would. */
final class Script {
    static final PeerId ALICE = PeerId.of("Alice");
    static final PeerId BOB = PeerId.of("Bob");

    final Parties parties = new Parties(Asset.CREDIT);
    final Chains chains = new Chains();
    private final Chains drafts = new Chains();

    Script() {
        parties.add(ALICE, new PublicKey(0, 0, 0, 1));
        parties.add(BOB, new PublicKey(0, 0, 0, 2));
    }

    Writer writer(PeerId peer) {
        return parties.writer(peer, peer.equals(ALICE) ? BOB : ALICE);
    }

    /** The peer's next update. */
    Update update(PeerId peer, long peerSeq, Entry... entries) {
        Chain draft = drafts.of(writer(peer));
        List.of(entries).forEach(draft::append);
        return new Update(List.of(entries), proof(peer, draft.last(), peerSeq));
    }

    /** What the oracle makes of the peer's next update. */
    Written written(PeerId peer, long peerSeq, Entry... entries) {
        return chains.take(update(peer, peerSeq, entries)).orElseThrow();
    }

    SignedProof proof(PeerId peer, Point point, long peerSeq) {
        Writer writer = writer(peer);
        BalanceProof proof = new BalanceProof(
                writer.line(),
                writer.side(),
                point.seq(),
                point.paid(),
                point.credited(),
                CreditLimit.of(point.limit()),
                peerSeq,
                point.hash());
        return new SignedProof(proof, signature(proof));
    }

    /** One for each proof. */
    private static Signature signature(BalanceProof proof) {
        return new Signature(Bytes.ofWords(
                proof.side() == Side.LOW ? 0 : 1,
                proof.seq(),
                proof.peerSeq(),
                proof.entriesHash().hashCode(),
                0,
                0,
                0,
                0));
    }

    static Signature signature(int number) {
        return new Signature(Bytes.ofWords(number, 0, 0, 0, 0, 0, 0, 0));
    }

    static Entry open(long limit) {
        return new Entry.Open(Asset.CREDIT, CreditLimit.of(limit), CreditLimit.of(limit));
    }

    static Entry limit(long limit) {
        return new Entry.LimitChange(CreditLimit.of(limit));
    }

    static PaymentId id(long number) {
        return new PaymentId(0, number);
    }

    static Entry payment(long id, long units) {
        return new Entry.Payment(id(id), 0, Amount.of(units), Amount.of(units), Memo.NONE);
    }

    /** A part of a payment. */
    static Entry part(long id, int part, long whole, long units) {
        return new Entry.Payment(id(id), part, Amount.of(whole), Amount.of(units), Memo.NONE);
    }

    static Entry batch(long id, long... units) {
        return new Entry.PaymentBatch(id(id), Amounts.of(units), Memo.NONE);
    }
}
