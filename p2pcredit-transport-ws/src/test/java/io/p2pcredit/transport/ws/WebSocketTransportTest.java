package io.p2pcredit.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Transport.Listening;
import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.Limits.Times;
import io.p2pcredit.trustline.CloseCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTransportTest {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Nested
    class Listens {
        @Test
        void onLoopbackAtAFreePortIfNothingElseIsSaid() {
            URI address = listen(transport(), new Heard()).address();
            assertThat(address.getScheme()).isEqualTo("ws");
            assertThat(address.getHost()).isEqualTo("127.0.0.1");
            assertThat(address.getPort()).isPositive();
        }

        @ParameterizedTest
        @CsvSource({
            "0.0.0.0, , 127.0.0.1",
            "0.0.0.0, peer.example, peer.example",
            "127.0.0.1, peer.example, peer.example",
            "localhost, , 127.0.0.1",
            "127.0.0.1, ::1, [::1]"
        })
        void atAnAddressThatOthersCanDial(String bound, String advertised, String host) {
            WebSocketTransport.Builder builder = WebSocketTransport.builder().bind(bound);
            if (advertised != null) {
                builder.advertise(advertised);
            }
            assertThat(listen(keep(builder.build()), new Heard()).address().getHost())
                    .isEqualTo(host);
        }

        @Test
        void notAtAPortThatIsInUse() throws IOException {
            ServerSocket taken = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            int port = taken.getLocalPort();
            WebSocketTransport transport =
                    keep(WebSocketTransport.builder().port(port).build());
            assertThat(failure(transport.listen(new Heard())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot listen at 127.0.0.1:" + port + ": the port is in use");
        }

        @Test
        void notAtAnAddressOfAnotherMachine() {
            WebSocketTransport transport =
                    keep(WebSocketTransport.builder().bind("192.0.2.1").port(9).build());
            assertThat(failure(transport.listen(new Heard())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot listen at 192.0.2.1:9: this machine has no such address");
        }

        @Test
        void atTheSamePortAgainRightAway() {
            WebSocketTransport first = WebSocketTransport.builder().build();
            Heard far = new Heard();
            URI address = listen(first, far).address();
            Heard near = new Heard();
            dial(transport(), address, near);
            far.connection();
            first.close();
            assertThat(near.end()).isEqualTo(CloseCode.GOING_AWAY);
            WebSocketTransport second =
                    keep(WebSocketTransport.builder().port(address.getPort()).build());
            assertThat(listen(second, new Heard()).address()).isEqualTo(address);
        }

        @Test
        void givesItsPortBackWhileItsConnectionsLive() throws Exception {
            WebSocketTransport first = transport();
            Heard far = new Heard();
            Listening listening = listen(first, far);
            Connection near = dial(transport(), listening.address(), new Heard());
            listening.close();
            WebSocketTransport second = keep(WebSocketTransport.builder()
                    .port(listening.address().getPort())
                    .build());
            assertThat(listen(second, new Heard()).address()).isEqualTo(listening.address());
            near.send(new Decline());
            assertThat(far.message()).isEqualTo(new Decline());
        }
    }

    @Nested
    class Dials {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://127.0.0.1:1",
                    "WS://127.0.0.1:1",
                    "ws:127.0.0.1",
                    "ws:///path",
                    "ws:x",
                    "//127.0.0.1:1",
                    "127.0.0.1",
                    "ws://user:secret@127.0.0.1:1",
                    "ws://127.0.0.1:1#part",
                    "ws://127.0.0.1:0",
                    "ws://127.0.0.1:65536",
                    "ws://under_score:1"
                })
        void noAddressOfAnotherForm(String address) {
            assertThat(failure(transport().dial(URI.create(address), new Heard())))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("secret");
        }

        @Test
        void whereNobodyListensInVain() throws IOException {
            ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            free.close();
            String place = "127.0.0.1:" + free.getLocalPort();
            assertThat(failure(transport().dial(URI.create("ws://" + place + "/?token=secret"), new Heard())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot reach " + place + ": nobody listens there");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ws", "wss"})
        void aSilentServerForALimitedTime(String scheme) throws IOException {
            ServerSocket silent = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            URI address = URI.create(scheme + "://127.0.0.1:" + silent.getLocalPort());
            WebSocketTransport hasty = keep(WebSocketTransport.builder()
                    .limits(Limits.standard()
                            .with(new Times(
                                    Duration.ofMillis(300),
                                    Duration.ofSeconds(5),
                                    Duration.ofSeconds(15),
                                    Duration.ofSeconds(30),
                                    Duration.ofSeconds(10),
                                    Duration.ofSeconds(1))))
                    .build());
            assertThat(failure(hasty.dial(address, new Heard())))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("no answer in time");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 404 Not Found\r\n\r\n",
                    "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                    "SSH-2.0-server\r\n",
                    "nonsense"
                })
        void aServerThatDoesNotSpeakWebSocketInVain(String answer) throws IOException {
            URI address = answering(answer);
            assertThat(failure(transport().dial(address, new Heard())))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot reach ");
        }

        @Test
        void aServerWhoseAnswerHasNoEndInVain() throws IOException {
            ServerSocket server = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            Duration never = Duration.ofHours(1);
            Times times = new Times(never, never, never, never, never, Duration.ofSeconds(1));
            WebSocketTransport patient = keep(WebSocketTransport.builder()
                    .limits(Limits.standard().with(times))
                    .build());
            CompletionStage<Connection> dialled =
                    patient.dial(URI.create("ws://127.0.0.1:" + server.getLocalPort()), new Heard());
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write("x".repeat(20_000).getBytes(StandardCharsets.US_ASCII));
                assertThat(failure(dialled)).isInstanceOf(IOException.class);
            }
        }

        @Test
        void nothingOnceItIsClosed() {
            WebSocketTransport transport = transport();
            URI address = listen(transport(), new Heard()).address();
            transport.close();
            assertThat(failure(transport.dial(address, new Heard()))).isInstanceOf(IOException.class);
            assertThat(failure(transport.listen(new Heard()))).isInstanceOf(IOException.class);
        }

        private URI answering(String answer) throws IOException {
            ServerSocket server = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(() -> answer(server, answer));
            thread.setDaemon(true);
            thread.start();
            return URI.create("ws://127.0.0.1:" + server.getLocalPort());
        }

        private static void answer(ServerSocket server, String answer) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                return; // the dialling end has hung up
            }
        }
    }

    @Nested
    class Secures {
        @Test
        void whatItDialsAtWss() throws Exception {
            Heard far = new Heard();
            TlsTunnel tunnel = keep(new TlsTunnel(listen(transport(), far).address()));
            WebSocketTransport trusting =
                    keep(WebSocketTransport.builder().tls(tunnel.trusting()).build());
            Heard near = new Heard();
            Connection dialled = dial(trusting, tunnel.address("127.0.0.1"), near);
            dialled.send(new Decline());
            assertThat(far.message()).isEqualTo(new Decline());
            far.connection().send(Messages.small(1));
            assertThat(near.message()).isEqualTo(Messages.small(1));
            dialled.close(CloseCode.SUPERSEDED);
            assertThat(far.end()).isEqualTo(CloseCode.SUPERSEDED);
        }

        @Test
        void nothingWithACertificateForAnotherHost() throws Exception {
            TlsTunnel tunnel = tunnel();
            WebSocketTransport trusting =
                    keep(WebSocketTransport.builder().tls(tunnel.trusting()).build());
            assertThat(failure(trusting.dial(tunnel.address("localhost"), new Heard())))
                    .hasMessageEndingWith("no secure connection");
        }

        @Test
        void nothingWithACertificateThatNobodyHasSigned() throws Exception {
            assertThat(failure(transport().dial(tunnel().address("127.0.0.1"), new Heard())))
                    .hasMessageEndingWith("no secure connection");
        }

        private TlsTunnel tunnel() throws Exception {
            return keep(new TlsTunnel(listen(transport(), new Heard()).address()));
        }
    }

    @Nested
    class Closes {
        @Test
        void withinTwoSecondsEvenIfAPeerIsStuck() throws Exception {
            WebSocketTransport transport = WebSocketTransport.builder().build();
            Heard far = new Heard();
            RawSocket stuck = keep(RawSocket.open(listen(transport, far).address()));
            Messages.fill(far.connection());
            long start = System.nanoTime();
            transport.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(far.end()).isEqualTo(CloseCode.GOING_AWAY);
            assertThat(stuck).isNotNull();
        }

        @Test
        void leavingNoThreadBehind() throws Exception {
            List<Thread> before = threads();
            WebSocketTransport transport = WebSocketTransport.builder().build();
            Heard far = new Heard();
            URI address = listen(transport, far).address();
            dial(transport, address, new Heard());
            keep(RawSocket.connected(address));
            far.connection();
            assertThat(threads()).allMatch(Thread::isDaemon, "daemon");
            transport.close();
            for (Thread thread : threads()) {
                if (!before.contains(thread)) {
                    thread.join(20_000);
                }
            }
            assertThat(before).containsAll(threads());
        }

        private static List<Thread> threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().contains("WebSocket")
                            || thread.getName().contains("p2pcredit-ws")
                            || thread.getName().contains("connectionLost"))
                    .toList();
        }

        @Test
        void aConnectionThatIsJustBeingOpened() {
            List<Heard> fars = Stream.generate(Heard::new).limit(20).toList();
            for (Heard far : fars) {
                WebSocketTransport transport = WebSocketTransport.builder().build();
                Heard near = new Heard();
                dial(transport(), listen(transport, far).address(), near);
                transport.close();
                assertThat(near.end()).isIn(CloseCode.GOING_AWAY, CloseCode.LOST);
            }
            assertThat(fars.stream().filter(Heard::isAccepted).map(Heard::end))
                    .allMatch(code -> code == CloseCode.GOING_AWAY || code == CloseCode.LOST);
        }

        @Test
        void sayingGoodbyeAtBothEnds() {
            WebSocketTransport transport = WebSocketTransport.builder().build();
            Heard far = new Heard();
            Heard near = new Heard();
            dial(transport(), listen(transport, far).address(), near);
            far.connection();
            transport.close();
            transport.close();
            assertThat(far.end()).isEqualTo(CloseCode.GOING_AWAY);
            assertThat(near.end()).isEqualTo(CloseCode.GOING_AWAY);
        }
    }

    @Nested
    class Sends {
        /** The server's selector forgets a frame once in some ten thousand, and sent it only with the next one. */
        @Test
        void fortyThousandPingsWithoutGettingStuck() throws Exception {
            int pairs = 4;
            Thread[] players = new Thread[pairs];
            int[] played = new int[pairs];
            for (int i = 0; i < pairs; i++) {
                int pair = i;
                Heard far = new Heard();
                Heard near = new Heard();
                Connection dialled = dial(patient(), listen(patient(), far).address(), near);
                players[i] = new Thread(() -> played[pair] = play(10_000, dialled, near, far));
                players[i].start();
            }
            for (Thread player : players) {
                player.join(TimeUnit.MINUTES.toMillis(2));
            }
            assertThat(played).containsOnly(10_000);
        }

        @Test
        void toOthersWhileOnePeerDoesNotRead() throws Exception {
            WebSocketTransport transport = transport();
            Deque<Heard> accepted = new ArrayDeque<>();
            Heard first = new Heard();
            Heard second = new Heard();
            accepted.add(first);
            accepted.add(second);
            URI address = transport
                    .listen(connection -> accepted.remove().accept(connection))
                    .toCompletableFuture()
                    .join()
                    .address();
            keep(RawSocket.open(address));
            Connection stuck = first.connection();
            Messages.fill(stuck);
            Heard near = new Heard();
            Connection dialled = dial(transport(), address, near);
            assertThat(play(200, dialled, near, second)).isEqualTo(200);

            for (int i = 0; i < 1_000 && !first.isEnded(); i++) {
                stuck.send(Messages.large(1));
            }
            assertThat(first.end()).isEqualTo(CloseCode.OVERRUN);
            assertThat(play(200, dialled, near, second)).isEqualTo(200);
        }

        private int play(int rounds, Connection dialled, Heard near, Heard far) {
            try {
                Connection accepted = far.connection();
                accepted.authenticated();
                dialled.authenticated();
                for (int i = 0; i < rounds; i++) {
                    PeerMessage ping = Messages.small(i);
                    dialled.send(ping);
                    assertThat(far.message()).isEqualTo(ping);
                    accepted.send(ping);
                    assertThat(near.message()).isEqualTo(ping);
                }
                return rounds;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Nothing but what is sent wakes a thread of its connections. */
    private WebSocketTransport patient() {
        Duration never = Duration.ofHours(1);
        Times times = new Times(Duration.ofSeconds(10), never, never, never, never, Duration.ofSeconds(1));
        return keep(WebSocketTransport.builder()
                .limits(Limits.standard().with(times))
                .build());
    }

    private WebSocketTransport transport() {
        return keep(WebSocketTransport.builder().build());
    }

    private static Listening listen(WebSocketTransport transport, Heard heard) {
        return transport.listen(heard).toCompletableFuture().join();
    }

    private static Connection dial(WebSocketTransport transport, URI address, Heard heard) {
        return transport.dial(address, heard).toCompletableFuture().join();
    }

    private static Throwable failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("did not fail: "
                    + stage.toCompletableFuture()
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join());
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }
}
