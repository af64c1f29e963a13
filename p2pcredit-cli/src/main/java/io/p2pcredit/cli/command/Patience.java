package io.p2pcredit.cli.command;

import io.p2pcredit.cli.console.Console;
import java.time.Duration;

/**
 * How long commands wait.
 *
 * @param answer for a peer's answer to a proposal, and for a proposal to answer
 * @param arrival for peers that are just coming back, all commands together
 * @param outcome for a payment's receipt, a settlement's end, and answers of Fakechain
 */
public record Patience(Duration answer, Deadline arrival, Duration outcome) {
    private static final Duration ARRIVAL = Duration.ofSeconds(3);

    /** Begins now. */
    public static Patience with(Console console) {
        return console.isInteractive() ? ofAPerson() : ofAScript();
    }

    /** A person sees later outcomes as notices, and wants the prompt back. */
    private static Patience ofAPerson() {
        return new Patience(Duration.ZERO, Deadline.in(Duration.ZERO), Duration.ofSeconds(10));
    }

    /** A script needs each command's outcome before it goes on to the next. */
    private static Patience ofAScript() {
        return new Patience(Duration.ofSeconds(30), Deadline.in(ARRIVAL), Duration.ofSeconds(30));
    }
}
