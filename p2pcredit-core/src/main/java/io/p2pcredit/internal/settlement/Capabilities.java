package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.machine.LedgerSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What the ledger has said of itself last. Nobody guesses: what depends on it waits until the ledger has said it once,
 * and the ledger is asked again and again until then. For the owner only, but for {@link #ask}.
 */
final class Capabilities {
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Context context;
    private final Ledger ledger;
    private final BiConsumer<Optional<LedgerSeen>, LedgerSeen> told;
    private final Backoff backoff;
    private final List<Consumer<Abilities>> waiting = new ArrayList<>();
    private Optional<Abilities> known = Optional.empty();
    private boolean asking;

    /** @param told told of the ledger as it was before, and as it is now, whenever that is another one */
    Capabilities(Context context, Ledger ledger, BiConsumer<Optional<LedgerSeen>, LedgerSeen> told) {
        this.context = context;
        this.ledger = ledger;
        this.told = told;
        this.backoff = new Backoff(context.environment(), FIRST_DELAY, LONGEST_DELAY);
    }

    /** Asks the ledger now; empty if it gives no answer. For any thread. */
    CompletionStage<Optional<Abilities>> ask() {
        return Abilities.of(ledger);
    }

    /** What it said last. */
    Optional<Abilities> known() {
        return known;
    }

    /** Calls back on the owner once it is known, outside of any round; at once if it is known already. */
    void whenKnown(Consumer<Abilities> then) {
        if (known.isPresent()) {
            then.accept(known.get());
            return;
        }
        waiting.add(then);
        if (!asking) {
            asking = true;
            askUntilKnown();
        }
    }

    private void askUntilKnown() {
        ask().whenComplete((answer, failure) -> afterwards(() -> answered(answer)));
    }

    private void answered(Optional<Abilities> answer) {
        heard(answer);
        asking = !waiting.isEmpty();
        if (asking) {
            context.environment().schedule(backoff.next(), () -> afterwards(this::askUntilKnown));
        }
    }

    /** Takes notice of an answer that the ledger gave; outside of any round. */
    void heard(Optional<Abilities> answer) {
        if (answer.isPresent()) {
            Optional<LedgerSeen> before = known.map(Abilities::seen);
            Abilities now = answer.get();
            known = answer;
            if (!before.equals(Optional.of(now.seen()))) {
                told.accept(before, now.seen());
            }
            List<Consumer<Abilities>> due = List.copyOf(waiting);
            waiting.clear();
            due.forEach(then -> then.accept(now));
        }
    }

    private void afterwards(Runnable task) {
        context.loop().submit(round -> round.afterwards(task));
    }
}
