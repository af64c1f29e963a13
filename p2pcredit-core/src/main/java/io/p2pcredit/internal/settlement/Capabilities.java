package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What the ledger can do, as it said last. Nobody guesses: what depends on it waits until the ledger has said it once,
 * and the ledger is asked again and again until then. For the owner only, but for {@link #ask}.
 */
final class Capabilities {
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Context context;
    private final Ledger ledger;
    private final Backoff backoff;
    private final List<Consumer<Set<Capability>>> waiting = new ArrayList<>();
    private Optional<Set<Capability>> known = Optional.empty();
    private boolean asking;

    Capabilities(Context context, Ledger ledger) {
        this.context = context;
        this.ledger = ledger;
        this.backoff = new Backoff(context.environment(), FIRST_DELAY, LONGEST_DELAY);
    }

    /** Asks the ledger now; empty if it gives no answer. For any thread. */
    CompletionStage<Optional<Set<Capability>>> ask() {
        return ledger.capabilities();
    }

    /** Calls back on the owner once it is known, outside of any round; at once if it is known already. */
    void whenKnown(Consumer<Set<Capability>> then) {
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

    private void answered(Optional<Set<Capability>> answer) {
        heard(answer);
        asking = !waiting.isEmpty();
        if (asking) {
            context.environment().schedule(backoff.next(), () -> afterwards(this::askUntilKnown));
        }
    }

    /** Takes notice of an answer that the ledger gave; outside of any round. */
    void heard(Optional<Set<Capability>> answer) {
        if (answer.isPresent()) {
            Set<Capability> can = Set.copyOf(answer.get());
            known = Optional.of(can);
            List<Consumer<Set<Capability>>> due = List.copyOf(waiting);
            waiting.clear();
            due.forEach(then -> then.accept(can));
        }
    }

    private void afterwards(Runnable task) {
        context.loop().submit(round -> round.afterwards(task));
    }
}
