package io.p2pcredit.doubles;

import io.p2pcredit.contract.TransportContract;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;

class BrokenTransportsTest {
    /** The harness itself breaks no promise. */
    @Nested
    class WithoutAFault extends Suite {
        WithoutAFault() {
            super(BentTransport::new, Duration.ofSeconds(20));
        }
    }

    @TestFactory
    Stream<DynamicTest> areRejected() {
        return Rejection.tests(
                TransportContract.class,
                Stream.of(heard(), said(), reached()).flatMap(List::stream).toList());
    }

    private static List<Rejection<TransportContract>> heard() {
        return List.of(
                hears("carriesMessagesOfEveryKind", "loses some", BrokenListeners::losing),
                hears("deliversEachMessageOnceAndInOrder", "repeats", BrokenListeners::repeating),
                hears("callsAListenerOneCallAtATime", "calls from many threads", BrokenListeners::overlapping),
                hears("decodesAFrameAsOftenAsAsked", "decodes once", BrokenListeners::decodingOnce),
                hears("tellsTheSizeOfAFrame", "tells no size", BrokenListeners::withoutSizes),
                hears("saysWhenItIsFullAndWhenItTakesMoreAgain", "not again", BrokenListeners::neverWritableAgain),
                hears("tellsBothEndsWhyAConnectionWasClosed", "keeps it for itself", BrokenListeners::alwaysLost),
                hears("reportsTheEndOnceHoweverOftenItIsClosed", "reports it twice", BrokenListeners::closedTwice));
    }

    private static List<Rejection<TransportContract>> said() {
        return List.of(
                says("deliversEachMessageOnceAndInOrder", "swaps neighbours", BrokenConnections.Swapping::new),
                says("takesMessagesFromManyThreads", "hears only one", BrokenConnections.OfOneThread::new),
                says("carriesLargeMessagesOnceThePeerIsAuthenticated", "no", BrokenConnections::neverAuthenticated),
                says("refusesLargeMessagesOfStrangers", "takes them", BrokenConnections::withoutLimits),
                says("sendsWithoutWaitingForTheReceiver", "blocks", BrokenConnections::blocking),
                says("saysWhenItIsFullAndWhenItTakesMoreAgain", "is never full", BrokenConnections::alwaysWritable),
                says("closesAConnectionOnWhichTooMuchWaits", "drops the rest", BrokenConnections::dropping),
                says("deliversWhatWasSentBeforeTheClose", "forgets the last one", BrokenConnections.Lagging::new),
                says("dropsWhatIsSentAfterTheClose", "complains", BrokenConnections::complainingAfterTheEnd),
                says("namesTheOtherEnd", "has no name for it", BrokenConnections::nameless));
    }

    private static List<Rejection<TransportContract>> reached() {
        return List.of(
                is("carriesWhatIsSentWhileTheConnectionIsBeingAccepted", "is deaf till then", DeafAtFirst::new),
                is("keepsConnectionsApart", "closes them together", ClosingAll::new),
                is("failsToDialWhereNobodyListens", "never answers", NeverFailing::new),
                is("failsToDialAnAddressOfAnotherForm", "never answers", NeverFailing::new),
                is("failsToListenWhereItCannot", "never answers", NeverFailing::new),
                is("acceptsNoMoreOnceItDoesNotListen", "listens for ever", NeverDeaf::new),
                is("keepsItsConnectionsWhenItDoesNotListenAnyMore", "closes them", ClosingWithTheDoor::new));
    }

    private static Rejection<TransportContract> is(String promise, String fault, UnaryOperator<Transport> bend) {
        return new Rejection<>(promise, fault, () -> new Suite(bend, Duration.ofMillis(300)) {});
    }

    private static Rejection<TransportContract> says(String promise, String fault, UnaryOperator<Connection> bend) {
        return is(promise, fault, honest -> new BentTransport(honest) {
            @Override
            Connection bent(Connection connection) {
                return bend.apply(connection);
            }
        });
    }

