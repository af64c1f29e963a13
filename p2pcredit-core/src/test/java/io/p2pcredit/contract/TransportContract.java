package io.p2pcredit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.RecordingListener.Closed;
import io.p2pcredit.contract.RecordingListener.Stuck;
import io.p2pcredit.contract.RecordingListener.Writable;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.spi.Transport.Listening;
import io.p2pcredit.trustline.CloseCode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link Transport} has promised, but for the notice of a connection that has died in silence. */
public abstract class TransportContract extends Contract {
    /** About what one may queue on a connection before it is closed, at most: 100 MiB of the largest messages. */
    private static final int FAR_TOO_MANY = 100 * 1024 * 1024 / (10_000 * Long.BYTES);

    private final Queue<RecordingListener> expected = new ConcurrentLinkedQueue<>();
    private final List<Stuck> stuck = new ArrayList<>();
    private @Nullable Listening listening;

    /** The transport that listens; the same one throughout a test. */
    protected abstract Transport listening();

    /** The transport that dials it; the same one throughout a test. */
    protected abstract Transport dialling();

    /** A transport that cannot listen, since its place is taken. */
    protected abstract Transport unableToListen();

    /** An address of this transport's form where nobody listens. */
    protected abstract URI deserted();

    @AfterEach
    public final void letGo() {
        stuck.forEach(Stuck::letGo);
        if (listening != null) {
            listening.close();
        }
    }

    @Test
    public void carriesMessagesOfEveryKind() {
        Pair pair = connected();
        pair.authenticated();
        Samples.ofEveryKind().forEach(pair.near::send);
        Samples.ofEveryKind().forEach(pair.far::send);
        assertThat(pair.farHears(Samples.ofEveryKind().size())).isEqualTo(Samples.ofEveryKind());
        assertThat(pair.nearHears(Samples.ofEveryKind().size())).isEqualTo(Samples.ofEveryKind());
    }

    @Test
    public void deliversEachMessageOnceAndInOrder() {
        Pair pair = connected();
        pair.authenticated();
        for (int i = 0; i < 500; i++) {
            pair.near.send(Samples.small(i));
            pair.far.send(Samples.small(1_000 + i));
        }
        assertThat(pair.farHears(500)).isEqualTo(Samples.small(0, 500));
        assertThat(pair.nearHears(500)).isEqualTo(Samples.small(1_000, 500));
    }

    @Test
    public void takesMessagesFromManyThreads() {
        Pair pair = connected();
        pair.authenticated();
        List<Thread> senders = IntStream.range(0, 4)
                .mapToObj(thread ->
                        new Thread(() -> Samples.small(thread * 100, 100).forEach(pair.near::send)))
                .toList();
        senders.forEach(Thread::start);
        List<PeerMessage> heard = pair.farHears(400);
        for (int thread = 0; thread < 4; thread++) {
            List<PeerMessage> sent = Samples.small(thread * 100, 100);
            assertThat(heard.stream().filter(sent::contains)).isEqualTo(sent);
        }
    }

    @Test
    public void decodesAFrameAsOftenAsAsked() {
        Pair pair = connected();
        pair.near.send(Samples.small(1));
        pair.farHears(1);
        Frame frame = pair.heardFar.frames().get(0);
        assertThat(waiting().atOnce(frame::decode)).isEqualTo(Samples.small(1));
        assertThat(waiting().atOnce(frame::decode)).isEqualTo(Samples.small(1));
    }

    @Test
    public void tellsTheSizeOfAFrame() {
        Pair pair = connected();
        pair.authenticated();
        pair.near.send(Samples.small(1));
        pair.near.send(Samples.large(1));
        pair.farHears(2);
        assertThat(pair.heardFar.frames().get(0).size()).isBetween(1, ProtocolLimits.MAX_STRANGER_MESSAGE_BYTES);
        assertThat(pair.heardFar.frames().get(1).size()).isBetween(50_000, ProtocolLimits.MAX_MESSAGE_BYTES);
    }

    @Test
    public void carriesWhatIsSentWhileTheConnectionIsBeingAccepted() {
        Pair pair = connected(new Greeting(), new Greeting());
        assertThat(pair.nearHears(1)).containsExactly(Samples.small(1));
        assertThat(pair.farHears(1)).containsExactly(Samples.small(1));
    }

    @Test
    public void carriesLargeMessagesOnceThePeerIsAuthenticated() {
        Pair pair = connected();
        pair.authenticated();
        pair.near.send(Samples.large(1));
        pair.far.send(Samples.large(2));
        assertThat(pair.farHears(1)).containsExactly(Samples.large(1));
        assertThat(pair.nearHears(1)).containsExactly(Samples.large(2));
    }

