package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.trustline.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Who is there, and which two have a line. Everybody has one. */
record Topology(List<PeerId> peers, List<Pair> pairs) {
    private static final int MOST = 5;
    private static final List<PeerId> NAMES = List.of(
            PeerId.of("Alice"),
            PeerId.of("Bob"),
            PeerId.of("Carol"),
            PeerId.of("Dave"),
            PeerId.of("Erin"),
            PeerId.of("Frank"),
            PeerId.of("Grace"),
            PeerId.of("Heidi"));

    Topology {
        peers = List.copyOf(peers);
        pairs = List.copyOf(pairs);
    }

    /** Two peers in half of all cases, five at most; a few times as many as there are names, all with one hub. */
    static Topology of(Chance chance) {
        int count = chance.hits(0.02) ? NAMES.size() : chance.oneOf(2, 2, 2, 2, 3, 3, 4, 5);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int known = count > MOST ? 0 : chance.below(i);
            for (int j = 0; j < i; j++) {
                if (j == known || (count <= MOST && chance.hits(0.3))) {
                    pairs.add(new Pair(NAMES.get(j), NAMES.get(i)));
                }
            }
        }
        return new Topology(NAMES.subList(0, count), pairs);
    }

    /** The same without some peers; empty if somebody would have no line any more. */
    Optional<Topology> without(Collection<PeerId> absent) {
        List<PeerId> present =
                peers.stream().filter(peer -> !absent.contains(peer)).toList();
        List<Pair> left = pairs.stream().filter(pair -> pair.isAmong(present)).toList();
        boolean allHaveLines = present.stream().allMatch(peer -> left.stream().anyMatch(pair -> pair.has(peer)));
        return left.isEmpty() || !allHaveLines ? Optional.empty() : Optional.of(new Topology(present, left));
    }

    /** The two ends of a line. */
    record Pair(PeerId one, PeerId two) {
        boolean has(PeerId peer) {
            return one.equals(peer) || two.equals(peer);
        }

        boolean isAmong(Collection<PeerId> peers) {
            return peers.contains(one) && peers.contains(two);
        }
    }
}