    private static Rejection<TransportContract> hears(
            String promise, String fault, UnaryOperator<ConnectionListener> bend) {
        return is(promise, fault, honest -> new BentTransport(honest) {
            @Override
            ConnectionListener bent(ConnectionListener listener) {
                return bend.apply(listener);
            }
        });
    }

    /** The suite over bent transports of one world. */
    abstract static class Suite extends TransportContract {
        private final InMemoryWorld world = new InMemoryWorld();
        private final Transport listening;
        private final Transport dialling;
        private final Transport unable;
        private final Duration patience;

        Suite(UnaryOperator<Transport> bend, Duration patience) {
            listening = bend.apply(transport("Bob"));
            dialling = bend.apply(transport("Alice"));
            Transport charlie = transport("Charlie");
            charlie.listen(connection -> {
                throw new AssertionError("nobody dials this one");
            });
            unable = bend.apply(charlie);
            this.patience = patience;
        }

        private Transport transport(String name) {
            return world.with(PeerId.of(name), 0).transport();
        }

        @Override
        protected Duration patience() {
            return patience;
        }

        @Override
        protected Transport listening() {
            return listening;
        }

        @Override
        protected Transport dialling() {
            return dialling;
        }

        @Override
        protected Transport unableToListen() {
            return unable;
        }

        @Override
        protected URI deserted() {
            return URI.create("mem://Nobody");
        }
    }

    /** Drops what is sent before the connection has its listener. */
    private static final class DeafAtFirst extends BentTransport {
        DeafAtFirst(Transport honest) {
            super(honest);
        }

        @Override
        ConnectionListener accepted(Connection connection, ConnectionAcceptor acceptor) {
            AtomicBoolean open = new AtomicBoolean();
            Connection deaf = new ForwardingConnection(connection) {
                @Override
                public void send(PeerMessage message) {
                    if (open.get()) {
                        super.send(message);
                    }
                }
            };
            ConnectionListener listener = acceptor.accept(deaf);
            open.set(true);
            return listener;
        }
    }

    /** Closes all its connections when one is closed. */
    private static final class ClosingAll extends BentTransport {
        private final List<Connection> all = new CopyOnWriteArrayList<>();

        ClosingAll(Transport honest) {
            super(honest);
        }

        @Override
        Connection bent(Connection connection) {
            all.add(connection);
            return new ForwardingConnection(connection) {
                @Override
                public void close(CloseCode code) {
                    all.forEach(each -> each.close(code));
                }
            };
        }
    }

    /** Keeps its connections no longer than it listens. */
    private static final class ClosingWithTheDoor extends BentTransport {
        private final List<Connection> all = new CopyOnWriteArrayList<>();

        ClosingWithTheDoor(Transport honest) {
            super(honest);
        }

        @Override
        Connection bent(Connection connection) {
            all.add(connection);
            return connection;
        }

        @Override
        Listening bent(Listening honest) {
            return new Listening() {
                @Override
                public URI address() {
                    return honest.address();
                }

                @Override
                public void close() {
                    honest.close();
                    all.forEach(each -> each.close(CloseCode.GOING_AWAY));
                }
            };
        }
    }

    /** Goes on accepting when it was told to stop. */
    private static final class NeverDeaf extends BentTransport {
        NeverDeaf(Transport honest) {
            super(honest);
        }

        @Override
        Listening bent(Listening honest) {
            return new Listening() {
                @Override
                public URI address() {
                    return honest.address();
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Says nothing when it fails. */
    private static final class NeverFailing extends BentTransport {
        NeverFailing(Transport honest) {
            super(honest);
        }

        @Override
        public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
            return silentlyFailing(super.listen(acceptor));
        }

        @Override
        public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
            return silentlyFailing(super.dial(address, acceptor));
        }

        private static <T> CompletionStage<T> silentlyFailing(CompletionStage<T> stage) {
            CompletableFuture<T> silent = new CompletableFuture<>();
            stage.thenAccept(silent::complete);
            return silent;
        }
    }
}
