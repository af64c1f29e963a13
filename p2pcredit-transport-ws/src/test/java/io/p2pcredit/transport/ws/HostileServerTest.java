package io.p2pcredit.transport.ws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.Patience;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.Limits.Times;
import io.p2pcredit.trustline.CloseCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.java_websocket.framing.CloseFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that keeps to no rule does to whoever dials it: no more than a hostile peer that dials. */
@Timeout(60)
class HostileServerTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(150);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000, 262_145, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE})
    void isRefusedAFrameByWhatItDeclares(long length) throws Exception {
        RawSocket server = dialled(patient());
        server.declare(RawSocket.TEXT, length);
        assertRefused(server, CloseFrame.TOOBIG, CloseCode.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({"false, 4096, 4097", "true, 262144, 262145"})
    void sendsAFrameUpToTheLimitAndNotOneByteMore(boolean authenticated, int limit, int more) throws Exception {
        RawSocket server = dialled(patient());
        if (authenticated) {
            heard.connection().authenticated();
        }
        server.send(RawSocket.TEXT, new byte[limit]);
        assertThat(heard.frame().size()).isEqualTo(limit);
        server.sendRegardless(RawSocket.TEXT, new byte[more]);
        assertRefused(server, CloseFrame.TOOBIG, CloseCode.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({"0, 1008", "2, 1003", "3, 1002"})
    void isRefusedFramesThatAreNotText(int opcode, int status) throws Exception {
        RawSocket server = dialled(patient());
        server.send(opcode, new byte[1]);
        assertRefused(server, status, CloseCode.PROTOCOL_VIOLATION);
    }

    @Test
    void isRefusedFragments() throws Exception {
        RawSocket server = dialled(patient());
        server.sendUnfinished(RawSocket.TEXT, "{".getBytes(UTF_8));
        assertRefused(server, CloseFrame.POLICY_VALIDATION, CloseCode.PROTOCOL_VIOLATION);
    }

    @Test
    void isNotWaitedForWhenItHasBeenRefusedAndDoesNotHangUp() throws Exception {
        dialled(patient()).declare(RawSocket.TEXT, Long.MAX_VALUE);
        assertThat(heard.end()).isEqualTo(CloseCode.TOO_LARGE);
    }

    @Test
    void isLeftIfItDoesNotAuthenticateItself() throws Exception {
        RawSocket server = dialled(standardWith(times(SOON, NEVER, NEVER)));
        assertThat(server.closeStatus()).isEqualTo(4011);
        assertThat(heard.end()).isEqualTo(CloseCode.TIMEOUT);
    }

    @Test
    void isAskedForASignOfLifeAndThenGivenUp() throws Exception {
        RawSocket server = dialled(standardWith(times(NEVER, SOON, SOON.multipliedBy(10))));
        assertThat(server.receive().opcode()).isEqualTo(RawSocket.PING);
        assertThat(heard.end()).isEqualTo(CloseCode.LOST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNotHoldUpTheEndByReadingNothing(boolean secure) throws Exception {
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        try (ServerSocket server = listening()) {
            TlsTunnel tunnel = keep(new TlsTunnel(address(server)));
            WebSocketTransport transport =
                    keep(WebSocketTransport.builder().tls(tunnel.trusting()).build());
            transport.dial(secure ? tunnel.address("127.0.0.1") : address(server), heard);
            keep(RawSocket.accepted(server.accept()));
            Messages.fill(heard.connection());
            Patience.of(Duration.ofSeconds(10)).atOnce(transport::close);
            assertThat(heard.end()).isEqualTo(CloseCode.GOING_AWAY);
            assertThat(lastingThreads(others)).isEmpty();
        }
    }

    /** The transport's threads that do not come to their end. */
    private static List<Thread> lastingThreads(Set<Thread> others) throws InterruptedException {
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread) && thread.getName().startsWith("WebSocket"))
                .toList();
        for (Thread thread : threads) {
            thread.join(20_000);
        }
        return threads.stream().filter(Thread::isAlive).toList();
    }

    /** The server's end of a connection that was just opened. */
    private RawSocket dialled(Limits limits) throws Exception {
        try (ServerSocket server = listening()) {
            WebSocketTransport transport =
                    keep(WebSocketTransport.builder().limits(limits).build());
            CompletableFuture<Connection> dialled =
                    transport.dial(address(server), heard).toCompletableFuture();
            RawSocket raw = keep(RawSocket.accepted(server.accept()));
            dialled.get(20, TimeUnit.SECONDS);
            return raw;
        }
    }

    private static ServerSocket listening() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(20_000);
        server.setReceiveBufferSize(4_096);
        return server;
    }

    private static URI address(ServerSocket server) {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort());
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    /** The server is told, and, when it has hung up, whoever dialled it. */
    private void assertRefused(RawSocket server, int status, CloseCode code) throws Exception {
        assertThat(server.closeStatus()).isEqualTo(status);
        server.close();
        assertThat(heard.end()).isEqualTo(code);
    }

    private static Limits patient() {
        return standardWith(times(NEVER, NEVER, NEVER));
    }

    private static Limits standardWith(Times times) {
        return Limits.standard().with(times);
    }

    private static Times times(Duration authentication, Duration ping, Duration lost) {
        return new Times(Duration.ofSeconds(10), authentication, ping, lost, NEVER, Duration.ofSeconds(1));
    }
}
