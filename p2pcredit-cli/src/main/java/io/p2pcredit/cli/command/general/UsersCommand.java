package io.p2pcredit.cli.command.general;

import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.peer.Chain.User;
import io.p2pcredit.cli.wording.Table;
import io.p2pcredit.trustline.Texts;
import java.util.List;

/** Lists everybody on Fakechain. */
public final class UsersCommand implements Command {
    private static final Manual MANUAL = Manual.of("users", "", "lists everybody on Fakechain, with balances");

    private final Desk desk;

    public UsersCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        words.end();
        List<User> users = desk.answer(desk.chain().users());
        if (users.isEmpty()) {
            desk.print("There is nobody on Fakechain.");
            return Next.COMMAND;
        }
        Table table = new Table("name", "address", "balance");
        users.forEach(user -> table.row(
                Texts.printable(user.name()), Texts.printable(user.address()), Long.toString(user.balance())));
        desk.print(table);
        return Next.COMMAND;
    }
}
