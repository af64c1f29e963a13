package io.p2pcredit.internal.payment;

import io.p2pcredit.trustline.PeerId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payments that wait in memory, in order for each line, before they can be recorded. For the owner only. */
final class Aside {
    /** The most payments that wait for one line. */
    static final int MAX_WAITING = 10_000;

    private final Map<PeerId, ArrayDeque<Asked>> waiting = new LinkedHashMap<>();

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isEmpty(PeerId peer) {
        return !waiting.containsKey(peer);
    }

    /** Whether there was room. */
    boolean add(Asked last) {
        ArrayDeque<Asked> line = waiting.computeIfAbsent(last.peer(), peer -> new ArrayDeque<>());
        return line.size() < MAX_WAITING && line.add(last);
    }

    Optional<Asked> first(PeerId peer) {
        return Optional.ofNullable(waiting.get(peer)).map(ArrayDeque::peek);
    }

    void removeFirst(PeerId peer) {
        waiting.computeIfPresent(peer, (name, line) -> {
            line.remove();
            return line.isEmpty() ? null : line;
        });
    }

    /** Whether it was there. */
    boolean remove(Asked asked) {
        ArrayDeque<Asked> line = waiting.getOrDefault(asked.peer(), new ArrayDeque<>());
        boolean found = line.remove(asked);
        if (found && line.isEmpty()) {
            waiting.remove(asked.peer());
        }
        return found;
    }

    List<PeerId> peers() {
        return List.copyOf(waiting.keySet());
    }
}
