package io.p2pcredit.internal.proposal;

import io.p2pcredit.Proposal;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Proposals of others that wait for an answer: at most one of each peer, bounded in all, and nowhere stored. The owner
 * writes, anybody may read.
 */
final class ReceivedProposals {
    /** The most proposals that wait at a time. */
    static final int MAX_WAITING = 1_000;

    private final ConcurrentSkipListMap<Long, Received> waiting = new ConcurrentSkipListMap<>();
    private final AtomicLong counter = new AtomicLong();

    /** A proposal and the updates that make the line, all of them checked. */
    record Received(Proposal proposal, List<Update> updates) {
        Received {
            updates = List.copyOf(updates);
        }
    }

    /** Keeps the proposal, in the place of an earlier one of the same peer; {@code false} if there is no room. */
    boolean put(Received received) {
        PeerId peer = received.proposal().peer();
        Long place = placeOf(peer);
        if (place == null && waiting.size() >= MAX_WAITING) {
            return false;
        }
        waiting.put(place != null ? place : counter.incrementAndGet(), received);
        return true;
    }

    Optional<Received> of(PeerId peer) {
        Long place = placeOf(peer);
        return place == null ? Optional.empty() : Optional.ofNullable(waiting.get(place));
    }

    Optional<Received> remove(PeerId peer) {
        Long place = placeOf(peer);
        return place == null ? Optional.empty() : Optional.ofNullable(waiting.remove(place));
    }

    /** Oldest first. */
    List<Proposal> list() {
        return waiting.values().stream().map(Received::proposal).toList();
    }

    private @Nullable Long placeOf(PeerId peer) {
        return waiting.entrySet().stream()
                .filter(entry -> entry.getValue().proposal().peer().equals(peer))
                .map(entry -> entry.getKey())
                .findFirst()
                .orElse(null);
    }
}
