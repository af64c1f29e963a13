package io.p2pcredit.transport.ws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.Limits.Strangers;
import io.p2pcredit.transport.ws.internal.Limits.Times;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers that keep to no rule do to a transport: nothing, but for losing their connection. */
class HostilePeerTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(150);

    private final BlockingQueue<Heard> accepted = new LinkedBlockingQueue<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Nested
    class Frames {
        private final URI address = listening(patient());

        @ParameterizedTest
        @ValueSource(longs = {5_000, 65_536, 262_145, Integer.MAX_VALUE, 1L << 31, 1L << 40, Long.MAX_VALUE})
        void refusesAFrameByWhatItDeclares(long length) throws Exception {
            RawSocket raw = open(address);
            Heard heard = accepted();
            raw.declare(RawSocket.TEXT, length);
            assertThat(raw.closeStatus()).isEqualTo(1009);
            assertThat(heard.end()).isEqualTo(CloseCode.TOO_LARGE);
        }

        @Test
        void refusesAFrameOfNegativeLength() throws Exception {
            RawSocket raw = open(address);
            raw.declare(RawSocket.TEXT, Long.MIN_VALUE);
            assertThat(raw.closeStatus()).isEqualTo(1009);
        }

        @ParameterizedTest
        @CsvSource({"false, 4096, 4097", "true, 262144, 262145"})
        void takesAFrameUpToTheLimitAndNotOneByteMore(boolean authenticated, int limit, int more) throws Exception {
            RawSocket raw = open(address);
            Heard heard = accepted();
            if (authenticated) {
                heard.connection().authenticated();
            }
            raw.send(RawSocket.TEXT, new byte[limit]);
            assertThat(heard.frame().size()).isEqualTo(limit);
            raw.sendRegardless(RawSocket.TEXT, new byte[more]);
            assertThat(heard.end()).isEqualTo(CloseCode.TOO_LARGE);
        }

        @Test
        void refusesFragments() throws Exception {
            RawSocket raw = open(address);
            Heard heard = accepted();
            raw.sendUnfinished(RawSocket.TEXT, "{".getBytes(UTF_8));
            assertThat(raw.closeStatus()).isEqualTo(1008);
            assertThat(heard.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
        }

        @ParameterizedTest
        @CsvSource({"0, 1008", "2, 1003", "3, 1002", "11, 1002"})
        void refusesFramesThatAreNotText(int opcode, int status) throws Exception {
            RawSocket raw = open(address);
            Heard heard = accepted();
            raw.send(opcode, new byte[1]);
            assertThat(raw.closeStatus()).isEqualTo(status);
            assertThat(heard.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
        }

        @Test
        void refusesTextThatIsNotUtf8() throws Exception {
            RawSocket raw = open(address);
            raw.send(RawSocket.TEXT, new byte[] {'{', (byte) 0xff, '}'});
            assertThat(raw.closeStatus()).isEqualTo(1007);
            assertThat(accepted().end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
        }

        @ParameterizedTest
        @CsvSource({"03", "03e7", "03ed", "1388", "03e8ff", "03e8eda080", "03e8c3"})
        void endsWithACloseFrameThatIsNone(String payload) throws Exception {
            RawSocket raw = open(address);
            Heard heard = accepted();
            raw.send(RawSocket.CLOSE, HexFormat.of().parseHex(payload));
            assertThat(heard.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
        }

        @Test
        void deliversNothingAfterARefusedFrame() throws Exception {
            RawSocket raw = open(address);
            Heard heard = accepted();
            raw.send(RawSocket.TEXT, "{\"type\":\"decline\"}".getBytes(UTF_8));
            raw.send(RawSocket.BINARY, new byte[1]);
            raw.send(RawSocket.TEXT, "{\"type\":\"bye\",\"code\":4000}".getBytes(UTF_8));
            assertThat(heard.message()).isEqualTo(new Decline());
            assertThat(heard.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
        }

        @Test
        void hasTheSameCodeForAPeerThatVanishes() throws Exception {
            RawSocket raw = open(address);
            Heard heard = accepted();
            raw.close();
            assertThat(heard.end()).isEqualTo(CloseCode.LOST);
        }

        @Test
        void lettingOthersGoOn() throws Exception {
            Heard near = new Heard();
            Connection dialled = dialled(near);
            Heard far = accepted();
            for (int i = 0; i < 20; i++) {
                open(address).declare(RawSocket.TEXT, Long.MAX_VALUE);
                assertThat(accepted().end()).isEqualTo(CloseCode.TOO_LARGE);
            }
            dialled.send(new Decline());
            assertThat(far.message()).isEqualTo(new Decline());
        }

        private Connection dialled(Heard near) {
            WebSocketTransport transport = keep(WebSocketTransport.builder().build());
            return transport.dial(address, near).toCompletableFuture().join();
        }
    }

    @Nested
    class Handshakes {
        @Test
        void closesASocketThatSaysNothing() throws Exception {
            RawSocket raw = keep(RawSocket.connected(listening(impatient())));
            assertThat(raw.isAtEnd()).isTrue();
        }

        @Test
        void closesAPeerThatDoesNotAuthenticateItself() throws Exception {
            RawSocket raw = open(listening(impatient()));
            assertThat(raw.closeStatus()).isEqualTo(4011);
            assertThat(accepted().end()).isEqualTo(CloseCode.TIMEOUT);
        }

        @Test
        void keepsAPeerThatIsAuthenticatedInTime() throws Exception {
            URI address = listening(patient().with(times(Duration.ofSeconds(1), NEVER, NEVER)));
            RawSocket known = open(address);
            Heard heard = accepted();
            heard.connection().authenticated();
            RawSocket unknown = open(address);
            assertThat(unknown.closeStatus()).isEqualTo(4011);
            known.send(RawSocket.TEXT, "{\"type\":\"bye\",\"code\":4000}".getBytes(UTF_8));
            assertThat(heard.message()).isEqualTo(new Bye(CloseCode.GOING_AWAY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "x\r\n", "GET / HTTP/1.1\r\nHost: test\r\nx: "})
        void endsAHandshakeThatGoesOnForEver(String beginning) throws Exception {
            RawSocket raw = keep(RawSocket.connected(listening(patient())));
            raw.send(beginning + "x".repeat(20_000));
            assertThat(raw.isAtEnd()).isTrue();
        }

        @Test
        void answersABrowserAndHangsUp() throws Exception {
            RawSocket raw = keep(RawSocket.connected(listening(patient())));
            raw.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(raw.head()).startsWith("HTTP/1.1 404 ");
            assertThat(raw.rest()).contains("404");
        }

        @Test
        void takesThePlaceOfTheOldestStrangerForOneTooMany() throws Exception {
            URI address = listening(patient().with(new Strangers(2, 1)));
            RawSocket known = open(address);
            Heard first = accepted();
            first.connection().authenticated();
            RawSocket second = open(address);
            Heard oldest = accepted();
            RawSocket silent = keep(RawSocket.connected(address));
            RawSocket third = keep(RawSocket.connected(address));
            assertThat(second.isAtEnd()).isTrue();
            assertThat(oldest.end()).isEqualTo(CloseCode.LOST);

            open(address);
            accepted();
            assertThat(silent.isAtEnd()).isTrue();
            third.send("x");
            known.send(RawSocket.TEXT, "{\"type\":\"decline\"}".getBytes(UTF_8));
            assertThat(first.message()).isEqualTo(new Decline());
        }

        @Test
        void givesAPlaceBackWithItsConnection() throws Exception {
            URI address = listening(patient().with(new Strangers(2, 1)));
            RawSocket oldest = open(address);
            Heard first = accepted();
            for (int i = 0; i < 5; i++) {
                RawSocket next = open(address);
                Heard leaving = accepted();
                next.close();
                assertThat(leaving.end()).isEqualTo(CloseCode.LOST);
            }
            oldest.send(RawSocket.TEXT, "{\"type\":\"decline\"}".getBytes(UTF_8));
            assertThat(first.message()).isEqualTo(new Decline());
        }
    }

    @Nested
    class Silence {
        @Test
        void asksForASignOfLifeAndThenGivesUp() throws Exception {
            Limits limits = patient().with(times(NEVER, SOON, SOON.multipliedBy(10)));
            RawSocket raw = open(listening(limits));
            Heard heard = accepted();
            assertThat(raw.receive().opcode()).isEqualTo(RawSocket.PING);
            assertThat(heard.end()).isEqualTo(CloseCode.LOST);
        }

        @Test
        void isNotTheAnswerToAPing() throws Exception {
            RawSocket raw = open(listening(patient()));
            raw.send(RawSocket.PING, "still there?".getBytes(UTF_8));
            assertThat(raw.receive()).isEqualTo(new RawSocket.Received(RawSocket.PONG, Bytes.utf8("still there?")));
        }

        @Test
        void inTheMidstOfAFrameIsNotBorneForLong() throws Exception {
            Times times = new Times(NEVER, NEVER, SOON, NEVER, SOON.multipliedBy(10), Duration.ofSeconds(1));
            URI address = listening(patient().with(times));
            RawSocket slow = open(address);
            Heard first = accepted();
            RawSocket steady = open(address);
            Heard second = accepted();
            first.connection().authenticated();
            slow.declare(RawSocket.TEXT, 262_144);
            while (!first.isEnded()) {
                slow.sendRegardless("x");
                steady.send(RawSocket.TEXT, new byte[100]);
                second.frame();
            }
            assertThat(first.end()).isEqualTo(CloseCode.TIMEOUT);
            assertThat(second.isEnded()).isFalse();
        }

        @Test
        void isEndedByAnySign() throws Exception {
            Limits limits = patient().with(times(NEVER, SOON, SOON.multipliedBy(10)));
            URI address = listening(limits);
            RawSocket alive = open(address);
            Heard heard = accepted();
            open(address);
            Heard dead = accepted();
            while (!dead.isEnded()) {
                assertThat(alive.receive().opcode()).isEqualTo(RawSocket.PING);
                alive.send(RawSocket.PONG, new byte[0]);
            }
            assertThat(heard.isEnded()).isFalse();
        }
    }

    private URI listening(Limits limits) {
        WebSocketTransport transport =
                keep(WebSocketTransport.builder().limits(limits).build());
        return transport
                .listen(connection -> {
                    Heard heard = new Heard();
                    accepted.add(heard);
                    return heard.accept(connection);
                })
                .toCompletableFuture()
                .join()
                .address();
    }

    private Heard accepted() throws InterruptedException {
        return accepted.poll(20, TimeUnit.SECONDS);
    }

    private RawSocket open(URI address) throws IOException {
        return keep(RawSocket.open(address));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    private static Limits patient() {
        return Limits.standard().with(times(NEVER, NEVER, NEVER));
    }

    private static Limits impatient() {
        return Limits.standard().with(times(SOON, NEVER, NEVER));
    }

    private static Times times(Duration authentication, Duration ping, Duration lost) {
        return new Times(Duration.ofSeconds(10), authentication, ping, lost, NEVER, Duration.ofSeconds(1));
    }
}
