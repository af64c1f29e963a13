package io.p2pcredit.cli.command;

import io.p2pcredit.cli.console.Console;
import java.time.Duration;

/**
 * How long commands wait.
 *
 * @param answer for a peer's answer to a proposal, and for a proposal to answer
 * @param online for a peer that is just coming back
 * @param outcome for a payment's receipt, a settlement's end, and answers of Fakechain
 */
public record Patience(Duration answer, Duration online, Duration outcome) {
    /** A person sees later outcomes as notices, and wants the prompt back. */
    static final Patience OF_A_PERSON = new Patience(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10));

    /** A script needs each command's outcome before it goes on to the next. */
    static final Patience OF_A_SCRIPT =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30));

    public static Patience with(Console console) {
        return console.isInteractive() ? OF_A_PERSON : OF_A_SCRIPT;
    }
}
