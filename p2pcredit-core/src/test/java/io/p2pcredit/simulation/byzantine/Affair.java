package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Mallory knows of its line with one victim, and has ever said on it. Not thread-safe. */
final class Affair {
    private static final int MANY = 20;

    private final Victim victim;
    private final Pen pen;
    private final Chance chance;
    private final Purse purse;
    private final Honesty honesty;
    private final Map<Hash, Stand> signed = new HashMap<>();
    private final List<Update> said = new ArrayList<>();
    private final List<Update> heard = new ArrayList<>();
    private final List<FalseSession> sessions = new ArrayList<>();
    private final Map<Trick, Integer> played = new EnumMap<>(Trick.class);
    private Optional<FalseSession> awaited = Optional.empty();
    private boolean found;
    private int met;
    private Stand mine;
    private Stand theirs;

    Affair(Victim victim, Pen pen, Chance chance, Purse purse, Honesty honesty) {
        this.victim = victim;
        this.pen = pen;
        this.chance = chance;
        this.purse = purse;
        this.honesty = honesty;
        this.mine = Stand.beginning(pen.line());
        this.theirs = mine;
    }

    Victim victim() {
        return victim;
    }

    Pen pen() {
        return pen;
    }

    Chance chance() {
        return chance;
    }

    Purse purse() {
        return purse;
    }

    Honesty honesty() {
        return honesty;
    }

    /** Where Mallory stands, as it would if it were correct. */
    Stand mine() {
        return mine;
    }

    /** Where the victim stands. */
    Stand theirs() {
        return theirs;
    }

    boolean isOpen() {
        return mine.isOpen() && theirs.isOpen();
    }

    /** Every update that was ever sent. */
    List<Update> said() {
        return List.copyOf(said);
    }

    /** Every update of the victim's that ever came. */
    List<Update> heard() {
        return List.copyOf(heard);
    }

    void begins(FalseSession session) {
        met++;
        sessions.add(session);
    }

    void ends(FalseSession session) {
        sessions.remove(session);
    }

    /** All sessions that have not ended, the oldest first. */
    List<FalseSession> sessions() {
        return List.copyOf(sessions);
    }

    /** The newest session in which both have shown where they stand. */
    Optional<FalseSession> session() {
        return sessions.stream().filter(FalseSession::hasMet).reduce((one, other) -> other);
    }

    /** Does nothing more in the hope that the session goes on. */
    void waitFor(FalseSession session) {
        awaited = Optional.of(session);
    }

    boolean isWaiting() {
        return awaited.filter(session -> !session.isOver()).isPresent();
    }

    void goOn() {
        awaited = Optional.empty();
    }

    /** The victim has said that its line is frozen. */
    void isFound() {
        found = true;
    }

    /** How eager Mallory is to meet the victim again, from 0 to 1. */
    double eagerness() {
        return found || met > MANY || session().isPresent() ? 0.02 : 0.3;
    }

    /** Plays the trick, unless it has been played often enough or cannot be played now. */
    boolean play(Trick trick, FalseSession session) {
        boolean done = played.getOrDefault(trick, 0) < trick.most() && trick.play(this, session);
        if (done) {
            played.merge(trick, 1, Integer::sum);
        }
        return done;
    }

    long debt() {
        return mine.total() - theirs.total();
    }

    /** How much Mallory may pay. */
    long headroom() {
        return theirs.limit() - debt() - mine.reserved(theirs);
    }

    Entry payment(long units) {
        Amount amount = Amount.of(Math.max(1, Math.min(units, Amount.MAX_UNITS)));
        return new Entry.Payment(new PaymentId(chance.any(), chance.any()), 0, amount, amount, Memo.NONE);
    }

    /** The name on the ledger of what Mallory settles. */
    SettlementKey ownKey(long number) {
        return SettlementKey.of(pen.line(), pen.side(), number);
    }

    /** The name on the ledger of what the victim settles. */
    SettlementKey theirKey(long number) {
        return SettlementKey.of(pen.line(), pen.side().other(), number);
    }

    /** Writes as a correct peer does. */
    void write(FalseSession session, Entry... entries) {
        Update update = pen.update(mine, theirs.seq(), List.of(entries));
        mine = mine.with(update.entries()).signed(update);
        signed.put(mine.hash(), mine);
        say(session, update);
    }

    /** Signs the first entries of the line without sending them. */
    Update open(Entry.Open open) {
        Update update = pen.update(mine, theirs.seq(), List.of(open));
        mine = mine.with(update.entries()).signed(update);
        signed.put(mine.hash(), mine);
        return update;
    }

    /** Sends something that a correct peer would not, which would follow where Mallory stood there. */
    void lie(FalseSession session, Stand from, Update update) {
        Stand next = from.with(update.entries()).signed(update);
        signed.putIfAbsent(update.proof().entriesHash(), next);
        say(session, update);
    }

    void say(FalseSession session, Update update) {
        said.add(update);
        session.send(new Deliver(update));
    }

    /** Takes an update of the victim's in if it is the next one. */
    void hear(Update update) {
        if (update.proof().side() == pen.side()) {
            return;
        }
        heard.add(update);
        boolean isNext = update.isAcknowledgement()
                ? update.proof().seq() == theirs.seq() && update.proof().peerSeq() >= theirs.peerSeq()
                : update.firstSeq() == theirs.seq() + 1;
        if (isNext) {
            theirs = theirs.with(update.entries()).signed(update);
        }
    }

    /** The victim shows what it holds: Mallory goes on from there, whatever else it has told others or before. */
    void shown(Optional<SignedProof> held) {
        Stand there = held.map(proof -> signed.get(proof.proof().entriesHash())).orElse(mine);
        boolean follows = there != null
                && mine.entries().size() >= there.seq()
                && mine.entries().subList(0, (int) there.seq()).equals(there.entries());
        if (there != null && !follows) {
            mine = there;
        }
    }
}
