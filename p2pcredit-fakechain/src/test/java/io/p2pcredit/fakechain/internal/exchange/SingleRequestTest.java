package io.p2pcredit.fakechain.internal.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.p2pcredit.fakechain.StubServer;
import io.p2pcredit.fakechain.StubServer.Behaviour;
import io.p2pcredit.fakechain.TestCertificate;
import io.p2pcredit.fakechain.internal.exchange.Reply.Answer;
import io.p2pcredit.fakechain.internal.exchange.Reply.Garbled;
import io.p2pcredit.fakechain.internal.exchange.Reply.NoAnswer;
import io.p2pcredit.fakechain.internal.exchange.Reply.NotSent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one request for what changes something, against servers that write byte for byte what the test says. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SingleRequestTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final int MAX_BODY = 20;
    private static final String SUCCESS = "\"success\"";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private StubServer stub(Behaviour behaviour) {
        return opened(new StubServer(behaviour));
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static SingleRequest request(String url) throws Exception {
        SingleRequest.Settings settings = new SingleRequest.Settings(SSLContext.getDefault(), AMPLE, MAX_BODY);
        ServerUrl server = ServerUrl.parse(url);
        return new SingleRequest(server, server.target("/pay", "name", "A&B=ö"), settings);
    }

    /** What comes of a request that is answered with this. */
    private Reply replyTo(String answer) throws Exception {
        return request(stub(StubServer.writing(unescaped(answer))).url()).send(AMPLE);
    }

    private static String unescaped(String answer) {
        return answer.replace("|", "\r\n");
    }

    private static void assertSuccess(Reply reply) {
        assertThat(reply).isInstanceOf(Answer.class);
        Answer answer = (Answer) reply;
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(new TextNode("success"));
    }

    @Nested
    class OnTheWire {
        @Test
        void isTheseBytesOnce() throws Exception {
            StubServer stub = stub(StubServer.writing("HTTP/1.1 200 OK\r\n\r\n" + SUCCESS));
            assertSuccess(request(stub.url() + "/chain/").send(AMPLE));
            assertThat(stub.requests())
                    .singleElement()
                    .satisfies(sent -> assertThat(sent.head())
                            .isEqualTo("GET /chain/pay?name=A%26B%3D%C3%B6 HTTP/1.1\r\nHost: 127.0.0.1:" + stub.port()
                                    + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n"));
        }

        @Test
        void isNothingIfNobodyListens() throws Exception {
            String url;
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                url = "http://127.0.0.1:" + closed.getLocalPort();
            }
            assertThat(request(url).send(AMPLE)).isEqualTo(new NotSent("nothing answers at " + url, false));
        }

        @Test
        void isNothingOnceItIsAbandoned() throws Exception {
            StubServer stub = stub(StubServer.writing("HTTP/1.1 200 OK\r\n\r\n" + SUCCESS));
            SingleRequest request = request(stub.url());
            assertThat(request.abandon()).isInstanceOf(NotSent.class);
            assertThat(request.send(AMPLE)).isInstanceOf(NotSent.class);
            assertThat(stub.requests()).isEmpty();
        }
    }

    @Nested
    class AnAnswer {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK|Content-Length: 9||\"success\"",
                    "HTTP/1.1 200 OK|Content-Length: 9||\"success\"and more",
                    "HTTP/1.1 200 OK|content-length:9  ||\"success\"",
                    "HTTP/1.1 200||\"success\"",
                    "HTTP/1.0 200 OK|Server: x|Server: y||\"success\"",
                    "HTTP/1.1 200 OK\nContent-Length: 9\n\n\"success\"",
                    "HTTP/1.1 100 Continue||HTTP/1.1 103 Early|Link: x||HTTP/1.1 200 OK||\"success\"",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||9|\"success\"|0||",
                    "HTTP/1.1 200 OK|Transfer-Encoding: CHUNKED||4;x=\"y\"|\"suc|05 |cess\"|000;z|Trailer: x||",
                    "HTTP/1.1 200 OK||  \"success\" |"
                })
        void isUnderstoodInEveryFraming(String answer) throws Exception {
            assertSuccess(replyTo(answer));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "|",
                    "SSH-2.0-OpenSSH|",
                    "HTTP/2 200 OK||\"success\"",
                    "HTTP/1.1 999 OK||\"success\"",
                    "HTTP/1.1 20 OK||\"success\"",
                    "HTTP/1.1 200OK||\"success\"",
                    "HTTP/1.1 200 OK|no colon||\"success\"",
                    "HTTP/1.1 200 OK|: no name||\"success\"",
                    "HTTP/1.1 200 OK|Content-Length: -1||\"success\"",
                    "HTTP/1.1 200 OK|Content-Length: 9, 9||\"success\"",
                    "HTTP/1.1 200 OK|Content-Length: 9|Content-Length: 9||\"success\"",
                    "HTTP/1.1 200 OK|Content-Length: 99999999999999999999||\"success\"",
                    "HTTP/1.1 200 OK|Content-Length: 9|Transfer-Encoding: chunked||9|\"success\"|0||",
                    "HTTP/1.1 200 OK|Transfer-Encoding: gzip||\"success\"",
                    "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||9|\"success\"|0||",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||x|\"success\"|0||",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-9|\"success\"|0||",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||8|\"success\"|0||",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||fffffff|\"success\"|0||",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||ffffffffffffffff|\"success\"|0||",
                    "HTTP/1.1 101 Switching Protocols||HTTP/1.1 200 OK||\"success\""
                })
        void isNoneIfItIsNoHttp(String answer) throws Exception {
            assertThat(replyTo(answer)).isInstanceOf(Garbled.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "HTTP/1.1 200 OK",
                    "HTTP/1.1 200 OK|",
                    "HTTP/1.1 200 OK|Content-Length: 9|",
                    "HTTP/1.1 200 OK|Content-Length: 10||\"success\"",
                    "HTTP/1.1 100 Continue||",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||9|\"succ",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||9|\"success\"",
                    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||9|\"success\"|0|"
                })
        void isNoneIfItIsHalfOfOne(String answer) throws Exception {
            StubServer stub = stub(StubServer.writing(unescaped(answer)));
            assertThat(request(stub.url()).send(AMPLE))
                    .isEqualTo(new NoAnswer(stub.url() + " hung up before its answer was complete"));
        }

        @ParameterizedTest
        @CsvSource({
            "302, ' which is not followed'",
            "304, ' which is not followed'",
            "204, ' without JSON'",
            "501, ' without JSON'"
        })
        void isTakenAsItIs(int status, String remark) throws Exception {
            StubServer stub = stub(StubServer.writing("HTTP/1.1 " + status + " x\r\nLocation: /other\r\n\r\n"));
            Reply reply = request(stub.url()).send(AMPLE);
            assertThat(reply.reason())
                    .isEqualTo(stub.url() + " answers, but not as a Fakechain does: status " + status + "," + remark);
            assertThat(stub.requests()).hasSize(1);
        }

        @Test
        void mayBeAsLargeAsItsBound() throws Exception {
            String fits = " ".repeat(MAX_BODY - SUCCESS.length()) + SUCCESS;
            for (String framing : List.of("", "|Content-Length: %d", "|Transfer-Encoding: chunked")) {
                boolean isChunked = framing.endsWith("chunked");
                for (String body : List.of(fits, " " + fits)) {
                    String framed = isChunked ? "1| |%x|%s|0||".formatted(body.length() - 1, body.substring(1)) : body;
                    Reply reply = replyTo("HTTP/1.1 200 OK" + framing.formatted(body.length()) + "||" + framed);
                    assertThat(reply).isInstanceOf(body.length() == MAX_BODY ? Answer.class : Garbled.class);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"})
        void hasABoundedHead(String beginning) throws Exception {
            Reply reply = request(stub((request, socket) -> {
                                OutputStream out = socket.getOutputStream();
                                out.write(beginning.getBytes(US_ASCII));
                                writeForEver(out, "x".repeat(4096));
                            })
                            .url())
                    .send(AMPLE);
            assertThat(reply).isInstanceOf(Garbled.class);
        }

        @Test
        void hasNoEndlessInterimAnswers() throws Exception {
            Reply reply = request(stub((request, socket) ->
                                    writeForEver(socket.getOutputStream(), "HTTP/1.1 103 Early Hints\r\n\r\n"))
                            .url())
                    .send(AMPLE);
            assertThat(reply).isInstanceOf(Garbled.class);
        }

        private void writeForEver(OutputStream out, String text) throws IOException {
            while (true) {
                out.write(text.getBytes(US_ASCII));
            }
        }
    }

    @Nested
    class InTime {
        private Reply once(String url) throws Exception {
            Calls calls = opened(new Calls(ServerUrl.parse(url), Duration.ofMillis(500), SSLContext.getDefault()));
            return calls.once("/pay").get(30, TimeUnit.SECONDS);
        }

        @Test
        void givesUpOnSilence() throws Exception {
            StubServer silent = opened(StubServer.silent());
            assertThat(once(silent.url())).isEqualTo(new NoAnswer(silent.url() + " gave no answer within 0.5 s"));
        }

        @Test
        void givesUpOnAnAnswerThatComesByteByByte() throws Exception {
            StubServer slow = stub((request, socket) -> {
                while (true) {
                    socket.getOutputStream().write('H');
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                }
            });
            assertThat(once(slow.url())).isEqualTo(new NoAnswer(slow.url() + " gave no answer within 0.5 s"));
        }

        @Test
        void hasSentNothingIfTlsIsNotAgreedOn() throws Exception {
            try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String url = "https://127.0.0.1:" + silent.getLocalPort();
                assertThat(once(url)).isEqualTo(new NotSent("nothing answers at " + url, false));
            }
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OverTls {
        private TestCertificate ours;
        private TestCertificate anothers;

        @BeforeAll
        void makeCertificates(@TempDir Path folder) throws Exception {
            ours = TestCertificate.of("ip:127.0.0.1", folder);
            anothers = TestCertificate.of("dns:example.org", folder);
        }

        private StubServer server(TestCertificate certificate) throws Exception {
            return opened(new StubServer(
                    certificate.context().getServerSocketFactory(),
                    StubServer.writing("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + SUCCESS)));
        }

        private Reply once(StubServer server, TestCertificate trusted) throws Exception {
            ServerUrl url = url(server);
            return new SingleRequest(
                            url, url.target("/pay"), new SingleRequest.Settings(trusted.context(), AMPLE, MAX_BODY))
                    .send(AMPLE);
        }

        private Reply read(StubServer server, TestCertificate trusted) throws Exception {
            Calls calls = opened(new Calls(url(server), AMPLE, trusted.context()));
            return calls.get("/users").get(30, TimeUnit.SECONDS);
        }

        private ServerUrl url(StubServer server) {
            return ServerUrl.parse("https://127.0.0.1:" + server.port());
        }

        @Test
        void isAnsweredByTheServerThatIsMeant() throws Exception {
            StubServer server = server(ours);
            assertSuccess(once(server, ours));
            assertSuccess(read(server, ours));
        }

        @Test
        void isNotSentToOneWithAnothersName() throws Exception {
            StubServer server = server(anothers);
            NotSent untrusted =
                    new NotSent(url(server) + " does not prove who it is: no trusted certificate for 127.0.0.1", true);
            assertThat(once(server, anothers)).isEqualTo(untrusted);
            assertThat(read(server, anothers)).isEqualTo(untrusted);
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void isNotSentToOneThatNobodyTrusts() throws Exception {
            StubServer server = server(ours);
            assertThat(once(server, anothers)).isInstanceOf(NotSent.class);
            assertThat(read(server, anothers)).isInstanceOf(NotSent.class);
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void isNotSentToOneWithoutTls() throws Exception {
            try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                CompletableFuture<Void> refusing = CompletableFuture.runAsync(() -> refuse(plain));
                ServerUrl url = ServerUrl.parse("https://127.0.0.1:" + plain.getLocalPort());
                Calls calls = opened(new Calls(url, AMPLE, ours.context()));
                assertThat(calls.once("/pay").get(30, TimeUnit.SECONDS))
                        .isEqualTo(new NotSent(url.answersOddly("no TLS that could be agreed on"), true));
                refusing.get(30, TimeUnit.SECONDS);
            }
        }

        private void refuse(ServerSocket plain) {
            try (Socket socket = plain.accept()) {
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
