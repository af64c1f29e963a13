package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.simulation.byzantine.Mallory;
import io.p2pcredit.simulation.byzantine.Scene;
import io.p2pcredit.simulation.byzantine.Tampering;
import io.p2pcredit.simulation.invariant.Chains;
import io.p2pcredit.simulation.invariant.Journals;
import io.p2pcredit.simulation.invariant.Parties;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.SimulatedSigner;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.PeerId;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The participant of some runs of whom nothing is promised, who goes by the name of Mallory: either one that is all
 * malice, or a node as all others are whose messages are tampered with.
 */
final class Stranger {
    private static final long ENCORE = 60 * SECOND;

    private final World world;
    private final SimulatedPeer peer;
    private final List<SimulatedPeer> victims;
    private final Optional<Mallory> mallory;

    private Stranger(World world, SimulatedPeer peer, List<SimulatedPeer> victims, Optional<Mallory> mallory) {
        this.world = world;
        this.peer = peer;
        this.victims = victims;
        this.mallory = mallory;
    }

    /** The one who takes part in this run, if anybody does. */
    static Optional<Stranger> in(World world, List<SimulatedPeer> peers, Parties parties, Provider signatures) {
        return Mallory.takesPart(world.seed())
                ? Optional.of(inThis(world, peers, parties, signatures))
                : Optional.empty();
    }

    private static Stranger inThis(World world, List<SimulatedPeer> peers, Parties parties, Provider signatures) {
        Chance chance = Chance.of(world.seed(), "victims of Mallory");
        Signer signer = new SimulatedSigner(signatures, Chance.of(world.seed(), "key of Mallory"));
        parties.addStranger(Mallory.NAME, signer.publicKey());
        world.ledger().give(Mallory.NAME, world.swarm().habits().limit());
        world.ledger().give(Mallory.ACCOMPLICE, 0);
        List<SimulatedPeer> victims = peers.stream()
                .filter(one -> one == peers.get(0) || chance.hits(0.5))
                .toList();
        World unseen = unseen(world, parties, signer);
        SimulatedPeer peer = new SimulatedPeer(unseen, new Identity(Mallory.NAME, signer, signatures));
        Optional<Mallory> mallory = Mallory.isTamperedWith(world.seed())
                ? Optional.empty()
                : Optional.of(new Mallory(
                        scene(world, victims),
                        signer,
                        victims.stream().map(SimulatedPeer::victim).toList()));
        return new Stranger(unseen, peer, victims, mallory);
    }

    /** The same world with nobody who looks at what the stranger's own node does. */
    private static World unseen(World world, Parties parties, Signer signer) {
        Collaborators tampering = new Collaborators() {
            @Override
            public Transport transport(PeerId owner, Transport transport) {
                Chance chance = Chance.of(world.seed(), "tampering");
                return new Tampering(transport, signer, chance, world.counts()::count);
            }
        };
        return new World(
                world.scenario().among(tampering),
                world.swarm(),
                world.events(),
                world.network(),
                world.ledger(),
                world.directory(),
                new Oracle(parties, new Chains(), new Journals(), new Counts()),
                new Actions(world.events()),
                new Counts());
    }

    private static Scene scene(World world, List<SimulatedPeer> victims) {
        return new Scene(
                world.seed(),
                world.events(),
                world.network(),
                world.ledger(),
                world.directory(),
                world.swarm().habits().limit(),
                world.swarm().network().isOrderly(),
                victim -> victims.stream().anyMatch(one -> one.name().equals(victim) && one.hasFrozen(Mallory.NAME)),
                world.counts()::count);
    }

    /** The victims' owners work on their lines with it too. */
    void meet(Map<PeerId, Owner> owners) {
        victims.forEach(victim -> owners.get(victim.name()).alsoWorkOn(peer));
    }

    void begin() {
        mallory.ifPresentOrElse(Mallory::begin, this::beginAsNode);
    }

    private void beginAsNode() {
        peer.start();
        Owner owner = new Owner(world, peer);
        victims.forEach(owner::workOn);
        owner.workUntil(world.events().now() + world.swarm().duration() + ENCORE);
    }

    /** Goes on, but takes its time. */
    void calmDown() {
        mallory.ifPresent(Mallory::calmDown);
    }

    /** Is gone for good. */
    void end() {
        mallory.ifPresentOrElse(Mallory::end, peer::endForGood);
    }
}
