package io.p2pcredit.transport.ws.internal.listening;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.Patience;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.transport.ws.internal.Addresses;
import io.p2pcredit.transport.ws.internal.Dial;
import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.NoListener;
import io.p2pcredit.transport.ws.internal.Switchboard;
import io.p2pcredit.trustline.CloseCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a listening transport whose server has died. */
@Timeout(60)
class ListeningPlaceTest {
    private final Switchboard board = new Switchboard(Limits.standard());
    private final BlockingQueue<Ending> accepted = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Set<Thread> others = Thread.getAllStackTraces().keySet();
    private ListeningPlace place;

    @BeforeEach
    void listen() throws IOException {
        ServerSocketChannel channel = BoundSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        URI address = Addresses.ws("127.0.0.1", channel.socket().getLocalPort());
        place = new ListeningPlace(channel, address, board, this::accept, this::bind);
        place.listen().join();
    }

    @AfterEach
    void close() {
        place.close();
        board.closeAll(Duration.ofSeconds(1));
        place.stopThreads();
        board.shutDown();
    }

    @Test
    void getsAnotherServerAsOftenAsOneDies() throws Exception {
        dial().join();
        for (int i = 0; i < 2; i++) {
            killServer();
            assertThat(accepted.take().code.get(20, TimeUnit.SECONDS)).isEqualTo(CloseCode.LOST);
            dialUntilAnswered();
        }
        assertThat(accepted.take().code).isNotDone();
    }

    @Test
    void triesUntilThePortIsFree() {
        refusals.set(3);
        killServer();
        dialUntilAnswered();
        assertThat(refusals).hasValue(0);
    }

    private ConnectionListener accept(Connection connection) {
        Ending ending = new Ending();
        accepted.add(ending);
        return ending;
    }

    private ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        if (refusals.get() > 0) {
            refusals.decrementAndGet();
            throw new IOException("the port is in use");
        }
        return BoundSocket.bind(address);
    }

    private void killServer() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread) && thread.getName().startsWith("WebSocketSelector"))
                .forEach(Thread::interrupt);
    }

    private void dialUntilAnswered() {
        Patience.of(Duration.ofSeconds(20)).until("the place answers", this::answers);
    }

    private boolean answers() {
        try {
            dial().join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    private CompletableFuture<Connection> dial() {
        try {
            return Dial.begin(place.address(), SSLContext.getDefault(), board, connection -> new NoListener());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new CompletionException(e);
        }
    }

    /** Waits for the end of a connection. */
    private static final class Ending implements ConnectionListener {
        private final CompletableFuture<CloseCode> code = new CompletableFuture<>();

        @Override
        public void received(Frame frame) {}

        @Override
        public void writable() {}

        @Override
        public void closed(CloseCode reason) {
            code.complete(reason);
        }
    }
}
