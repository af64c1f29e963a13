package io.p2pcredit.cli.peer;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.StartException;
import io.p2pcredit.Subscription;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Password;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.StorageException;
import java.security.Provider;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** A node on WebSocket, Fakechain and its stores, which is closed together with them. */
public final class RunningPeer implements AutoCloseable {
    private final CreditNode node;
    private final Events events;
    private final Chain chain;
    private final World world;
    private final boolean hadNothing;

    private RunningPeer(CreditNode node, Events events, Chain chain, World world, boolean hadNothing) {
        this.node = node;
        this.events = events;
        this.chain = chain;
        this.world = world;
        this.hadNothing = hadNothing;
    }

    /**
     * Starts a peer and returns when it is known to the others.
     *
     * @param password the secret that goes with its name on Fakechain, and opens its identity key; not needed any more
     *     when this returns
     * @throws FailedException if it cannot be started; nothing is left running
     */
    public static RunningPeer start(PeerSettings settings, Password password) {
        Provider signatures = settings.signatures().get();
        Signer identity = settings.identity().open(password, signatures);
        LoggerFactory.getLogger(RunningPeer.class).info("{} starts; signatures by {}", settings.name(), signatures);
        try {
            CreditNodeBuilder builder = builder(settings, identity, signatures);
            return start(settings, World.of(settings, password), builder);
        } catch (StorageException e) {
            settings.identity().withdraw();
            throw new StartFailures(settings).of(e);
        } catch (FailedException e) {
            settings.identity().withdraw();
            throw e;
        }
    }

    private static RunningPeer start(PeerSettings settings, World world, CreditNodeBuilder builder) {
        try {
            boolean hadNothing = world.store().isEmpty();
            Events events = new Events();
            CreditNode node = builder.in(world.surroundings())
                    .store(world.store().journal(), world.store().history())
                    .onEvent(events)
                    .start();
            return new RunningPeer(node, events, new FakechainAccount(world.client(), settings), world, hadNothing);
        } catch (StartException e) {
            world.close();
            throw new StartFailures(settings).of(e);
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    public CreditNode node() {
        return node;
    }

    /** Calls the listener for everything that happens, and that has happened since the start. For one listener. */
    public Subscription onEvent(Consumer<NodeEvent> listener) {
        return events.subscribe(listener);
    }

    public Chain chain() {
        return chain;
    }

    /** Whether its stores were empty when it started. */
    public boolean hadNothing() {
        return hadNothing;
    }

    /** As if the process had ended by itself: says goodbye to nobody. */
    public void kill() {
        world.transport().close();
        close();
    }

    /** Settles nothing. */
    @Override
    public void close() {
        node.close();
        world.close();
    }

    private static CreditNodeBuilder builder(PeerSettings settings, Signer identity, Provider signatures) {
        CreditNodeBuilder builder = CreditNode.builder(settings.name())
                .signer(identity)
                .signatureProvider(signatures)
                .admission(settings.admission());
        if (!settings.reachability().isDiallable()) {
            return builder.notDiallable();
        }
        settings.reachability().announced().ifPresent(builder::advertise);
        return builder;
    }
}
