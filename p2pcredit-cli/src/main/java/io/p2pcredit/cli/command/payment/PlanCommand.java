package io.p2pcredit.cli.command.payment;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.Plan;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Steps;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;

/** Shows what a payment would do. */
public final class PlanCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "plan",
            "PEER AMOUNT",
            "shows what pay would do now, or why not",
            "Changes nothing. Past the limit a payment settles what you owe on the way.");

    private final Desk desk;

    public PlanCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        PeerId peer = words.peer();
        Amount amount = words.amount();
        words.end();
        desk.awaitPeer(peer);
        Plan plan = desk.node().plan(PaymentOrder.to(peer, amount.units()));
        plan.refusal().ifPresent(refusal -> {
            throw new CommandFailedException(desk.refusals().line(refusal, peer, amount.units()));
        });
        int steps = plan.steps().size();
        desk.print("Paying " + peer + ' ' + amount + " takes " + (steps == 1 ? "1 step:" : steps + " steps:"));
        plan.steps().forEach(step -> desk.print("  " + Steps.planned(step)));
        if (plan.queued()) {
            desk.print("It would wait first, until " + peer + " is online and has what was paid before.");
        }
        return Next.COMMAND;
    }
}
