package io.p2pcredit.cli.command.general;

import io.p2pcredit.cli.MalformedException;
import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.data.Backup;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Texts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Copies this peer into one file. */
public final class BackupCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "backup",
            "FILE",
            "copies key, trustlines and history into FILE",
            "FILE is a zip archive that only you can read; the key in it is encrypted with your password.",
            "It must not exist. This peer goes on meanwhile. To put it back: unpack it into an empty data directory.");

    private final Desk desk;

    public BackupCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        Path file = file(words);
        Path key = desk.setup()
                .key()
                .orElseThrow(
                        () -> new CommandFailedException("This peer stores nothing, so there is nothing to copy."));
        try (Backup backup = Backup.to(file)) {
            copy(backup);
            backup.complete(key);
        } catch (FileAlreadyExistsException e) {
            throw failed(file, "it exists. Choose another name");
        } catch (IOException e) {
            throw failed(file, Texts.printable(String.valueOf(e.getMessage())) + ". Choose another place");
        }
        desk.print("Copied to " + Texts.printable(file.toString()) + ". It holds all that "
                + desk.node().self() + " is: keep it safe.");
        return Next.COMMAND;
    }

    private void copy(Backup backup) {
        CompletableFuture<Void> copied = desk.node().backup(backup.journal(), backup.history());
        try {
            Object unused = copied.join();
        } catch (CompletionException e) {
            throw refused(e);
        }
    }

    private CommandFailedException refused(CompletionException e) {
        if (e.getCause() instanceof UnsupportedOperationException) {
            return new CommandFailedException("The trustlines are in a database: copy it with its own tools, such as"
                    + " pg_dump, and the identity key beside it.");
        }
        if (e.getCause() instanceof StorageException failure) {
            return new CommandFailedException("No copy was made: "
                    + Texts.printable(String.valueOf(failure.getMessage())) + ". This peer goes on.");
        }
        return new CommandFailedException(desk.reason(e, desk.node().self(), 0));
    }

    private static CommandFailedException failed(Path file, String why) {
        return new CommandFailedException(Values.quoted(file.toString()) + " was not written: " + why + '.');
    }

    private static Path file(Words words) {
        String text = words.remainder();
        if (text.isEmpty()) {
            throw words.misused("FILE is missing");
        }
        try {
            return Values.path(text);
        } catch (MalformedException e) {
            throw new CommandFailedException(e.line());
        }
    }
}
