package io.p2pcredit.transport.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.trustline.CloseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedListenerTest {
    private final OrderedListener ordered = new OrderedListener();
    private final Noting noting = new Noting();

    @Test
    void keepsCallsUntilItStarts() {
        ordered.received(frame(1));
        ordered.writable();
        ordered.closed(CloseCode.BUSY);
        assertThat(noting.calls).isEmpty();
        ordered.start(noting);
        assertThat(noting.calls).containsExactly("received 1", "received", "writable", "closed BUSY");
    }

    @Test
    void callsNothingAfterTheEnd() {
        ordered.start(noting);
        ordered.closed(CloseCode.LOST);
        ordered.closed(CloseCode.BUSY);
        ordered.received(frame(1));
        ordered.writable();
        assertThat(noting.calls).containsExactly("closed LOST");
    }

    @Test
    void finishesACallBeforeTheNextThatItBringsAbout() {
        noting.during = () -> ordered.closed(CloseCode.GOING_AWAY);
        ordered.start(noting);
        ordered.received(frame(1));
        assertThat(noting.calls).containsExactly("received 1", "received", "closed GOING_AWAY");
    }

    @Test
    void goesOnAfterAListenerHasFailed() {
        noting.during = () -> {
            throw new IllegalStateException("the listener's own mistake");
        };
        ordered.start(noting);
        ordered.received(frame(1));
        ordered.writable();
        assertThat(noting.calls).containsExactly("received 1", "writable");
    }

    @Test
    void tellsOfTheEndEvenAfterAnErrorInAListener() {
        noting.during = () -> {
            throw new LinkageError("a class is missing");
        };
        ordered.start(noting);
        ordered.received(frame(1));
        ordered.closed(CloseCode.LOST);
        assertThat(noting.calls).containsExactly("received 1", "closed LOST");
    }

    @Test
    void passesEverythingOnWhenManyThreadsCall() throws InterruptedException {
        ordered.start(noting);
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> IntStream.range(0, 2_000).forEach(j -> ordered.writable())))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(noting.calls).hasSize(16_000); // not one lost, though the list is not for many threads
    }

    private static Frame frame(int size) {
        return new ReceivedFrame(new byte[size]);
    }

    private static final class Noting implements ConnectionListener {
        private final List<String> calls = new ArrayList<>();
        private Runnable during = () -> {};

        @Override
        public void received(Frame frame) {
            calls.add("received " + frame.size());
            during.run();
            calls.add("received");
        }

        @Override
        public void writable() {
            calls.add("writable");
        }

        @Override
        public void closed(CloseCode code) {
            calls.add("closed " + code);
        }
    }
}
