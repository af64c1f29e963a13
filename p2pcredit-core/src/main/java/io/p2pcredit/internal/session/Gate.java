package io.p2pcredit.internal.session;

import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody who has proven a key may use a name: the key that the name is pinned to, and no other; for a name
 * that is not pinned, the directory's; and never the key of another pinned name. Thread-safe.
 */
final class Gate {
    private final Context context;
    private final LookUps lookUps;

    Gate(Context context) {
        this.context = context;
        this.lookUps = new LookUps(context.environment()::nanoTime);
    }

    /** Answers on any thread: empty if the peer may come in. */
    void admit(PeerId name, PublicKey key, Consumer<Optional<CloseCode>> answer) {
        Optional<PublicKey> pinned = context.lines().keyOf(name);
        Optional<PeerId> otherName = context.lines().nameOf(key).filter(known -> !known.equals(name));
        if (pinned.isPresent()) {
            answer.accept(pinned.get().equals(key) ? Optional.empty() : Optional.of(CloseCode.KEY_CHANGED));
        } else if (otherName.isPresent()) {
            answer.accept(Optional.of(CloseCode.NOT_AUTHENTIC));
        } else {
            ask(name, key, answer);
        }
    }

    private void ask(PeerId name, PublicKey key, Consumer<Optional<CloseCode>> answer) {
        if (!lookUps.begin(name)) {
            answer.accept(Optional.of(CloseCode.BUSY));
            return;
        }
        context.surroundings().directory().find(name).whenComplete((outcome, failure) -> {
            lookUps.end();
            answer.accept(judge(outcome, key));
        });
    }

    private static Optional<CloseCode> judge(@Nullable FindOutcome outcome, PublicKey key) {
        if (outcome instanceof FindOutcome.Found found) {
            boolean same = found.peer().key().filter(key::equals).isPresent();
            return same ? Optional.empty() : Optional.of(CloseCode.KEY_CHANGED);
        }
        return Optional.of(outcome instanceof FindOutcome.NotFound ? CloseCode.NOT_AUTHENTIC : CloseCode.BUSY);
    }
}
