package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.simulation.invariant.Chain;
import io.p2pcredit.simulation.invariant.Chains;
import io.p2pcredit.simulation.invariant.Parties;
import io.p2pcredit.simulation.invariant.Point;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.invariant.Writer;
import io.p2pcredit.simulation.invariant.Written;
import io.p2pcredit.trustline.entry.Entry;
import java.util.HashMap;
import java.util.Map;

/**
 * I3 on a line with Mallory. What an honest peer accepts of Mallory never leads to more debt, what Mallory has accepted
 * as coming included, than the largest limit that the honest peer has granted from the entry on up to which Mallory's
 * proof has processed the honest peer's; and the honest peer's own debt keeps to Mallory's limit as it knew it.
 *
 * <p>The honest peer counts with own entries that it has written and signs next. So what is too much as things are
 * stored is so only if it still is after its next update.
 */
final class DebtsAreBounded {
    private static final String NAME = "I3 MallorysDebtIsBounded";

    private final Parties parties;
    private final Chains accepted;
    private final Map<Writer, Doubt> doubts = new HashMap<>();

    DebtsAreBounded(Parties parties, Chains accepted) {
        this.parties = parties;
        this.accepted = accepted;
    }

    void written(Written written) {
        if (parties.name(written.writer()).equals(Mallory.NAME)) {
            check(written.writer());
            written.points().stream()
                    .filter(point -> raisesDebt(point.entry()))
                    .forEach(point -> accepted(written, point));
        } else {
            written.points().stream().filter(point -> raisesDebt(point.entry())).forEach(point -> paid(written, point));
            check(written.writer().peer());
        }
    }

    void dataLost(Writer own) {
        doubts.remove(own.peer());
    }

    void atRest() {
        doubts.keySet().forEach(this::check);
    }

    private void accepted(Written written, Point point) {
        Doubt doubt = new Doubt(point, written.proof().peerSeq());
        if (excess(written.writer(), doubt) > 0) {
            doubts.putIfAbsent(written.writer(), doubt);
        }
    }

    private void check(Writer mallory) {
        Doubt doubt = doubts.remove(mallory);
        if (doubt != null && excess(mallory, doubt) > 0) {
            throw new Violation(
                    NAME,
                    parties.name(mallory.peer()) + " has accepted " + doubt + ", which is " + excess(mallory, doubt)
                            + " too much");
        }
    }

    /** By how much Mallory owed more after the entry than any limit allowed. */
    private long excess(Writer mallory, Doubt doubt) {
        Chain its = accepted.of(mallory);
        Chain own = accepted.of(mallory.peer());
        long limit = 0;
        for (long seq = Math.min(doubt.seen(), own.end()); seq <= own.end(); seq++) {
            limit = Math.max(limit, own.at(seq).limit());
        }
        long reserved = its.reserved(doubt.point().seq(), own, own.end());
        return Math.subtractExact(
                Math.addExact(doubt.point().total() - own.last().total(), reserved), limit);
    }

    /** An honest peer keeps to the limit that it knows, whoever has granted it. */
    private void paid(Written written, Point own) {
        Chain its = accepted.of(written.writer().peer());
        long seen = Math.min(written.proof().peerSeq(), its.end());
        Point known = its.at(seen);
        long reserved = accepted.of(written.writer()).reserved(own.seq(), its, seen);
        if (own.total() - known.total() + reserved > known.limit()) {
            throw new Violation(
                    NAME, parties.name(written.writer()) + " owes too much: " + own + " under " + written.proof());
        }
    }

    private static boolean raisesDebt(Entry entry) {
        return entry instanceof Entry.Payment
                || entry instanceof Entry.PaymentBatch
                || (entry instanceof Entry.SettlementAnswer answer && answer.units() > 0);
    }

    private record Doubt(Point point, long seen) {}
}
