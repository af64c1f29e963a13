package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;

/** Changes how much a peer may owe. */
public final class LimitCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "limit",
            "PEER AMOUNT",
            "lets PEER owe you up to AMOUNT from now on",
            "May be less than PEER owes already: then PEER cannot pay you before it has settled.",
            "0 gives no more credit; see close.");

    private final Desk desk;

    public LimitCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        PeerId peer = words.peer();
        CreditLimit limit = words.limit();
        words.end();
        desk.awaitPeer(peer);
        boolean done = desk.isDone(desk.node().changeLimit(peer, limit), peer, limit.units());
        desk.print(
                done
                        ? peer + " may owe you up to " + limit + " from now on."
                        : "The new limit of " + peer + ", " + limit + ", is under way.");
        return Next.COMMAND;
    }
}
