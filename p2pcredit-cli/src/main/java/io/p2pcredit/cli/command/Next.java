package io.p2pcredit.cli.command;

import io.p2pcredit.cli.ExitCode;
import java.util.Optional;

/**
 * What the shell does after a command.
 *
 * @param leave how the program ends; empty if the next command is read
 */
public record Next(Optional<ExitCode> leave) {
    public static final Next COMMAND = new Next(Optional.empty());

    public static Next leave(ExitCode code) {
        return new Next(Optional.of(code));
    }
}