    @Test
    public void refusesLargeMessagesOfStrangers() {
        Pair pair = connected();
        pair.near.authenticated();
        pair.near.send(Samples.large(1));
        waiting().until("the receiver hears of the end", pair.heardFar::isClosed);
        assertThat(pair.heardFar.heard()).containsExactly(new Closed(CloseCode.TOO_LARGE));
    }

    @Test
    public void sendsWithoutWaitingForTheReceiver() {
        Stuck far = stuck();
        Pair pair = connected(new RecordingListener(), far);
        waiting().atOnce(() -> Samples.small(0, 10).forEach(pair.near::send));
        far.letGo();
        assertThat(pair.farHears(10)).isEqualTo(Samples.small(0, 10));
    }

    @Test
    public void saysWhenItIsFullAndWhenItTakesMoreAgain() {
        Stuck far = stuck();
        Pair pair = connected(new RecordingListener(), far);
        pair.authenticated();
        assertThat(pair.near.isWritable()).isTrue();
        int sent = 0;
        while (pair.near.isWritable() && sent < FAR_TOO_MANY) {
            pair.near.send(Samples.large(sent++));
        }
        assertThat(sent).isLessThan(FAR_TOO_MANY);
        far.letGo();
        assertThat(pair.farHears(sent)).hasSize(sent);
        waiting()
                .until(
                        "the sender hears that it may go on",
                        () -> !pair.heardNear.heard().isEmpty());
        assertThat(pair.heardNear.heard()).containsOnly(new Writable());
        assertThat(pair.near.isWritable()).isTrue();
    }

    @Test
    public void closesAConnectionOnWhichTooMuchWaits() {
        Pair pair = connected(new RecordingListener(), stuck());
        pair.authenticated();
        waiting().atOnce(() -> {
            for (int i = 0; i < FAR_TOO_MANY && !pair.heardNear.isClosed(); i++) {
                pair.near.send(Samples.large(i));
            }
        });
        waiting().until("the sender hears of the end", pair.heardNear::isClosed);
        assertThat(pair.heardNear.heard()).last().isEqualTo(new Closed(CloseCode.OVERRUN));
    }

    @Test
    public void tellsBothEndsWhyAConnectionWasClosed() {
        for (CloseCode code : CloseCode.values()) {
            Pair pair = connected();
            pair.near.close(code);
            pair.hearTheEnd();
            assertThat(pair.heardNear.heard()).containsExactly(new Closed(code));
            assertThat(pair.heardFar.heard()).containsExactly(new Closed(code));
        }
    }

    @Test
    public void deliversWhatWasSentBeforeTheClose() {
        Pair pair = connected();
        Samples.small(0, 20).forEach(pair.near::send);
        pair.near.close(CloseCode.GOING_AWAY);
        pair.hearTheEnd();
        List<Object> expected = new ArrayList<>(Samples.small(0, 20));
        expected.add(new Closed(CloseCode.GOING_AWAY));
        assertThat(pair.heardFar.heard()).isEqualTo(expected);
    }

    @Test
    public void reportsTheEndOnceHoweverOftenItIsClosed() {
        Pair pair = connected();
        pair.near.close(CloseCode.BUSY);
        pair.near.close(CloseCode.BUSY);
        pair.far.close(CloseCode.BUSY);
        pair.hearTheEnd();
        pair.near.close(CloseCode.BUSY);
        pair.far.close(CloseCode.BUSY);
        connected(); // whatever follows the end has had the time of another connection to come
        assertThat(pair.heardNear.heard()).containsExactly(new Closed(CloseCode.BUSY));
        assertThat(pair.heardFar.heard()).containsExactly(new Closed(CloseCode.BUSY));
    }

    @Test
    public void dropsWhatIsSentAfterTheClose() {
        Pair pair = connected();
        pair.near.close(CloseCode.GOING_AWAY);
        waiting().atOnce(() -> pair.near.send(Samples.small(1)));
        pair.hearTheEnd();
        waiting().atOnce(() -> pair.near.send(Samples.small(2)));
        waiting().atOnce(() -> pair.far.send(Samples.small(3)));
        connected();
        assertThat(pair.heardFar.heard()).containsExactly(new Closed(CloseCode.GOING_AWAY));
        assertThat(pair.heardNear.heard()).containsExactly(new Closed(CloseCode.GOING_AWAY));
    }

