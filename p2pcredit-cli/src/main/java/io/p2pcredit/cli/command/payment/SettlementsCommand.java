package io.p2pcredit.cli.command.payment;

import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Reasons;
import io.p2pcredit.cli.wording.Settlements;
import io.p2pcredit.cli.wording.Table;
import io.p2pcredit.trustline.Settlement;
import java.util.List;

/** Lists the settlements that have not come to an end. */
public final class SettlementsCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "settlements",
            "",
            "lists the settlements that are under way or in doubt",
            "in doubt: Fakechain gave no answer. One that knows keys is asked again until it does;",
            "with another one you have to find out, and say: settlement resolve KEY paid|unpaid");

    private final Desk desk;

    public SettlementsCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        words.end();
        List<Settlement> open = OpenSettlements.of(desk.node());
        if (open.isEmpty()) {
            desk.print("No settlement is under way.");
            return Next.COMMAND;
        }
        Table table = new Table("key", "peer", "who pays", "amount", "state");
        open.forEach(settlement -> table.row(
                Settlements.shortKey(settlement),
                settlement.peer().name(),
                Settlements.payer(settlement),
                Long.toString(settlement.units()),
                Settlements.state(settlement)));
        desk.print(table);
        open.stream()
                .filter(settlement -> settlement.reason().isPresent())
                .forEach(settlement ->
                        desk.print(Settlements.shortKey(settlement) + ": " + Reasons.text(settlement) + '.'));
        return Next.COMMAND;
    }
}
