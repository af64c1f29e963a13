package io.p2pcredit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of the program is given by whoever started it. All text is UTF-8.
 *
 * @param isTerminal whether both input and output are a terminal
 */
public record Invocation(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, boolean isTerminal) {
    public Invocation {
        environment = Map.copyOf(environment);
    }

    /** That of this process. */
    static Invocation ofThisProcess() {
        return new Invocation(
                System.in, stream(FileDescriptor.out), stream(FileDescriptor.err), System.getenv(), hasTerminal());
    }

    /** A variable of the environment, unless it is unset or empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether text may be coloured: on a terminal that can, whose user has not said no. */
    boolean isColoured() {
        return isTerminal
                && variable("NO_COLOR").isEmpty()
                && !variable("TERM").orElse("dumb").equals("dumb");
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("SystemConsoleNull") // newer ones are asked below
    private static boolean hasTerminal() {
        return System.console() != null && consoleIsTerminal();
    }

    /** From Java 22 on there is a console also without a terminal, and it can be asked. */
    private static boolean consoleIsTerminal() {
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
