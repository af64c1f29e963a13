package io.p2pcredit.cli.command;

import io.p2pcredit.cli.peer.Chain.User;
import io.p2pcredit.cli.wording.Table;
import io.p2pcredit.trustline.Texts;
import java.util.List;

/** Lists everybody on Fakechain. */
final class UsersCommand implements Command {
    private static final Manual MANUAL = Manual.of("users", "", "lists everybody on Fakechain: name, address, balance");

    private final Desk desk;

    UsersCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        words.end();
        List<User> users = desk.users();
        if (users.isEmpty()) {
            desk.print("There is nobody on Fakechain.");
            return Next.COMMAND;
        }
        Table table = new Table("name", "address", "balance");
        users.forEach(user -> table.row(
                Texts.printable(user.name()), Texts.printable(user.address()), Long.toString(user.balance())));
        table.lines().forEach(desk::print);
        return Next.COMMAND;
    }
}
