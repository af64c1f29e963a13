package io.p2pcredit.transport.ws.internal.listening;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.Switchboard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EntranceTest {
    private final Switchboard board = new Switchboard(Limits.standard());
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<SocketChannel> taken = new ArrayList<>();
    private Selector selector;
    private ServerSocketChannel channel;

    @BeforeEach
    void open() throws IOException {
        selector = keep(Selector.open());
        channel = keep(BoundSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT);
    }

    @AfterEach
    void close() throws Exception {
        board.shutDown();
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void takesOneSocketAfterAnother() throws IOException {
        Entrance entrance = new Entrance(channel, this::take, board.timer());
        for (int i = 1; i <= 5; i++) {
            connect();
            round(entrance);
            assertThat(taken).hasSize(i);
        }
    }

    @Test
    void goesOnAfterARoundThatTookLong() throws IOException {
        Entrance entrance = new Entrance(channel, this::take, board.timer());
        connect();
        round(entrance, this::letTheTimerCatchUp);
        connect();
        round(entrance);
        assertThat(taken).hasSize(2);
    }

    @Test
    void takesWhatWaitsOnceItCanAcceptAgain() throws IOException {
        int[] failures = {3};
        Entrance.Source scarce = () -> {
            if (failures[0]-- > 0) {
                throw new IOException("no file descriptors");
            }
            return channel.accept();
        };
        Entrance entrance = new Entrance(channel, scarce, this::take, board.timer());
        connect();
        for (int i = 0; i < 3; i++) {
            round(entrance);
            assertThat(taken).isEmpty();
        }
        round(entrance);
        assertThat(taken).hasSize(1);
    }

    @Test
    void closesOnlyTheSocketThatIsNotTaken() throws IOException {
        Entrance.Guests choosy = (socket, ignored) -> {
            take(socket, selector);
            if (taken.size() == 1) {
                throw new IOException("not this one");
            } else if (taken.size() == 2) {
                throw new IllegalStateException("nor that one");
            }
        };
        Entrance entrance = new Entrance(channel, choosy, board.timer());
        for (int i = 0; i < 3; i++) {
            connect();
        }
        while (taken.size() < 3) {
            round(entrance);
        }
        assertThat(taken).extracting(SocketChannel::isOpen).containsExactly(false, false, true);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void leavesTheRestOfACrowdForTheNextRound() throws IOException {
        Entrance entrance = new Entrance(channel, this::take, board.timer());
        for (int i = 0; i < 100; i++) {
            connect();
        }
        while (taken.size() < 100) {
            int before = taken.size();
            round(entrance);
            assertThat(taken.size() - before).isLessThanOrEqualTo(64);
        }
    }

    /** What is due within a moment is done then. */
    private void letTheTimerCatchUp() {
        CountDownLatch later = new CountDownLatch(1);
        board.timer().after(Duration.ofMillis(20), later::countDown);
        try {
            assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void take(SocketChannel socket, Selector with) {
        assertThat(with).isSameAs(selector);
        taken.add(keep(socket));
    }

    /** Waits until the listening socket is ready, and does with it what the library does. */
    private void round(Entrance entrance) throws IOException {
        round(entrance, () -> {});
    }

    private void round(Entrance entrance, Runnable dawdling) throws IOException {
        for (int i = 0; selector.selectedKeys().isEmpty(); i++) {
            selector.select(10);
            assertThat(i).as("naps").isLessThan(2_000);
        }
        for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
            selector.selectedKeys().remove(key);
            entrance.accept(key);
            dawdling.run();
            key.cancel();
        }
    }

    private void connect() throws IOException {
        keep(SocketChannel.open(channel.getLocalAddress()));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }
}
