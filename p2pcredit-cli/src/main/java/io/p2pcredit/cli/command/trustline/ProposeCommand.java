package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Trustlines;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Proposes a trustline. A person gets the answer as a notice; a script waits for it. */
public final class ProposeCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "propose",
            "PEER [LIMIT]",
            "proposes a trustline",
            "LIMIT is how much you let PEER owe you, and how much you ask PEER to let you owe.",
            "Without LIMIT it is what --limit said when this peer was started.",
            "The answer is shown when it comes. On a pipe the command waits for it, up to 30 s.");

    private final Desk desk;

    public ProposeCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        PeerId peer = words.peer();
        CreditLimit limit = words.optionalLimit().orElse(desk.limit());
        words.end();
        Opening opening = new Opening(desk, peer);
        CompletableFuture<@Nullable Void> proposed =
                opening.isTold() ? desk.expectations().proposal(peer) : new CompletableFuture<>();
        CompletableFuture<TrustlineView> answer = desk.node().propose(peer, limit);
        Object unused = answer.whenComplete((line, failure) -> opening.ended(failure));
        desk.console()
                .await(
                        CompletableFuture.anyOf(proposed, answer),
                        desk.patience().outcome());
        if (!answer.isDone() && !desk.console().await(answer, desk.patience().answer())) {
            desk.print("Proposed a trustline with a limit of " + limit + " to " + peer
                    + "; the answer will be shown here.");
            Object unusedLater = answer.whenComplete((line, failure) -> tell(peer, line, failure));
            return Next.COMMAND;
        }
        desk.outcome(answer, peer, limit.units()).ifPresent(line -> desk.print(opened(line)));
        return Next.COMMAND;
    }

    private void tell(PeerId peer, @Nullable TrustlineView line, @Nullable Throwable failure) {
        if (line != null) {
            desk.console().notice(opened(line));
        } else if (failure != null && !isClosing(failure)) {
            desk.console().notice(desk.reason(failure, peer, 0));
        }
    }

    private static String opened(TrustlineView line) {
        return Trustlines.opened(line.peer(), line.granted(), line.received());
    }

    private static boolean isClosing(Throwable failure) {
        return Desk.isRefusal(failure, RefusalCode.NODE_CLOSED);
    }
}
