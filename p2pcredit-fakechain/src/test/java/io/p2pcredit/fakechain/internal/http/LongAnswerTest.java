package io.p2pcredit.fakechain.internal.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.p2pcredit.fakechain.internal.chain.Chain;
import io.p2pcredit.fakechain.internal.chain.Counter;
import io.p2pcredit.fakechain.internal.chain.Orders;
import io.p2pcredit.fakechain.internal.chain.Records;
import io.p2pcredit.fakechain.internal.chain.Registration;
import io.p2pcredit.fakechain.internal.chain.Rules;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import io.p2pcredit.trustline.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of a chain with many users: the original interface has no pages. */
class LongAnswerTest {
    private final Chain chain = new Chain();
    private final Orders orders = new Orders(chain, Rules.usual(), Records.NONE);
    private final HttpFace http = open(new Counter(chain, orders));

    private static HttpFace open(Counter counter) {
        try {
            return HttpFace.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofSeconds(20), counter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        http.close();
    }

    private void register(int users) {
        KeyHash hash = new KeyHash(Bytes.utf8("salt"), 1, Bytes.utf8("digest"));
        for (int i = 0; i < users; i++) {
            assertThat(orders.register(new Registration("c", "user " + i, i, "{\"port\":" + i + "}", null), hash))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, false", "1001, true", "20000, true"})
    void isWholeAndWrittenBitByBit(int users, boolean isChunked) throws Exception {
        register(users);
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + http.address().getPort() + "/get_users?candidate=c")
                        .toURL()
                        .openConnection();
        connection.setReadTimeout(30_000);
        JsonNode listed = Json.parse(connection.getInputStream().readAllBytes());
        assertThat(connection.getHeaderField("Transfer-Encoding")).isEqualTo(isChunked ? "chunked" : null);
        assertThat(listed.size()).isEqualTo(users);
        for (int i = 0; i < users; i++) {
            assertThat(listed.get("user " + i))
                    .isEqualTo(Json.parse("{\"amount\":" + i + ",\"peering_info\":{\"port\":" + i + "}}"));
        }
    }

    @Test
    void endsWithTheConnectionForClientsThatKnowNoChunks() throws Exception {
        register(1_001);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), http.address().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET /get_users?candidate=c HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(Json.parse(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                            .size())
                    .isEqualTo(1_001);
        }
    }
}
