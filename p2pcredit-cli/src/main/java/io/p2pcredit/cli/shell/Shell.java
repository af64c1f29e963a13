package io.p2pcredit.cli.shell;

import io.p2pcredit.NodeStatus;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.general.Leaving;
import io.p2pcredit.cli.command.trustline.ProposalsShown;
import io.p2pcredit.cli.console.Console;
import io.p2pcredit.cli.console.Input;
import java.util.Optional;

/**
 * Reads commands and carries them out, one after the other, until the user leaves; meanwhile shows what happens. A line
 * that is empty or begins with {@code #} is skipped.
 */
public final class Shell {
    private final Desk desk;
    private final boolean failFast;
    private final ProposalsShown shown;
    private final Leaving leaving;
    private final Commands commands;
    private final NoticeBoard board;
    private boolean interrupted;

    /** @param failFast whether the first command that fails ends the shell */
    public Shell(Desk desk, boolean failFast) {
        this(desk, new NoticeBoard(desk), failFast);
    }

    Shell(Desk desk, NoticeBoard board, boolean failFast) {
        this.desk = desk;
        this.failFast = failFast;
        this.shown = new ProposalsShown(desk.node());
        this.leaving = new Leaving(desk);
        this.commands = new Commands(desk, shown, leaving);
        this.board = board;
    }

    /** What the Tab key can offer. */
    public Commands commands() {
        return commands;
    }

    /** Returns how the program ends, with the node closed. */
    public ExitCode run() {
        Object unused = board.halted().thenRun(console()::stop);
        try (board) {
            board.open();
            ExitCode code = readUntilTheEnd();
            return desk.node().status().state() == NodeStatus.State.HALTED ? halted() : code;
        }
    }

    private ExitCode halted() {
        board.showHalt();
        return stop(ExitCode.STORAGE);
    }

    private ExitCode readUntilTheEnd() {
        Optional<ExitCode> end = Optional.empty();
        while (end.isEmpty()) {
            shown.drawn();
            end = take(console().read(desk.node().self() + "> "));
        }
        return end.get();
    }

    private Optional<ExitCode> take(Input input) {
        if (input instanceof Input.Interrupted) {
            return interrupted();
        }
        interrupted = false;
        if (input instanceof Input.Line line) {
            return isBlank(line.text()) ? Optional.empty() : carryOut(line.text());
        }
        return Optional.of(
                input instanceof Input.Gone ? stop(ExitCode.HUNG_UP) : leaving.leave(Leaving.USUAL_LIMIT, false));
    }

    private Optional<ExitCode> carryOut(String line) {
        try {
            Next next = commands.run(line);
            return next.leave();
        } catch (CommandFailedException e) {
            console().fail(e.line());
            return failFast ? Optional.of(stop(ExitCode.COMMAND_REFUSED)) : Optional.empty();
        }
    }

    /** The first time the line is thrown away, the second time in a row the user is asked. */
    private Optional<ExitCode> interrupted() {
        if (!interrupted) {
            interrupted = true;
            return Optional.empty();
        }
        interrupted = false;
        boolean leave = console().read("Settle all trustlines and leave? [y/N] ") instanceof Input.Line answer
                && answer.text().strip().equalsIgnoreCase("y");
        return leave ? Optional.of(leaving.leave(Leaving.USUAL_LIMIT, false)) : Optional.empty();
    }

    /** Settles nothing. */
    private ExitCode stop(ExitCode code) {
        desk.node().close();
        return code;
    }

    private Console console() {
        return desk.console();
    }

    private static boolean isBlank(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#");
    }
}
