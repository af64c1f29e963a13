package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.TrustlineView.State;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import org.jspecify.annotations.Nullable;

/** A trustline that a command is opening, and tells about. */
final class Opening {
    private final Desk desk;
    private final PeerId peer;
    private final boolean isTold;
    private final boolean isOpenAlready;

    /** Begins before the node is asked. */
    Opening(Desk desk, PeerId peer) {
        this.desk = desk;
        this.peer = peer;
        this.isTold = desk.expectations().expect(peer);
        this.isOpenAlready = desk.node()
                .trustline(peer)
                .filter(line -> line.state() == State.OPEN || line.state() == State.CLOSED)
                .isPresent();
    }

    /** Whether it is this command that tells about it, and not an earlier one. */
    boolean isTold() {
        return isTold;
    }

    /** The node has answered. An event follows if a line is opened that was not open before, or is declined. */
    void ended(@Nullable Throwable failure) {
        if (!isTold) {
            return;
        }
        boolean eventFollows = failure == null ? !isOpenAlready : Desk.isRefusal(failure, RefusalCode.DECLINED);
        if (eventFollows) {
            desk.expectations().told(peer);
        } else {
            desk.expectations().forget(peer);
        }
    }
}
