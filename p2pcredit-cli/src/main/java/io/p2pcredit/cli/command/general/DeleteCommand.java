package io.p2pcredit.cli.command.general;

import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;

/** Deletes everybody of this group from Fakechain, the user too. */
public final class DeleteCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "delete",
            "[--yes]",
            "deletes all users of this candidate from Fakechain",
            "Asks first, unless you say --yes. Trustlines stay as they are, but nobody can settle any more.");

    private final Desk desk;

    public DeleteCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        boolean confirmed = words.confirmation();
        words.end();
        int count = desk.answer(desk.chain().users()).size();
        String all = (count == 1 ? "the only user" : "all " + count + " users") + " of candidate "
                + Values.quoted(desk.chain().candidate()) + " at "
                + desk.chain().url();
        if (!confirmed && !desk.isWished("delete " + all, "delete --yes")) {
            desk.print("Nothing was deleted.");
            return Next.COMMAND;
        }
        Object unusedCount = desk.answer(desk.chain().deleteAllUsers());
        desk.print("Deleted " + all + ".");
        return Next.COMMAND;
    }
}