    @Test
    public void callsAListenerOneCallAtATime() {
        Pair pair = connected();
        Thread other = new Thread(() -> Samples.small(0, 100).forEach(pair.near::send));
        other.start();
        Samples.small(100, 100).forEach(pair.near::send);
        pair.farHears(200);
        pair.far.close(CloseCode.GOING_AWAY);
        pair.hearTheEnd();
        assertThat(pair.heardFar.overlapped()).isFalse();
        assertThat(pair.heardNear.overlapped()).isFalse();
    }

    @Test
    public void keepsConnectionsApart() {
        Pair first = connected();
        Pair second = connected();
        first.near.close(CloseCode.SUPERSEDED);
        first.hearTheEnd();
        second.near.send(Samples.small(2));
        assertThat(second.farHears(1)).containsExactly(Samples.small(2));
        assertThat(second.heardFar.heard()).containsExactly(Samples.small(2));
        assertThat(first.heardFar.heard()).containsExactly(new Closed(CloseCode.SUPERSEDED));
    }

    @Test
    public void failsToDialWhereNobodyListens() {
        assertThat(waiting().failure(dialling().dial(deserted(), new RecordingListener())))
                .isInstanceOf(IOException.class);
    }

    @Test
    public void failsToDialAnAddressOfAnotherForm() {
        for (String address : List.of("no-such-scheme://host:1", "mailto:somebody", "relative/path")) {
            assertThat(waiting().failure(dialling().dial(URI.create(address), new RecordingListener())))
                    .as(address)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    public void acceptsNoMoreOnceItDoesNotListen() {
        waiting().atOnce(listen()::close);
        waiting().atOnce(listen()::close);
        assertThat(waiting().failure(dialling().dial(listen().address(), new RecordingListener())))
                .isInstanceOf(IOException.class);
    }

    @Test
    public void keepsItsConnectionsWhenItDoesNotListenAnyMore() {
        Pair pair = connected();
        waiting().atOnce(listen()::close);
        pair.near.send(Samples.small(1));
        pair.far.send(Samples.small(2));
        assertThat(pair.farHears(1)).containsExactly(Samples.small(1));
        assertThat(pair.nearHears(1)).containsExactly(Samples.small(2));
    }

    @Test
    public void failsToListenWhereItCannot() {
        assertThat(waiting().failure(unableToListen().listen(new RecordingListener())))
                .isInstanceOf(IOException.class);
    }

    @Test
    public void namesTheOtherEnd() {
        Pair pair = connected();
        assertThat(waiting().atOnce(pair.near::remote)).isNotBlank();
        assertThat(waiting().atOnce(pair.far::remote)).isNotBlank();
    }

    /** Listens once in a test; the listeners are given to connections in the order in which they are expected. */
    private Listening listen() {
        if (listening == null) {
            listening = waiting()
                    .answer(waiting()
                            .atOnce(() -> listening()
                                    .listen(connection -> expected.remove().accept(connection))));
        }
        return listening;
    }

    private Pair connected() {
        return connected(new RecordingListener(), new RecordingListener());
    }

    private Pair connected(RecordingListener near, RecordingListener far) {
        expected.add(far);
        URI address = listen().address();
        Connection dialled = waiting().answer(waiting().atOnce(() -> dialling().dial(address, near)));
        return new Pair(dialled, waiting().answer(far.connection()), near, far, waiting());
    }

    private Stuck stuck() {
        Stuck listener = new Stuck();
        stuck.add(listener);
        return listener;
    }

    /** A connection's two ends, and what they have heard. */
    private record Pair(
            Connection near,
            Connection far,
            RecordingListener heardNear,
            RecordingListener heardFar,
            Patience waiting) {
        void authenticated() {
            waiting.atOnce(near::authenticated);
            waiting.atOnce(far::authenticated);
        }

        List<PeerMessage> nearHears(int count) {
            waiting.until(
                    count + " messages have come back",
                    () -> heardNear.messages().size() >= count);
            return heardNear.messages();
        }

        List<PeerMessage> farHears(int count) {
            waiting.until(
                    count + " messages have come", () -> heardFar.messages().size() >= count);
            return heardFar.messages();
        }

        void hearTheEnd() {
            waiting.until("both ends hear of the end", () -> heardNear.isClosed() && heardFar.isClosed());
        }
    }

    /** Says something before it has even taken the connection. */
    private static final class Greeting extends RecordingListener {
        @Override
        public ConnectionListener accept(Connection accepted) {
            accepted.send(Samples.small(1));
            return super.accept(accepted);
        }
    }
}
