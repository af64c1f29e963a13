package io.p2pcredit.cli;

import io.p2pcredit.cli.console.Console;
import io.p2pcredit.trustline.PeerId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the password comes from: a file's first line, else the environment, else the user (masked on a terminal, the
 * first line of the input on a pipe). Never an argument, since arguments are visible to every process.
 */
final class PasswordSource {
    static final String VARIABLE = "P2PCREDIT_PASSWORD";

    private final Optional<Path> file;
    private final Optional<String> variable;

    PasswordSource(Optional<Path> file, Invocation invocation) {
        this.file = file;
        this.variable = invocation.variable(VARIABLE);
    }

    Password read(PeerId name, Console console) {
        if (file.isPresent()) {
            return Password.of(firstLine(file.get()));
        }
        if (variable.isPresent()) {
            return Password.of(variable.get());
        }
        return Password.of(console.readSecret("Password of " + name + ": ").orElseThrow(PasswordSource::none));
    }

    private static String firstLine(Path path) {
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            return Optional.ofNullable(reader.readLine()).orElse("");
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.USAGE,
                    "--password-file: " + Values.quoted(path.toString())
                            + " cannot be read: expected a text file whose first line is the password");
        }
    }

    private static FailedException none() {
        return new FailedException(
                ExitCode.USAGE,
                "there is no password: give it as the first line of the input, in " + VARIABLE
                        + ", or with --password-file FILE");
    }
}
