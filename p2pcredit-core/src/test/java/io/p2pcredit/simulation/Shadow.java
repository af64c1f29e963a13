package io.p2pcredit.simulation;

import io.p2pcredit.CreditNode;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.EventQueue;
import io.p2pcredit.simulation.world.LedgerFaults;
import io.p2pcredit.simulation.world.LedgerNature;
import io.p2pcredit.simulation.world.Life;
import io.p2pcredit.simulation.world.NetworkFaults;
import io.p2pcredit.simulation.world.SimulatedDirectory;
import io.p2pcredit.simulation.world.SimulatedDisk.Copies;
import io.p2pcredit.simulation.world.SimulatedEnvironment;
import io.p2pcredit.simulation.world.SimulatedLedger;
import io.p2pcredit.simulation.world.SimulatedNetwork;
import io.p2pcredit.simulation.world.Trace;
import io.p2pcredit.simulation.world.Wire;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A second node of a peer, alone in a world of its own, built from a copy of the peer's journal to see what it holds.
 */
final class Shadow {
    private static final int MOST_EVENTS = 10_000;

    private final Identity identity;
    private final Life life;
    private final EventQueue events = new EventQueue(new Trace(0));

    private Shadow(Identity identity) {
        this.identity = identity;
        this.life = new Life(identity.name(), 0);
    }

    /** The digest of a node that is built from the stores; empty if it had to do something before it was ready. */
    static Optional<Hash> digest(Identity identity, Copies stores) {
        return new Shadow(identity).digest(stores);
    }

    private Optional<Hash> digest(Copies stores) {
        Journal journal = stores.journal().open();
        long end = journal.end();
        CompletableFuture<CreditNode> launched = CreditNode.builder(identity.name())
                .in(emptyWorld(identity.name()))
                .store(journal, stores.history())
                .signer(identity.signer())
                .signatureProvider(identity.provider())
                .environment(new SimulatedEnvironment(life, events, Chance.of(0, "shadow"), 0, () -> Instant.EPOCH))
                .launch();
        for (int i = 0; i < MOST_EVENTS && !launched.isDone() && events.runNext(); i++) {}
        if (!launched.isDone()) {
            throw new IllegalStateException("the shadow of " + identity.name() + " does not start");
        }
        Hash digest = started(launched).digest();
        life.end();
        return journal.end() == end ? Optional.of(digest) : Optional.empty();
    }

    private CreditNode started(CompletableFuture<CreditNode> launched) {
        try {
            return launched.join();
        } catch (CompletionException e) {
            throw new Violation("I22 RebuiltStateIsTheSame", identity.name() + " cannot be rebuilt: " + e.getCause());
        }
    }

    private Surroundings emptyWorld(PeerId name) {
        SimulatedNetwork network = new SimulatedNetwork(events, new Unseen(), 0, NetworkFaults.none());
        SimulatedLedger ledger = new SimulatedLedger(
                events, Chance.of(0, "ledger"), LedgerNature.full(), LedgerFaults.none(), transfer -> {});
        ledger.give(name, 0);
        SimulatedDirectory directory = new SimulatedDirectory(events, Chance.of(0, "directory"), 0);
        return new Surroundings(
                network.transportOf(life, URI.create("sim://" + name)),
                directory.accessOf(life),
                ledger.accessOf(life));
    }

    private static final class Unseen implements Wire {
        @Override
        public void sent(PeerId from, int link, PeerMessage message) {}

        @Override
        public void received(PeerId at, PeerId from, int link, PeerMessage message) {}

        @Override
        public void noticed(String what) {}

        @Override
        public void closed(PeerId by, PeerId towards, CloseCode code) {}
    }
}
