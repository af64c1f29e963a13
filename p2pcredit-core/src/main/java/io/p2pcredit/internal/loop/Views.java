package io.p2pcredit.internal.loop;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.TrustlineView.State;
import io.p2pcredit.TrustlineView.WaitsFor;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;

/** Lines as applications see them. */
public final class Views {
    private Views() {}

    public static TrustlineView of(Held held) {
        Line line = held.line();
        return new TrustlineView(
                line.identity().id(),
                line.identity().peer(),
                line.identity().peerKey(),
                state(line),
                line.balance(),
                line.own().limit(),
                line.theirs().limit(),
                Math.max(0, line.payable()),
                Math.max(0, line.receivable()),
                line.window().updates().size(),
                held.isInStep(),
                line.queue().size(),
                line.queue().held(),
                waitsFor(held));
    }

    private static WaitsFor waitsFor(Held held) {
        Line line = held.line();
        if (line.isRetired()) {
            return WaitsFor.NOTHING;
        }
        if (line.isFrozen()) {
            return WaitsFor.DECISION;
        }
        if (line.restoring() || held.link().isRestoring()) {
            return WaitsFor.LOST_UPDATES;
        }
        return switch (held.link().phase()) {
            case AWAY -> WaitsFor.PEER;
            case RESUMING -> WaitsFor.RESUME;
            case FROZEN -> WaitsFor.DECISION;
            case READY -> line.queue().held() ? WaitsFor.RELEASE : WaitsFor.NOTHING;
        };
    }

    private static State state(Line line) {
        if (line.isRetired()) {
            return State.RETIRED;
        }
        if (line.isFrozen()) {
            return State.FROZEN;
        }
        if (!line.isOpen()) {
            return line.proposal().stage() == Stage.DECLINED ? State.DECLINED : State.PROPOSED;
        }
        return isClosed(line) ? State.CLOSED : State.OPEN;
    }

    private static boolean isClosed(Line line) {
        return line.own().limit().units() == 0
                && line.theirs().limit().units() == 0
                && line.balance().units() == 0
                && !line.outgoing().isUnderWay()
                && !line.incoming().isUnderWay();
    }
}
