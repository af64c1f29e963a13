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
    private final Map<PeerId, CompletableFuture<@Nullable Void>> expected = new ConcurrentHashMap<>();

    /** From now on a command tells about the peer. False if another one does already. */
    public boolean expect(PeerId peer) {
        return expected.putIfAbsent(peer, new CompletableFuture<>()) == null;
    }

    /** Whether a command is going to tell about the peer. */
    public boolean isExpected(PeerId peer) {
        return expected.containsKey(peer);
    }

    /** The command has failed before anything could happen on the line. */
    public void forget(PeerId peer) {
        expected.remove(peer);
    }

    /** The proposal is durable and on its way. */
    public void proposed(PeerId peer) {
        CompletableFuture<@Nullable Void> expectation = expected.get(peer);
        if (expectation != null) {
            expectation.complete(null);
        }
    }

    /** Completes with {@link #proposed}. */
    public CompletableFuture<@Nullable Void> proposal(PeerId peer) {
        return expected.getOrDefault(peer, CompletableFuture.completedFuture(null));
    }

    /** The line was opened or declined: whether a command tells about it. It does so once. */
    public boolean isAnswered(PeerId peer) {
        return expected.remove(peer) != null;
    }
}
