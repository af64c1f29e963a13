package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Disputes;
import io.p2pcredit.cli.wording.Table;
import java.util.List;
import java.util.Locale;

/** Shows all trustlines as a table. */
public final class TrustlinesCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "trustlines",
            "",
            "shows all trustlines: balances, limits, states",
            "balance: positive if the peer owes you, negative if you owe the peer",
            "you may owe, may owe you: the two limits",
            "you can pay, can pay you: what is left of them now",
            "unsigned: how many of your messages the peer has not signed for yet",
            "queued: how many of your payments wait for the peer, or for those before them",
            "closed: can be proposed again; retired: was with a key that the peer had before");

    private final Desk desk;

    public TrustlinesCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        words.end();
        desk.awaitLines();
        List<TrustlineView> lines = desk.node().trustlines();
        if (lines.isEmpty()) {
            desk.print("There are no trustlines. Propose one: propose PEER [LIMIT]");
            return Next.COMMAND;
        }
        Table table = new Table(
                "peer",
                "balance",
                "you may\nowe",
                "may\nowe you",
                "you can\npay",
                "can\npay you",
                "state",
                "online",
                "unsigned");
        lines.forEach(line -> addTo(table, line));
        desk.print(table);
        lines.stream().map(Disputes::standstill).filter(line -> !line.isEmpty()).forEach(desk::print);
        return Next.COMMAND;
    }

    private static String state(TrustlineView line) {
        String state = line.state().name().toLowerCase(Locale.ROOT);
        return line.queued() == 0 ? state : state + ", " + line.queued() + " queued";
    }

    private static void addTo(Table table, TrustlineView line) {
        table.row(
                line.peer().name(),
                line.balance().toString(),
                line.received().toString(),
                line.granted().toString(),
                Long.toString(line.payable()),
                Long.toString(line.receivable()),
                state(line),
                line.online() ? "yes" : "no",
                Integer.toString(line.unacknowledged()));
    }
}
