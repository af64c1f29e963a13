package io.p2pcredit.cli.command.general;

import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells how the commands are used. */
public final class HelpCommand implements Command {
    private static final Manual MANUAL = Manual.of("help", "[COMMAND]", "lists the commands, or explains one");

    private static final int WIDTH = 24;

    private final Desk desk;
    private final Supplier<List<Manual>> manuals;

    /** @param manuals of all commands, this one too */
    public HelpCommand(Desk desk, Supplier<List<Manual>> manuals) {
        this.desk = desk;
        this.manuals = manuals;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        Optional<String> name = words.next();
        words.end();
        if (name.isPresent()) {
            explain(name.get());
        } else {
            list();
        }
        return Next.COMMAND;
    }

    /** What has a long synopsis gets a line more. */
    private void list() {
        for (Manual manual : manuals.get()) {
            String synopsis = manual.synopsis();
            if (synopsis.length() > WIDTH) {
                desk.print("  " + synopsis);
                desk.print("  " + " ".repeat(WIDTH) + "  " + manual.summary());
            } else {
                desk.print("  " + synopsis + " ".repeat(WIDTH - synopsis.length()) + "  " + manual.summary());
            }
        }
    }

    private void explain(String name) {
        Manual manual = manuals.get().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new CommandFailedException(Values.quoted(name) + " is not a command. See all: help"));
        desk.print(manual.synopsis() + ": " + manual.summary());
        manual.details().forEach(line -> desk.print("  " + line));
    }
}
