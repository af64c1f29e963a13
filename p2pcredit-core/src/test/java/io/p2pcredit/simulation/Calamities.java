package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * What befalls the world at some moments, whatever the nodes do: the ledger is reset, accounts and disks are not
 * what they were, peers cannot reach each other, processes stand still. Not thread-safe.
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
        many(plagues.partitions(), end, "a partition", this::part);
        many(plagues.standstills(), end, "a process stands still", () -> any().stop(duration()));
        many(plagues.fullDisks(), end, "a disk is full", () -> any().fillDisk(duration()));
        many(plagues.brokenDisks(), end, "a disk fails", () -> any().breakDisk());
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

    /** Two cannot reach each other, or one reaches nobody; perhaps again and again. */
    private void part() {
        PeerId one = any().name();
        PeerId two = any().name();
        int times = chance.hits(0.2) ? 8 : 1;
        long pause = times > 1 ? SECOND / 2 : duration();
        for (int i = 0; i < times; i++) {
            world.events()
                    .after(
                            2L * i * pause,
                            "world",
                            "a partition begins",
                            () -> others(one, two)
                                    .forEach(other -> world.network().part(one, other)));
            world.events()
                    .after(
                            (2 * i + 1) * pause,
                            "world",
                            "a partition ends",
                            () -> others(one, two)
                                    .forEach(other -> world.network().join(one, other)));
        }
    }

    /** The second peer; or everybody else, if the two are the same. */
    private List<PeerId> others(PeerId one, PeerId two) {
        return one.equals(two)
                ? peers.stream()
                        .map(SimulatedPeer::name)
                        .filter(name -> !name.equals(one))
                        .toList()
                : List.of(two);
    }

    private long duration() {
        return chance.between(1, chance.oneOf(1, 20, 200) * SECOND);
    }

    private SimulatedPeer any() {
        return peers.get(chance.below(peers.size()));
    }
}
