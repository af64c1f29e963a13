package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.PeerId;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A network of nodes that all live in one queue of events. Keeps what {@link Transport} promises, in the least
 * convenient way, but for messages that come twice if the faults say so. Not thread-safe.
 */
public final class SimulatedNetwork {
    private static final long LONGEST_DIAL = 9 * SECOND;
    private static final long PING = 20 * SECOND;

    private final EventQueue events;
    private final Wire wire;
    private final long seed;
    private final Map<URI, Door> doors = new HashMap<>();
    private final Links links = new Links();
    private final Set<Set<PeerId>> parted = new HashSet<>();
    private NetworkFaults faults;
    private int dialled;

    public SimulatedNetwork(EventQueue events, Wire wire, long seed, NetworkFaults faults) {
        this.events = events;
        this.wire = wire;
        this.seed = seed;
        this.faults = faults;
    }

    /** Changes how often it goes wrong, from the next message on. */
    public void set(NetworkFaults changed) {
        faults = changed;
    }

    /** The transport of one life, which listens at the address. */
    public Transport transportOf(Life life, URI address) {
        return new LifesTransport(life, address);
    }

    /** Nothing gets through between the two any more, in one direction at least, and they cannot reach each other. */
    public void part(PeerId one, PeerId two) {
        parted.add(Set.of(one, two));
        links.between(one, two).forEach(Link::fallSilent);
    }

    /** The two can reach each other again. */
    public void join(PeerId one, PeerId two) {
        parted.remove(Set.of(one, two));
    }

    /** Everybody can reach everybody again. */
    public void joinAll() {
        parted.clear();
    }

    /** Whoever has a connection with a process that stands still for two pings takes it for lost. */
    public void standsStill(Life life) {
        links.of(life)
                .forEach(link -> events.after(2 * PING, "network", "nobody answers the pings", () -> {
                    if (life.isStopped()) {
                        link.breakDown();
                    }
                }));
    }

    private boolean isParted(Life one, Life two) {
        return !parted.isEmpty() && parted.contains(Set.of(one.peer(), two.peer()));
    }

    /** How many sessions the two peers have with each other. */
    public int sessions(PeerId one, PeerId two) {
        return links.sessions(one, two);
    }

    /** Delivers the updates of all sessions once more, in any order. */
    public void repeatUpdates() {
        links.repeatUpdates();
    }

    EventQueue events() {
        return events;
    }

    NetworkFaults faults() {
        return faults;
    }

    Links links() {
        return links;
    }

    Wire wire() {
        return wire;
    }

    /** Where a life listens. */
    private record Door(Life life, Transport.ConnectionAcceptor acceptor) {}

    private final class LifesTransport implements Transport {
        private final Life life;
        private final URI address;
        private final Chance chance;

        LifesTransport(Life life, URI address) {
            this.life = life;
            this.address = address;
            this.chance = Chance.of(seed, "dials of " + life.peer()).at(events::now);
        }

        @Override
        public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
            CompletableFuture<Listening> listening = new CompletableFuture<>();
            Door door = new Door(life, acceptor);
            events.after(chance.between(0, SECOND / 100), life.toString(), "listens", life.doing(() -> {
                doors.put(address, door);
                life.whenOver(() -> doors.remove(address, door));
                listening.complete(new Open(address, door));
            }));
            return listening;
        }

        @Override
        public CompletionStage<Connection> dial(URI target, ConnectionAcceptor acceptor) {
            CompletableFuture<Connection> dialled = new CompletableFuture<>();
            boolean fails = chance.hits(faults.dialFailure());
            long delay = chance.between(0, fails ? LONGEST_DIAL : faults.longestDelay());
            events.after(delay, life.toString(), "dials " + target, life.doing(() -> {
                Door door = doors.get(target);
                if (fails) {
                    wire.noticed("fault: dial failed");
                }
                if (fails || door == null || isParted(life, door.life())) {
                    dialled.completeExceptionally(new IOException("nobody answers"));
                } else {
                    dialled.complete(connect(new Door(life, acceptor), door));
                }
            }));
            return dialled;
        }

        private Connection connect(Door dialer, Door acceptor) {
            Chance its = Chance.of(
                    seed,
                    "link from " + dialer.life().peer() + " to "
                            + acceptor.life().peer());
            Link link = new Link(SimulatedNetwork.this, ++dialled, its.at(events::now));
            link.join(dialer.life(), dialer.acceptor(), acceptor.life(), acceptor.acceptor());
            if (links.add(link)) {
                wire.noticed("crossing dials");
            }
            return link.dialer();
        }
    }

    private final class Open implements Transport.Listening {
        private final URI address;
        private final Door door;

        Open(URI address, Door door) {
            this.address = address;
            this.door = door;
        }

        @Override
        public URI address() {
            return address;
        }

        @Override
        public void close() {
            doors.remove(address, door);
        }
    }
}
