package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.Proposal;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Trustlines;
import java.util.List;

/** Lists the proposals that wait for an answer. */
public final class ProposalsCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "proposals",
            "",
            "lists the proposals that wait for an answer",
            "A proposal is forgotten when its peer leaves.");

    private final Desk desk;

    public ProposalsCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        words.end();
        List<Proposal> proposals = desk.node().proposals();
        if (proposals.isEmpty()) {
            desk.print("No proposal waits for an answer.");
        }
        proposals.forEach(proposal -> desk.print(Trustlines.proposed(proposal)));
        return Next.COMMAND;
    }
}
