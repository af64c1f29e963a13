package io.p2pcredit.simulation.world;

import io.p2pcredit.trustline.PeerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connections of a network, as one sees them who looks at all ends at once. Not thread-safe. */
final class Links {
    private final List<Link> links = new ArrayList<>();
    private final Map<Way, Integer> newest = new HashMap<>();

    /** Adds a connection that has just been dialled; true if it meets one that was dialled the other way. */
    boolean add(Link link) {
        links.removeIf(Link::isOver);
        boolean crosses = links.stream().anyMatch(other -> other.crosses(link));
        links.add(link);
        return crosses;
    }

    /** The end's node has proof of who is at the other end. */
    void authenticated(LinkEnd end, Link link) {
        newest.merge(new Way(end), link.number(), Math::max);
    }

    /** Whether the end's node has a newer session with the same peer. */
    boolean isReplaced(LinkEnd end, Link link) {
        return newest.getOrDefault(new Way(end), 0) > link.number();
    }

    /** Whatever was said of updates in the sessions that there are is said once more, in any order. */
    void repeatUpdates() {
        links.stream().filter(Link::isInSession).forEach(Link::repeatUpdates);
    }

    /** The connections of the two that are not over. */
    List<Link> between(PeerId one, PeerId two) {
        return links.stream()
                .filter(link -> !link.isOver() && link.joins(one, two))
                .toList();
    }

    /** The connections of one life. */
    List<Link> of(Life life) {
        return links.stream().filter(link -> link.isOf(life)).toList();
    }

    /** How many connections of two peers carry a session, as both see it. */
    int sessions(PeerId one, PeerId two) {
        return (int) links.stream()
                .filter(link -> link.isInSession() && link.joins(one, two))
                .count();
    }

    private record Way(Life at, PeerId towards) {
        Way(LinkEnd end) {
            this(end.life(), end.peer().life().peer());
        }
    }
}
