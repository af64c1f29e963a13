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
            "[--wait S]",
            "settles all debts and leaves",
            "Waits at most S seconds, 30 if you do not say. Ctrl-C meanwhile: leave now.",
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
        Duration limit = limit(words);
        words.end();
        return Next.leave(leaving.leave(limit));
    }

    private static Duration limit(Words words) {
        Optional<String> option = words.next();
        if (option.isEmpty()) {
            return Leaving.USUAL_LIMIT;
        }
        if (!option.get().equals("--wait")) {
            throw words.misused(Values.quoted(option.get()) + " makes no sense here");
        }
        return words.value(Values::seconds, words.next().orElseThrow(() -> words.misused("S is missing")));
    }
}
