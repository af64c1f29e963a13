package io.p2pcredit.internal.resume;

import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.session.Sessions;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.Link;

/** Tells peers how far this node has come in getting from them what it lacks. For the owner only. */
public final class ProgressReports {
    private final Context context;
    private final Sessions sessions;

    public ProgressReports(Context context, Sessions sessions) {
        this.context = context;
        this.sessions = sessions;
    }

    /** The peer has shown where it stands, and what this node needs may be more than a stranger may send. */
    public void resumed(PeerId peer) {
        context.lines().held(peer).filter(ProgressReports::isLacking).ifPresent(held -> {
            if (held.link().isRestoring()) {
                sessions.lineOpened(peer);
            }
            report(peer, held.line());
        });
    }

    /** Reports what the round has stored. */
    public void committed(Change change) {
        if (isLacking(change.after())
                && hasMoved(change.before().line(), change.after().line())) {
            report(change.peer(), change.after().line());
        }
    }

    private static boolean isLacking(Held held) {
        return held.link().phase() == Link.Phase.RESUMING && held.link().hasMet();
    }

    private static boolean hasMoved(Line before, Line after) {
        return after.own().signedSeq() > before.own().signedSeq()
                || after.theirs().signedSeq() > before.theirs().signedSeq();
    }

    private void report(PeerId peer, Line line) {
        sessions.sendPast(
                peer, new Progress(line.own().signedSeq(), line.theirs().signedSeq()));
    }
}
