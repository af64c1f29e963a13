package io.p2pcredit.cli.command;

import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.console.Input;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Deletes everybody of this group from Fakechain, the user too. */
final class DeleteCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "delete",
            "[--yes]",
            "deletes all users of this candidate from Fakechain",
            "Asks first, unless you say --yes. Trustlines stay as they are, but nobody can settle any more.");

    private final Desk desk;

    DeleteCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        boolean confirmed = isConfirmed(words);
        words.end();
        int count = desk.users().size();
        String all = (count == 1 ? "the only user" : "all " + count + " users") + " of candidate "
                + Values.quoted(desk.chain().candidate()) + " at "
                + desk.chain().url();
        if (!confirmed && !isWished(all)) {
            desk.print("Nothing was deleted.");
            return Next.COMMAND;
        }
        CompletableFuture<Boolean> deletion = desk.chain().deleteAllUsers();
        if (!desk.console().await(deletion, desk.patience().outcome()) || !deletion.join()) {
            throw new CommandFailedException("Fakechain at " + desk.chain().url()
                    + " did not say that they were deleted. See who is left: users");
        }
        desk.print("Deleted " + all + ".");
        return Next.COMMAND;
    }

    private static boolean isConfirmed(Words words) {
        Optional<String> word = words.next();
        if (word.isPresent() && !word.get().equals("--yes")) {
            throw words.misused(Values.quoted(word.get()) + " makes no sense here");
        }
        return word.isPresent();
    }

    private boolean isWished(String all) {
        if (!desk.console().isInteractive()) {
            throw new CommandFailedException("This would delete " + all + ". Confirm it: delete --yes");
        }
        return desk.console().read("Delete " + all + "? [y/N] ") instanceof Input.Line answer
                && answer.text().strip().equalsIgnoreCase("y");
    }
}
