package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Updates that are right but for one respect; each returns whether it could be made as things stand. */
final class Forgeries {
    private static final int MOST = 1 << 10;

    private Forgeries() {}

    static boolean equivocates(Affair affair, FalseSession session) {
        if (affair.headroom() < 3) {
            return false;
        }
        Stand from = affair.mine();
        affair.write(session, affair.payment(1));
        affair.lie(session, from, affair.pen().update(from, affair.theirs().seq(), List.of(affair.payment(2))));
        return true;
    }

    /** Another entry in the place of the newest one. */
    static boolean rewrites(Affair affair, FalseSession session) {
        if (affair.mine().updates().size() < 2) {
            return false;
        }
        Stand before = affair.mine().beforeLast(affair.pen().line());
        int lost = (int) (affair.mine().seq() - before.seq());
        List<Entry> others = new ArrayList<>();
        for (int i = 0; i < lost; i++) {
            others.add(Honesty.limit(affair.mine().limit() ^ 1));
        }
        affair.lie(session, before, affair.pen().update(before, affair.mine().peerSeq(), others));
        return true;
    }

    static boolean paysTooMuch(Affair affair, FalseSession session) {
        long most = Math.max(0, affair.headroom());
        long more = affair.chance().hits(0.5) ? 1 : affair.chance().between(1, Amount.MAX_UNITS / 2);
        return affair.isOpen()
                && fits(most + more)
                && lie(affair, session, affair.theirs().seq(), affair.payment(most + more));
    }

    static boolean paysTooMuchInABatch(Affair affair, FalseSession session) {
        long most = Math.max(0, affair.headroom());
        return affair.isOpen()
                && fits(most + 1)
                && lie(affair, session, affair.theirs().seq(), batch(affair, most + 1, 1));
    }

    /** The limit holds at the end of the update, but not in between. */
    static boolean paysTooMuchAndRaisesTheLimit(Affair affair, FalseSession session) {
        long most = Math.max(0, affair.headroom());
        return affair.isOpen()
                && fits(most + 1)
                && lie(
                        affair,
                        session,
                        affair.theirs().seq(),
                        affair.payment(most + 1),
                        Honesty.limit(affair.mine().limit()),
                        Honesty.limit(affair.mine().limit()));
    }

    static boolean spendsWhatIsReserved(Affair affair, FalseSession session) {
        long reserved = affair.mine().reserved(affair.theirs());
        long room = affair.headroom() + reserved;
        return affair.isOpen()
                && reserved > 0
                && room > 0
                && fits(room)
                && lie(affair, session, affair.theirs().seq(), affair.payment(room));
    }

    /** More than a total can hold, if anything was paid before. */
    static boolean overflows(Affair affair, FalseSession session) {
        Stand from = affair.mine();
        if (!affair.isOpen() || from.paid() == 0) {
            return false;
        }
        Entry all = everything(affair);
        BalanceProof proof = affair.pen()
                .proof(
                        from.with(List.of(Honesty.limit(from.limit()))),
                        affair.theirs().seq());
        affair.say(
                session,
                new Update(
                        List.of(all),
                        affair.pen()
                                .sign(Lies.withPaid(
                                        Lies.withHash(
                                                proof, from.with(List.of(all)).hash()),
                                        Long.MAX_VALUE))));
        return true;
    }

    static boolean hidesAPayment(Affair affair, FalseSession session) {
        return bends(
                affair, session, proof -> Lies.withPaid(proof, affair.mine().paid()));
    }

    static boolean claimsMorePaid(Affair affair, FalseSession session) {
        return bends(affair, session, proof -> Lies.withPaid(proof, proof.paid() + 1));
    }

    static boolean claimsMoreCredited(Affair affair, FalseSession session) {
        long other = affair.mine().credited() > 0 ? affair.mine().credited() - 1 : 1;
        return bends(affair, session, proof -> Lies.withCredited(proof, other));
    }

    static boolean statesAnotherLimit(Affair affair, FalseSession session) {
        return bends(
                affair, session, proof -> Lies.withLimit(proof, proof.limit().units() ^ 1));
    }

    static boolean statesAnotherHash(Affair affair, FalseSession session) {
        return bends(affair, session, proof -> Lies.withHash(proof, Lies.anotherHash(proof.entriesHash())));
    }

    static boolean seesWhatIsNotWritten(Affair affair, FalseSession session) {
        long more = affair.chance().oneOf(1_000L, 1L << 40, Long.MAX_VALUE / 2);
        return affair.isOpen()
                && lie(
                        affair,
                        session,
                        affair.theirs().seq() + more,
                        Honesty.limit(affair.mine().limit()));
    }

    /** A lowered limit would not bind one whom this is allowed. */
    static boolean forgetsWhatItSaw(Affair affair, FalseSession session) {
        boolean possible = affair.isOpen() && affair.mine().peerSeq() < session.seenAtFirst();
        return possible && lie(affair, session, affair.mine().peerSeq(), affair.payment(1));
    }

