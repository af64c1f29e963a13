package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A private key goes to the server, in a body, and nowhere else. */
class SecretsTest {
    private static final String SECRET = "hunter2";
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerRecord RECORD = new PeerRecord(ALICE, Optional.empty(), Optional.empty());
    private static final Transfer TRANSFER =
            new Transfer(new SettlementKey(0, 1), AccountId.of("Alice"), AccountId.of("Bob"), Amount.of(1));

    private final FakechainServer server = FakechainServer.builder().port(0).start();

    @AfterEach
    void close() {
        server.close();
    }

    private static FakechainClient client(String url) {
        return FakechainClient.builder()
                .url(url)
                .name(ALICE)
                .password(SECRET.toCharArray())
                .build();
    }

    @Test
    void aClientShowsOnlyWhoAndWhere() {
        try (FakechainClient client = client("http://127.0.0.1:5000")) {
            assertThat(client).hasToString("Alice at http://127.0.0.1:5000");
        }
    }

    @Test
    void aClientSendsItInBodiesOnly() throws IOException {
        try (StubServer stub = StubServer.withV2((request, socket) -> StubServer.answer(socket, 500, ""));
                FakechainClient client = client(stub.url())) {
            client.publish(RECORD).toCompletableFuture().join();
            client.submit(TRANSFER).toCompletableFuture().join();
            client.balance(AccountId.of("Alice")).toCompletableFuture().join();
            client.users().toCompletableFuture().join();
            assertThat(stub.requests())
                    .hasSize(5)
                    .noneMatch(request -> request.target().contains(SECRET));
            assertThat(stub.requests())
                    .filteredOn(request -> request.body().contains(SECRET))
                    .hasSize(2);
        }
    }

    @Test
    void aClientOfAnOriginalServerSendsItInTwoUrlsOnly() throws IOException {
        try (StubServer stub = StubServer.withoutV2((request, socket) -> StubServer.answer(socket, 500, ""));
                FakechainClient client = client(stub.url())) {
            List<Object> outcomes = List.of(
                    client.publish(RECORD).toCompletableFuture().join(),
                    client.submit(TRANSFER).toCompletableFuture().join(),
                    client.balance(AccountId.of("Alice")).toCompletableFuture().join(),
                    client.users().toCompletableFuture().join(),
                    client.deleteAllUsers().toCompletableFuture().join());
            assertThat(stub.requests())
                    .filteredOn(request ->
                            request.head().contains(SECRET) || request.body().contains(SECRET))
                    .extracting(request -> request.target().split("\\?", 2)[0])
                    .containsExactly("/add_user", "/pay_user");
            assertThat(outcomes.toString() + client).doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n\r\n\"hunter2\"",
                "hunter2 hunter2\r\n\r\n",
                "HTTP/1.1 302 hunter2\r\n\r\n"
            })
    void noServerGetsAClientToRepeatIt(String answer) throws IOException {
        try (StubServer stub = StubServer.withoutV2(StubServer.writing(answer));
                FakechainClient client = client(stub.url())) {
            List<Object> outcomes = List.of(
                    client.publish(RECORD).toCompletableFuture().join(),
                    client.submit(TRANSFER).toCompletableFuture().join());
            assertThat(stub.changes()).hasSize(2);
            assertThat(outcomes.toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void noFailureOfAClientNamesIt() {
        try (FakechainClient client = client("http://127.0.0.1:1")) {
            List<Object> outcomes = List.of(
                    client.publish(RECORD).toCompletableFuture().join(),
                    client.submit(TRANSFER).toCompletableFuture().join());
            assertThat(outcomes.toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void aClientAsksForItWhenItIsNeededAndErasesItAfterwards() throws IOException {
        char[] secret = SECRET.toCharArray();
        AtomicInteger asked = new AtomicInteger();
        try (StubServer stub = StubServer.withV2((request, socket) -> StubServer.answer(socket, 500, ""));
                FakechainClient client = FakechainClient.builder()
                        .url(stub.url())
                        .name(ALICE)
                        .password(() -> {
                            asked.incrementAndGet();
                            return secret;
                        })
                        .build()) {
            assertThat(asked).hasValue(0);
            client.publish(RECORD).toCompletableFuture().join();
            assertThat(asked).hasValue(1);
            assertThat(secret).containsOnly('\0');
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/add_user?candidate=hunter2&public_key=hunter2&amount=hunter2&private_key=hunter2&peering_info=hunter2",
                "/add_user?candidate=a&public_key=hunter2&amount=1&private_key=hunter2&peering_info=hunter2",
                "/add_user?private_key=hunter2&private_key=hunter2",
                "/pay_user?candidate=a&sender=hunter2&receiver=hunter2&amount=1&private_key=hunter2",
                "/pay_user?candidate=a&private_key=hunter2%FF",
                "/hunter2?private_key=hunter2"
            })
    void noErrorAnswerRepeatsWhatWasSent(String target) throws IOException {
        RawHttp http = new RawHttp(server.port());
        assertThat(http.get(target).body()).startsWith("\"error: ").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"private_key\":hunter2}",
                "{\"private_key\":\"hunter2\"",
                "{\"hunter2\":\"hunter2\"}",
                "{\"candidate\":\"c\",\"private_key\":\"hunter2\",\"private_key\":\"hunter2\"}",
                "{\"candidate\":\"c\",\"private_key\":[\"hunter2\"]}"
            })
    void noErrorAnswerRepeatsABody(String body) throws IOException {
        RawHttp http = new RawHttp(server.port());
        assertThat(http.post("/v2/transfers", body).body())
                .startsWith("{\"error\":")
                .doesNotContain(SECRET);
    }
}
