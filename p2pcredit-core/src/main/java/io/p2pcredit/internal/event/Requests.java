package io.p2pcredit.internal.event;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.loop.Work;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Transition;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the application asks for, on its way to the owner, and the promises made for it. Thread-safe. */
public final class Requests {
    private final Context context;
    private final Promises promises;

    public Requests(Context context, Promises promises) {
        this.context = context;
        this.promises = promises;
    }

    /** Hands a command to the owner, or refuses its promises at once. */
    public void command(Work work, CompletableFuture<?>... refusedIfBusy) {
        if (context.loop().isStopped()) {
            refuse(Refusal.because(RefusalCode.NODE_CLOSED), refusedIfBusy);
        } else if (!context.loop().offer(work, () -> refuse(Refusal.because(RefusalCode.NODE_CLOSED), refusedIfBusy))) {
            refuse(Refusal.because(RefusalCode.BUSY), refusedIfBusy);
        }
    }

    public void refuse(Refusal refusal, CompletableFuture<?>... promised) {
        for (CompletableFuture<?> promise : promised) {
            promises.refuse(promise, refusal);
        }
    }

    /** One step of a line, if there is one; why not, if it is refused. For the owner. */
    public static Optional<Refusal> step(Round round, PeerId peer, Input input) {
        if (round.line(peer).isEmpty()) {
            return Optional.of(Refusal.because(RefusalCode.NO_TRUSTLINE));
        }
        return round.step(peer, input) instanceof Transition.Refused refused
                ? Optional.of(refused.refusal())
                : Optional.empty();
    }

    /** Keeps a promise once the round is durable. For the owner. */
    public <T> void keepAfterwards(Round round, CompletableFuture<T> promise, T value) {
        round.afterwards(
                () -> promises.keep(promise, value),
                () -> promises.refuse(promise, Refusal.because(RefusalCode.NODE_CLOSED)));
    }

    /** One step of a line; the promise is kept with the line as it is then. */
    public CompletableFuture<TrustlineView> change(PeerId peer, Input input) {
        CompletableFuture<TrustlineView> promise = new CompletableFuture<>();
        command(
                round -> {
                    Optional<Refusal> refused = step(round, peer, input);
                    if (refused.isPresent()) {
                        refuse(refused.get(), promise);
                    } else {
                        round.afterwards(
                                () -> promises.keep(promise, context.lines().published(peer)),
                                () -> refuse(Refusal.because(RefusalCode.NODE_CLOSED), promise));
                    }
                },
                promise);
        return promise.copy();
    }
}
