package io.p2pcredit.fakechain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.fakechain.RawHttp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakechainServerTest {
    @Test
    void listensOnLoopbackUnlessToldOtherwise() {
        try (FakechainServer server = FakechainServer.builder().port(0).start()) {
            assertThat(server.address().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
            assertThat(server.port()).isPositive();
            assertThat(server.uri()).hasToString("http://127.0.0.1:" + server.port());
        }
    }

    @Test
    void saysClearlyThatAPortIsInUse() {
        try (FakechainServer server = FakechainServer.builder().port(0).start()) {
            assertThatThrownBy(
                            () -> FakechainServer.builder().port(server.port()).start())
                    .isInstanceOf(CannotListenException.class)
                    .hasMessageStartingWith("cannot listen on")
                    .hasMessageContaining(Integer.toString(server.port()))
                    .hasMessageContaining("already in use");
        }
    }

    @Test
    void givesItsPortBackWhenItIsClosed() throws IOException {
        FakechainServer first = FakechainServer.builder().port(0).start();
        first.close();
        first.close();
        try (FakechainServer second =
                FakechainServer.builder().port(first.port()).start()) {
            assertThat(new RawHttp(second.port()).get("/v2/health").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesImpossibleSettings() {
        FakechainServer.Builder builder = FakechainServer.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.requestTime(Duration.ZERO));
    }

    @Test
    void hangsUpOnClientsThatSendTooSlowly() throws IOException {
        try (FakechainServer server = FakechainServer.builder()
                .port(0)
                .requestTime(Duration.ofMillis(200))
                .start()) {
            RawHttp http = new RawHttp(server.port());
            List<Socket> slow = new ArrayList<>();
            for (String begun : List.of(
                    "GET /v2/hea",
                    "GET /v2/health HTTP/1.1\r\nHost: ",
                    "POST /v2/users HTTP/1.1\r\nContent-Length: 10\r\n\r\n{")) {
                // More than there are threads: none of them may stay taken.
                for (int i = 0; i < 40; i++) {
                    Socket socket = http.connect();
                    socket.getOutputStream().write(begun.getBytes(US_ASCII));
                    slow.add(socket);
                }
            }
            for (Socket socket : slow) {
                try (socket) {
                    assertThat(socket.getInputStream().readAllBytes()).isEmpty();
                }
            }
            assertThat(http.get("/v2/health")).isEqualTo(Reply.ok("{\"status\":\"ok\"}"));
        }
    }

    @Test
    void servesSeveralRequestsOnOneConnectionWithoutDelay() throws IOException {
        try (FakechainServer server = FakechainServer.builder().port(0).start();
                Socket socket = new RawHttp(server.port()).connect()) {
            byte[] request = "GET /v2/health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                socket.getOutputStream().write(request);
                readUntil(socket, "\"ok\"}");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("answers held back by 40 ms each take 4 s")
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    private static void readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).isNotNegative();
            text.append((char) next);
        }
    }
}
