package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import io.p2pcredit.trustline.machine.Line.ProposalState;

/** Applies facts as they were recorded. */
record Replay(Line line) implements LineRecord.Cases<Line> {
    @Override
    public Line created(LineRecord.Created fact) {
        return Line.blank(fact.identity());
    }

    @Override
    public Line ownUpdate(LineRecord.OwnUpdate fact) {
        Line next = line;
        for (Entry entry : fact.update().entries()) {
            next = next.withOwn(entry);
        }
        return next.ownSigned(fact.update());
    }

    @Override
    public Line peerUpdate(LineRecord.PeerUpdate fact) {
        Line next = line;
        for (Entry entry : fact.update().entries()) {
            next = next.withTheirs(entry);
        }
        return next.theirsSigned(fact.update());
    }

    @Override
    public Line returned(LineRecord.Returned fact) {
        Line next = line;
        for (Entry entry : fact.update().entries()) {
            next = next.withOwn(entry);
        }
        return next.ownReturned(fact.update()).restoring(true);
    }

    @Override
    public Line restored(LineRecord.Restored fact) {
        return line.with(line.outgoing().inDoubtIfAnswered(line.identity().peerAccount()))
                .with(line.queue().heldBack())
                .restoring(false);
    }

    @Override
    public Line settledUnannounced(LineRecord.SettledUnannounced fact) {
        return line.with(line.outgoing()
                .unannounced(
                        new SettlementIntent(
                                fact.number(), fact.amount(), line.identity().ownAccount()),
                        fact.handedTo()));
    }

    @Override
    public Line queued(LineRecord.Queued fact) {
        return line.with(line.queue().with(fact.payment()));
    }

    @Override
    public Line givenUp(LineRecord.GivenUp fact) {
        return line.with(line.queue().without(fact.id()));
    }

    @Override
    public Line released(LineRecord.Released fact) {
        return line.with(line.queue().released());
    }

    @Override
    public Line retired(LineRecord.Retired fact) {
        return line.replacedBy(fact.successor());
    }

    @Override
    public Line ledgerStepped(LineRecord.LedgerStepped fact) {
        return fact.direction() == Direction.OUTGOING
                ? line.with(line.outgoing().with(fact))
                : line.withIncoming(line.incoming().with(fact));
    }

    @Override
    public Line proposed(LineRecord.Proposed fact) {
        return line.with(new ProposalState(ProposalState.Stage.PENDING, fact.asked()));
    }

    @Override
    public Line proposalDeclined(LineRecord.ProposalDeclined fact) {
        return line.with(
                new ProposalState(ProposalState.Stage.DECLINED, line.proposal().asked()));
    }

    @Override
    public Line frozen(LineRecord.Frozen fact) {
        return line.frozenBy(fact.evidence());
    }

    @Override
    public Line reconciled(LineRecord.Reconciled fact) {
        return Decision.on(line, fact.mine());
    }
}
