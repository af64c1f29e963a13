package io.p2pcredit.cli.command;

import io.p2pcredit.trustline.PeerId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The peers whose trustline a command is just opening: that command tells how it ended, so nobody else should.
 * Thread-safe.
 */
public final class Expectations {
    private final Map<PeerId, Expected> expected = new ConcurrentHashMap<>();

    /**
     * What a command waits for.
     *
     * @param proposed completes when the proposal is durable and on its way
     * @param told whether the command has told how it ended
     */
    private record Expected(CompletableFuture<@Nullable Void> proposed, boolean told) {}

    /** From now on a command tells about the peer. False if another one does already. */
    public boolean expect(PeerId peer) {
        Expected mine = new Expected(new CompletableFuture<>(), false);
        return mine.equals(expected.compute(peer, (name, known) -> known == null || known.told() ? mine : known));
    }

    /** Whether a command is going to tell about the peer. */
    public boolean isExpected(PeerId peer) {
        Expected known = expected.get(peer);
        return known != null && !known.told();
    }

    /** The command has failed before anything could happen on the line. */
    public void forget(PeerId peer) {
        expected.remove(peer);
    }

    /** The command tells how it ended; what has happened on the line is still to come, and is known then. */
    public void told(PeerId peer) {
        expected.computeIfPresent(peer, (name, known) -> new Expected(known.proposed(), true));
    }

    /** The proposal is durable and on its way. */
    public void proposed(PeerId peer) {
        Expected known = expected.get(peer);
        if (known != null) {
            known.proposed().complete(null);
        }
    }

    /** Completes with {@link #proposed}. */
    public CompletableFuture<@Nullable Void> proposal(PeerId peer) {
        Expected known = expected.get(peer);
        return known == null ? CompletableFuture.completedFuture(null) : known.proposed();
    }

    /** The line was opened or declined: whether a command tells about it. It does so once. */
    public boolean isAnswered(PeerId peer) {
        return expected.remove(peer) != null;
    }
}
