package io.p2pcredit.cli.command.general;

import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import java.time.Duration;
import java.util.Optional;

/** Settles what can be settled, and leaves. */
public final class ExitCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "exit",
            "[--wait S] [--force]",
            "settles all debts and leaves",
            "Waits at most S seconds, 30 if you do not say. Ctrl-C meanwhile: leave now.",
            "With a creditor who is away it settles only if you agree, and on a pipe if you say --force:",
            "see help settle. Trustlines stay, and so do payments that wait.",
            "Ctrl-D and the end of the input do the same. The exit code is 3 if a debt is left.");

    private final Leaving leaving;

    public ExitCommand(Leaving leaving) {
        this.leaving = leaving;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        Duration limit = Leaving.USUAL_LIMIT;
        boolean force = false;
        for (Optional<String> word = words.next(); word.isPresent(); word = words.next()) {
            switch (word.get()) {
                case "--wait" -> limit = limit(words);
                case "--force" -> force = true;
                default -> throw words.misused(Values.quoted(word.get()) + " makes no sense here");
            }
        }
        return Next.leave(leaving.leave(limit, force));
    }

    private static Duration limit(Words words) {
        return words.value(Values::seconds, words.next().orElseThrow(() -> words.misused("S is missing")));
    }
}
