package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the owner's decisions about a line that was frozen have left behind. Whoever takes a proof as true without the
 * entries under it does not know which settlements they were about, so numbers are left out rather than used twice, and
 * a settlement can begin anew.
 *
 * @param verdicts all decisions, oldest first; the evidence is kept for ever
 * @param ownFrom own entries up to that number are not held one by one; 0 if all are
 * @param theirsFrom the same of the peer's
 * @param outgoing own settlements up to that number may have existed
 * @param incoming the peer's settlements up to that number are over
 */
@Immutable
public record Accord(List<Verdict> verdicts, long ownFrom, long theirsFrom, long outgoing, long incoming) {
    static final Accord NONE = new Accord(List.of(), 0, 0, 0, 0);

    public Accord {
        verdicts = List.copyOf(verdicts);
    }

    /**
     * One decision.
     *
     * @param mine whether the proof was taken as true that this end held
     * @param acknowledged how many own entries the peer had signed for, if own entries are counted anew from here on,
     *     because a proof of this end's own was taken as true that it did not hold; else empty
     */
    @Immutable
    public record Verdict(Evidence evidence, boolean mine, OptionalLong acknowledged) {}

    /**
     * Which numbering of own entries is in use: 0 at first, and one more each time a proof of this end's own was taken as
     * true that it did not hold. Entries of two numberings may have the same number.
     */
    public int numbering() {
        return (int) ended().count();
    }

    /** How many own entries the peer had signed for when that numbering ended; empty if it has not. */
    OptionalLong acknowledgedIn(int numbering) {
        return ended().skip(numbering).findFirst().orElse(OptionalLong.empty());
    }

    private Stream<OptionalLong> ended() {
        return verdicts.stream().map(Verdict::acknowledged).filter(OptionalLong::isPresent);
    }

    /** Whether the line was never frozen, or the owner has never decided. */
    boolean isNone() {
        return verdicts.isEmpty();
    }

    /** Whether the newest decision was for the proof that this end held, and against that one. */
    boolean isDecidedAgainst(SignedProof shown) {
        if (isNone()) {
            return false;
        }
        Verdict newest = verdicts.get(verdicts.size() - 1);
        return newest.mine() && newest.evidence().update().signed().equals(shown);
    }

    Accord with(Verdict verdict) {
        List<Verdict> more = new ArrayList<>(verdicts);
        more.add(verdict);
        return new Accord(more, ownFrom, theirsFrom, outgoing, incoming);
    }

    /** Own entries up to the number were taken over with their proof alone. */
    Accord ownFrom(long seq) {
        return new Accord(verdicts, seq, theirsFrom, Math.max(outgoing, seq), incoming);
    }

    /** The peer's entries up to the number were taken over with their proof alone. */
    Accord theirsFrom(long seq) {
        return new Accord(verdicts, ownFrom, seq, outgoing, incoming);
    }

    /** The peer's settlements up to the number are over. */
    Accord incoming(long number) {
        return new Accord(verdicts, ownFrom, theirsFrom, outgoing, number);
    }

    /** An entry of the peer may be about an own settlement that this end does not know. */
    Accord after(Entry theirs) {
        if (isNone()) {
            return this;
        }
        long number = 0;
        if (theirs instanceof Entry.SettlementAnswer answer) {
            number = answer.number();
        } else if (theirs instanceof Entry.SettlementCredit credit) {
            number = credit.number();
        }
        return new Accord(verdicts, ownFrom, theirsFrom, Math.max(outgoing, number), incoming);
    }
}
