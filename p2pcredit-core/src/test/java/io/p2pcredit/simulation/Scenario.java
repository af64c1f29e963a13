package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.FakeEd25519;
import java.security.Provider;
import java.util.List;

/**
 * Everything that a run depends on, but for the code.
 *
 * @param seed where all random choices come from
 * @param excerpt what of it takes place
 * @param signatures who computes the signatures
 * @param collaborators what is between the nodes and their world
 */
public record Scenario(long seed, Excerpt excerpt, Provider signatures, Collaborators collaborators) {
    /** All of the seed's run, in an honest world, with signatures that cost nothing. */
    public static Scenario of(long seed) {
        return new Scenario(seed, Excerpt.EVERYTHING, new FakeEd25519(), Collaborators.honest());
    }

    /** What is left to take place without one more peer, for each that the others can do without. */
    public List<Excerpt> withOnePeerLess() {
        Topology topology = Swarm.of(Chance.of(seed, "swarm")).topology();
        return topology.peers().stream()
                .filter(excerpt::has)
                .map(excerpt::withoutPeer)
                .filter(less -> topology.without(less.withoutPeers()).isPresent())
                .toList();
    }

    public Scenario with(Excerpt other) {
        return new Scenario(seed, other, signatures, collaborators);
    }

    public Scenario signedBy(Provider other) {
        return new Scenario(seed, excerpt, other, collaborators);
    }

    public Scenario among(Collaborators others) {
        return new Scenario(seed, excerpt, signatures, others);
    }
}
