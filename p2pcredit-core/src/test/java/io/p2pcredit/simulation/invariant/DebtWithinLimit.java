package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.entry.Entry.Payment;
import io.p2pcredit.trustline.entry.Entry.PaymentBatch;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;

/**
 * I3: after each payment, batch and accepting settlement answer, the writer's debt, plus what it has accepted as coming
 * and has not credited, is at most the limit that the peer had granted by the entry up to which the writer's proof has
 * processed the peer's.
 *
 * <p>The debt is counted with the peer's totals at that entry. They only grow, so the true debt is never more than
 * that; and no other entry raises a debt, so what holds after these holds always.
 */
public final class DebtWithinLimit implements Invariant {
    private static final String NAME = "I3 DebtWithinLimit";

    private final Parties parties;
    private final Chains chains;

    public DebtWithinLimit(Parties parties, Chains chains) {
        this.parties = parties;
        this.chains = chains;
    }

    @Override
    public void written(Written written) {
        for (Point point : written.points()) {
            if (raisesDebt(point)) {
                check(written, point);
            }
        }
    }

    private void check(Written written, Point own) {
        Chain writer = chains.of(written.writer());
        Chain peer = chains.of(written.writer().peer());
        long peerSeq = written.proof().peerSeq();
        if (peerSeq > peer.end()) {
            throw new Violation(NAME, "nobody has seen what was processed: " + written.proof());
        }
        Point its = peer.at(peerSeq);
        long reserved = writer.reserved(own.seq(), peer, peerSeq);
        long debt = own.total() - its.total() + reserved;
        if (debt > its.limit()) {
            throw new Violation(
                    NAME,
                    parties.name(written.writer()) + " owes " + debt + " (" + reserved + " of it accepted) and may owe "
                            + its.limit() + ": " + own + " under " + written.proof());
        }
    }

    private static boolean raisesDebt(Point point) {
        return point.entry() instanceof Payment
                || point.entry() instanceof PaymentBatch
                || (point.entry() instanceof SettlementAnswer answer && answer.units() > 0);
    }
}
