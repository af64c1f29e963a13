package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.machine.SettlementSlot.Announcement;
import io.p2pcredit.trustline.machine.Transition.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Settlements without an answer that were made in a life of which this one has only an older copy: the ledger alone
 * knows of them, under keys that can be told.
 */
final class LostSteps {
    private LostSteps() {}

    /** What to look for on a line as it is now: only who owes something can have settled it. */
    static List<Effect> toLookFor(Line line) {
        boolean perhaps = SettlementSteps.goesOn(line)
                && line.isOpen()
                && line.balance().owedByMe() > 0
                && !line.outgoing().isUnderWay();
        long number = line.nextSettlement();
        SettlementKey key =
                SettlementKey.of(line.identity().id(), line.identity().side(), number);
        return perhaps ? List.of(new Effect.LookForLost(number, key)) : List.of();
    }

    /** Where one was made without an answer and is credited now, the next one may have been lost as well. */
    static Moved credited(Line before, Moved moved) {
        Line after = moved.next().line();
        SettlementSlot slot = after.outgoing();
        boolean isNews = slot.credit().isPresent()
                && slot.announcement() == Announcement.LATER
                && !slot.credit().equals(before.outgoing().credit());
        if (!isNews) {
            return moved;
        }
        List<Effect> effects = new ArrayList<>(moved.effects());
        effects.addAll(toLookFor(after));
        return new Moved(moved.next(), effects);
    }

    /**
     * It counts as settled without an answer in this life, for what the ledger has recorded. What comes back from the
     * peer may still tell of it, so nothing is recorded in the middle of that.
     */
    static Moved found(WorkingLine work, Input.LostTransferFound in) {
        Line line = work.line();
        boolean isLost = SettlementSteps.goesOn(line)
                && line.isOpen()
                && !line.restoring()
                && !line.outgoing().isUnderWay()
                && line.nextSettlement() == in.number();
        if (!isLost) {
            return new Moved(work, List.of());
        }
        WorkingLine settled =
                work.recordBehindTail(new LineRecord.SettledUnannounced(in.number(), in.amount(), in.handedTo()));
        OnLedger known = settled.line().outgoing().ledger();
        return LedgerSteps.ended(settled, known.confirmed(Optional.of(in.transaction())));
    }
}
