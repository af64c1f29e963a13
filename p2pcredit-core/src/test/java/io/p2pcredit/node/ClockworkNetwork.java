package io.p2pcredit.node;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** A network whose messages arrive at once and in order, in a {@link Clockwork}'s thread. */
final class ClockworkNetwork {
    private final Clockwork clock;
    private final Map<URI, Transport.ConnectionAcceptor> doors = new HashMap<>();
    private final List<End> ends = new ArrayList<>();
    private final Set<String> held = new HashSet<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private Predicate<PeerMessage> lost = message -> false;
    private boolean down;

    ClockworkNetwork(Clockwork clock) {
        this.clock = clock;
    }

    /** Nothing more reaches that peer, until it is let through. */
    void hold(PeerId reader) {
        held.add(reader.name());
    }

    /** Everything reaches that peer again, first of all what was held. */
    void letThrough(PeerId reader) {
        held.remove(reader.name());
        List<Runnable> late = List.copyOf(waiting);
        waiting.clear();
        late.forEach(clock::add);
    }

    /** Messages of that kind reach nobody from now on. */
    void lose(Class<? extends PeerMessage> kind) {
        lost = kind::isInstance;
    }

    void loseNothing() {
        lost = message -> false;
    }

    /** A message that the writer's node has never sent reaches the reader's. */
    void forge(PeerId writer, PeerId reader, PeerMessage message) {
        ends.stream()
                .filter(end ->
                        end.owner.equals(reader.name()) && end.other().owner.equals(writer.name()))
                .findFirst()
                .ifPresent(end -> clock.add(() -> end.receive(message)));
    }

    /** Nobody reaches anybody, until it is up again. */
    void down(boolean isDown) {
        down = isDown;
        if (down) {
            List.copyOf(ends).forEach(end -> end.close(CloseCode.LOST));
        }
    }

    /** The peer's process is gone, with everything that it listened to. */
    void vanished(PeerId peer) {
        doors.remove(address(peer));
        List.copyOf(ends).stream()
                .filter(end -> end.owner.equals(peer.name()))
                .forEach(end -> end.other().close(CloseCode.LOST));
    }

    private static URI address(PeerId peer) {
        return URI.create("clock://" + peer);
    }

    Transport of(PeerId peer) {
        return new Transport() {
            @Override
            public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
                doors.put(address(peer), acceptor);
                return CompletableFuture.completedStage(new Listening() {
                    @Override
                    public URI address() {
                        return ClockworkNetwork.address(peer);
                    }

                    @Override
                    public void close() {
                        doors.remove(ClockworkNetwork.address(peer), acceptor);
                    }
                });
            }

            @Override
            public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
                ConnectionAcceptor door = doors.get(address);
                return door == null || down
                        ? CompletableFuture.failedStage(new IOException("nobody is there"))
                        : CompletableFuture.completedStage(connect(peer, address, acceptor, door));
            }
        };
    }

    private Connection connect(
            PeerId dialler, URI address, Transport.ConnectionAcceptor near, Transport.ConnectionAcceptor far) {
        End one = new End(dialler.name());
        End other = new End(address.getAuthority());
        one.join(other, near);
        other.join(one, far);
        return one;
    }

    /** One end of a connection. */
    private final class End implements Connection {
        private final String owner;
        private ConnectionListener listener;
        private End other;
        private boolean closed;

        End(String owner) {
            this.owner = owner;
        }

        void join(End far, Transport.ConnectionAcceptor acceptor) {
            other = far;
            ends.add(this);
            listener = acceptor.accept(this);
        }

        End other() {
            return other;
        }

        @Override
        public void send(PeerMessage message) {
            clock.add(() -> other.receive(message));
        }

        private void receive(PeerMessage message) {
            if (lost.test(message)) {
                return;
            }
            if (!closed && held.contains(owner)) {
                waiting.add(() -> receive(message));
            } else if (!closed) {
                listener.received(new Whole(message));
            }
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void authenticated() {}

        @Override
        public void close(CloseCode code) {
            clock.add(() -> end(code));
            clock.add(() -> other.end(code));
        }

        private void end(CloseCode code) {
            if (!closed) {
                closed = true;
                ends.remove(this);
                listener.closed(code);
            }
        }

        @Override
        public String remote() {
            return other.owner;
        }
    }

    private record Whole(PeerMessage decode) implements Frame {
        @Override
        public int size() {
            return 100;
        }
    }
}
