package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Settlements;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Settles a trustline and gives no more credit on it. */
public final class CloseCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "close",
            "PEER",
            "settles, and gives PEER no more credit",
            "The trustline is closed once PEER gives none either and nothing is owed.",
            "It can be proposed again: propose PEER");

    private final Desk desk;

    public CloseCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        PeerId peer = words.peer();
        words.end();
        desk.awaitPeer(peer);
        if (owed(peer) > 0) {
            settle(peer);
        }
        CompletableFuture<TrustlineView> change = desk.node().changeLimit(peer, CreditLimit.of(0));
        Optional<TrustlineView> line = desk.outcome(change, peer, 0);
        desk.print(line.map(CloseCommand::how).orElse("The trustline with " + peer + " is being closed."));
        return Next.COMMAND;
    }

    private void settle(PeerId peer) {
        CompletableFuture<Settlement> settlement =
                desk.node().settle(peer, SettleOrder.everything()).finished();
        Settlement end = desk.outcome(settlement, peer, 0)
                .orElseThrow(() -> new CommandFailedException("The settlement with " + peer
                        + " is under way. Close the trustline when it is done: close " + peer));
        if (!Settlements.isPaid(end)) {
            throw new CommandFailedException(Settlements.line(end) + ". The trustline stays as it was.");
        }
        desk.print(Settlements.line(end) + ".");
    }

    private static String how(TrustlineView line) {
        PeerId peer = line.peer();
        if (line.state() == TrustlineView.State.CLOSED) {
            return "The trustline with " + peer + " is closed.";
        }
        long owedToMe = Math.max(0, line.balance().units());
        String rest =
                owedToMe > 0 ? peer + " still owes you " + owedToMe : peer + " still lets you owe " + line.received();
        return "You give " + peer + " no more credit; " + rest + ".";
    }

    private long owed(PeerId peer) {
        return desk.node()
                .trustline(peer)
                .map(line -> line.balance().owedByMe())
                .orElse(0L);
    }
}
