package io.p2pcredit.cli.bench.peer;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.bench.load.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the second process has to say to an order.
 *
 * @param failure why nothing came of it, for the user; the others are not there then
 * @param code with which the program ends then
 * @param texts with {@code ECHO} the address, with {@code START} the keys of the payees
 * @param balances with {@code BALANCES} those of the payees
 * @param outcome with {@code PAY} what was paid
 */
record Answer(
        @Nullable String failure,
        @Nullable ExitCode code,
        List<String> texts,
        List<Long> balances,
        @Nullable Outcome outcome) {
    Answer {
        texts = List.copyOf(texts);
        balances = List.copyOf(balances);
    }

    static Answer done() {
        return new Answer(null, null, List.of(), List.of(), null);
    }

    static Answer texts(List<String> texts) {
        return new Answer(null, null, texts, List.of(), null);
    }

    static Answer balances(List<Long> balances) {
        return new Answer(null, null, List.of(), balances, null);
    }

    static Answer paid(Outcome outcome) {
        return new Answer(null, null, List.of(), List.of(), outcome);
    }

    static Answer failed(FailedException failure) {
        return new Answer(failure.line(), failure.code(), List.of(), List.of(), null);
    }

    /** Itself, if it is no failure. */
    Answer orThrow() {
        if (failure != null) {
            throw new FailedException(code == null ? ExitCode.UNEXPECTED : code, failure);
        }
        return this;
    }
}
