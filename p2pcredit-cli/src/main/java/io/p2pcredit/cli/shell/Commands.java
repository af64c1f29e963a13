package io.p2pcredit.cli.shell;

import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.command.general.BackupCommand;
import io.p2pcredit.cli.command.general.DeleteCommand;
import io.p2pcredit.cli.command.general.ExitCommand;
import io.p2pcredit.cli.command.general.HelpCommand;
import io.p2pcredit.cli.command.general.Leaving;
import io.p2pcredit.cli.command.general.UsersCommand;
import io.p2pcredit.cli.command.general.WhoAmICommand;
import io.p2pcredit.cli.command.payment.BalanceCommand;
import io.p2pcredit.cli.command.payment.CancelCommand;
import io.p2pcredit.cli.command.payment.HistoryCommand;
import io.p2pcredit.cli.command.payment.PayCommand;
import io.p2pcredit.cli.command.payment.PaymentsCommand;
import io.p2pcredit.cli.command.payment.PlanCommand;
import io.p2pcredit.cli.command.payment.SettleCommand;
import io.p2pcredit.cli.command.payment.SettlementCommand;
import io.p2pcredit.cli.command.payment.SettlementsCommand;
import io.p2pcredit.cli.command.trustline.AcceptCommand;
import io.p2pcredit.cli.command.trustline.Answers;
import io.p2pcredit.cli.command.trustline.CloseCommand;
import io.p2pcredit.cli.command.trustline.DeclineCommand;
import io.p2pcredit.cli.command.trustline.IdentityCommand;
import io.p2pcredit.cli.command.trustline.LimitCommand;
import io.p2pcredit.cli.command.trustline.ProposalsCommand;
import io.p2pcredit.cli.command.trustline.ProposalsShown;
import io.p2pcredit.cli.command.trustline.ProposeCommand;
import io.p2pcredit.cli.command.trustline.ReconcileCommand;
import io.p2pcredit.cli.command.trustline.TrustlinesCommand;
import io.p2pcredit.cli.console.Suggestions;
import io.p2pcredit.cli.peer.Recordings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All commands of the shell, in the order in which {@code help} lists them. */
public final class Commands {
    private final Map<String, Command> byName = new LinkedHashMap<>();
    private final Desk desk;

    public Commands(Desk desk, ProposalsShown shown, Leaving leaving) {
        this.desk = desk;
        Recordings recordings = new Recordings(desk.node());
        Answers answers = new Answers(desk, shown);
        add(new ProposeCommand(desk));
        add(AcceptCommand.ofTheOldest(desk, answers));
        add(DeclineCommand.ofTheOldest(desk, answers));
        add(AcceptCommand.ofThePeer(desk, answers));
        add(DeclineCommand.ofThePeer(desk, answers));
        add(new ProposalsCommand(desk));
        add(new PayCommand(desk));
        add(new PlanCommand(desk));
        add(new SettleCommand(desk));
        add(new PaymentsCommand(desk, recordings));
        add(new CancelCommand(desk));
        add(new HistoryCommand(desk, recordings));
        add(new SettlementsCommand(desk));
        add(new SettlementCommand(desk));
        add(new BalanceCommand(desk));
        add(new TrustlinesCommand(desk));
        add(new LimitCommand(desk));
        add(new CloseCommand(desk));
        add(new IdentityCommand(desk));
        add(new ReconcileCommand(desk));
        add(new UsersCommand(desk));
        add(new DeleteCommand(desk));
        add(new WhoAmICommand(desk));
        add(new BackupCommand(desk));
        add(new HelpCommand(desk, this::manuals));
        add(new ExitCommand(leaving));
    }

    /**
     * Carries out a line.
     *
     * @throws CommandFailedException if it came to nothing
     */
    public Next run(String line) {
        String text = line.strip();
        String name = text.split("\\s", 2)[0];
        Command command = byName.get(name);
        if (command == null) {
            throw new CommandFailedException(Values.quoted(name) + " is not a command. See all: help");
        }
        return command.run(
                Words.of(text.substring(name.length()), command.manual().synopsis()));
    }

    /** What the Tab key can offer. */
    public Suggestions suggestions() {
        return new Completion(desk, byName);
    }

    private List<Manual> manuals() {
        return byName.values().stream().map(Command::manual).toList();
    }

    private void add(Command command) {
        byName.put(command.manual().name(), command);
    }
}