    static boolean takesAnAcknowledgementBack(Affair affair, FalseSession session) {
        long seen = affair.mine().peerSeq();
        return affair.isOpen()
                && seen > 1
                && lie(
                        affair,
                        session,
                        affair.chance().between(0, seen - 1),
                        Honesty.limit(affair.mine().limit()));
    }

    static boolean leavesAGap(Affair affair, FalseSession session) {
        if (!affair.isOpen()) {
            return false;
        }
        Stand further = affair.mine().with(List.of(Honesty.limit(1)));
        affair.lie(
                session, further, affair.pen().update(further, affair.theirs().seq(), List.of(Honesty.limit(2))));
        return true;
    }

    static boolean opensTwice(Affair affair, FalseSession session) {
        Asset asset = affair.chance().hits(0.5) ? Asset.CREDIT : new Asset("GOLD", 3);
        CreditLimit limit = CreditLimit.of(affair.chance().below(1_000));
        return affair.isOpen() && lie(affair, session, affair.theirs().seq(), new Entry.Open(asset, limit, limit));
    }

    static boolean signsWrongly(Affair affair, FalseSession session) {
        boolean possible = affair.isOpen() && affair.headroom() > 0;
        if (possible) {
            affair.say(
                    session,
                    Lies.unsigned(
                            affair.pen().update(affair.mine(), affair.theirs().seq(), List.of(affair.payment(1)))));
        }
        return possible;
    }

    static boolean writesOnAnotherLine(Affair affair, FalseSession session) {
        if (!affair.isOpen()) {
            return false;
        }
        Pen elsewhere = new Pen(
                Lies.anotherLine(affair.pen().line()),
                affair.pen().side(),
                affair.pen().signer());
        affair.say(session, elsewhere.update(affair.mine(), affair.theirs().seq(), List.of(affair.payment(1))));
        return true;
    }

    /** An update in the victim's name, under Mallory's own signature. */
    static boolean writesForTheVictim(Affair affair, FalseSession session) {
        if (!affair.isOpen()) {
            return false;
        }
        Pen reflected = new Pen(
                affair.pen().line(), affair.pen().side().other(), affair.pen().signer());
        affair.say(session, reflected.update(affair.theirs(), affair.mine().seq(), List.of(affair.payment(1))));
        return true;
    }

    static boolean replays(Affair affair, FalseSession session) {
        List<Update> said = affair.said();
        for (int i = 0; i < 5 && !said.isEmpty(); i++) {
            session.send(new Deliver(said.get(affair.chance().below(said.size()))));
        }
        return !said.isEmpty();
    }

    static boolean reflects(Affair affair, FalseSession session) {
        List<Update> heard = affair.heard();
        if (heard.isEmpty()) {
            return false;
        }
        session.send(new Deliver(heard.get(affair.chance().below(heard.size()))));
        return true;
    }

    /** The victim's own proof with entries that it has not written. */
    static boolean givesBackOtherEntries(Affair affair, FalseSession session) {
        List<Update> written = affair.heard().stream()
                .filter(update -> !update.isAcknowledgement())
                .toList();
        if (written.isEmpty()) {
            return false;
        }
        Update one = written.get(affair.chance().below(written.size()));
        List<Entry> others = new ArrayList<>(one.entries());
        others.set(0, Honesty.limit(affair.chance().below(1_000)));
        session.send(new Deliver(new Update(others, one.signed())));
        return true;
    }

    static boolean floodsWithAcknowledgements(Affair affair, FalseSession session) {
        if (!affair.isOpen()) {
            return false;
        }
        for (int i = 0; i < 60; i++) {
            affair.write(session);
        }
        return true;
    }

    /** Says it, and goes on as if it had not. */
    static boolean lie(Affair affair, FalseSession session, long peerSeq, Entry... entries) {
        affair.lie(session, affair.mine(), affair.pen().update(affair.mine(), peerSeq, List.of(entries)));
        return true;
    }

    private static boolean bends(Affair affair, FalseSession session, UnaryOperator<BalanceProof> bend) {
        if (!affair.isOpen() || affair.headroom() < 2) {
            return false;
        }
        Stand from = affair.mine();
        affair.lie(session, from, affair.pen().bent(from, affair.theirs().seq(), List.of(affair.payment(2)), bend));
        return true;
    }

    private static Entry batch(Affair affair, long units, int count) {
        Chance chance = affair.chance();
        long[] amounts = new long[count];
        Arrays.fill(amounts, units);
        return new Entry.PaymentBatch(new PaymentId(chance.any(), chance.any()), Amounts.of(amounts), Memo.NONE);
    }

    /** The largest batch that there can be: 2^63 - 1 units. */
    private static Entry everything(Affair affair) {
        long[] amounts = new long[MOST + 1];
        Arrays.fill(amounts, Amount.MAX_UNITS);
        amounts[MOST] = MOST - 1;
        return new Entry.PaymentBatch(
                new PaymentId(affair.chance().any(), affair.chance().any()), Amounts.of(amounts), Memo.NONE);
    }

    private static boolean fits(long units) {
        return Amount.isValid(units);
    }
}
