package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * What befalls the world at some moments, whatever the nodes do: the ledger is reset, an account is deleted or belongs to
 * somebody else for a while. Not thread-safe.
 */
final class Calamities {
    private static final PublicKey STRANGERS_KEY = PublicKey.of(Bytes.fromHex("11".repeat(PublicKey.SIZE)));

    private final World world;
    private final List<SimulatedPeer> peers;
    private final Chance chance;

    Calamities(World world, List<SimulatedPeer> peers) {
        this.world = world;
        this.peers = peers;
        this.chance = Chance.of(world.seed(), "calamities");
    }

    /** Plans everything that happens until the time. */
    void planUntil(long end) {
        Plagues plagues = world.swarm().plagues();
        many(plagues.resets(), end, "the ledger is reset", this::reset);
        many(plagues.accounts(), end, "an account changes", this::account);
    }

    private void many(int times, long end, String what, Runnable calamity) {
        for (int i = 0; i < times; i++) {
            world.events().at(chance.between(world.events().now(), end), "world", what, () -> {
                world.counts().count(what);
                calamity.run();
            });
        }
    }

    private void reset() {
        world.ledger().reset(world.swarm().habits().funds());
    }

    private void account() {
        PeerId peer = any().name();
        if (chance.hits(0.5)) {
            world.ledger().delete(peer);
        } else {
            world.ledger().assign(peer, Optional.of(STRANGERS_KEY));
        }
        world.events().after(chance.between(0, world.swarm().duration()), "world", "an account is back", () -> {
            world.ledger().give(peer, 0);
            world.ledger().assign(peer, Optional.empty());
        });
    }

    private SimulatedPeer any() {
        return peers.get(chance.below(peers.size()));
    }
}
