package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.RawHttp.Reply;
import io.p2pcredit.fakechain.internal.chain.Chain;
import io.p2pcredit.fakechain.internal.chain.Change;
import io.p2pcredit.fakechain.internal.chain.Counter;
import io.p2pcredit.fakechain.internal.chain.NotKeptException;
import io.p2pcredit.fakechain.internal.chain.Orders;
import io.p2pcredit.fakechain.internal.chain.Records;
import io.p2pcredit.fakechain.internal.chain.Rules;
import io.p2pcredit.fakechain.internal.http.HttpFace;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server answers whose storage fails: never that something was done. */
class FailingStorageTest {
    private static final SettlementKey KEY = new SettlementKey(0, 1);

    private final Storage storage = new Storage();
    private HttpFace server;
    private RawHttp http;
    private OriginalClient original;

    @BeforeEach
    void start() throws IOException {
        Chain chain = new Chain();
        Orders orders = new Orders(chain, Rules.usual(), storage);
        server = HttpFace.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Duration.ofSeconds(20),
                new Counter(chain, orders));
        http = new RawHttp(server.address().getPort());
        original = new OriginalClient(server.address().getPort(), "c");
        assertThat(original.addUser("Alice", "100", "secret")).isEqualTo(Reply.ok("\"success\""));
        assertThat(original.addUser("Bob", "50", "secret")).isEqualTo(Reply.ok("\"success\""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply pay(SettlementKey key) throws IOException {
        return http.post(
                "/v2/transfers",
                "{\"candidate\":\"c\",\"sender\":\"Alice\",\"receiver\":\"Bob\",\"amount\":30,\"key\":\"" + key
                        + "\",\"private_key\":\"secret\"}");
    }

    private void assertBalances(long alice, long bob) throws IOException {
        String peeringInfo = ",\"peering_info\":{\"host\":\"127.0.0.1\",\"port\":4001}}";
        assertThat(original.getUsers())
                .isEqualTo(Reply.ok("{\"Alice\":{\"amount\":" + alice + peeringInfo + ",\"Bob\":{\"amount\":" + bob
                        + peeringInfo + "}"));
    }

    @Test
    void whatWasNotStoredIsSaidOnBothInterfaces() throws IOException {
        storage.failure = new NotKeptException("told to", new IOException());
        String said = "the change could not be stored, and was not made";
        Reply error = new Reply(507, "\"error: " + said + "\"");
        assertThat(pay(KEY)).isEqualTo(new Reply(507, "{\"error\":\"not_stored\",\"message\":\"" + said + "\"}"));
        assertThat(original.payUser("Alice", "Bob", "secret", "30")).isEqualTo(error);
        assertThat(original.addUser("Carol", "1", "secret")).isEqualTo(error);
        assertThat(original.addUser("Alice", "1", "secret")).isEqualTo(error);
        assertThat(original.deleteAllUsers()).isEqualTo(error);
        assertBalances(100, 50);
        assertThat(http.get("/v2/health").status()).isEqualTo(200);
        storage.failure = null;
        assertThat(pay(KEY).status()).isEqualTo(200);
        assertBalances(70, 80);
    }

    @Test
    void whatMayBeStoredIsSaidAndNoFurtherChangeIsMade() throws IOException {
        storage.failure = new IllegalStateException("told to");
        assertThat(pay(KEY))
                .isEqualTo(new Reply(
                        500,
                        "{\"error\":\"unknown_outcome\",\"message\":\"the change may or may not be stored: start the"
                                + " server again to know\"}"));
        storage.failure = null;
        String said = "the storage failed: no change is made until the server is started again";
        Reply readOnly = new Reply(503, "{\"error\":\"read_only\",\"message\":\"" + said + "\"}");
        assertThat(pay(KEY)).isEqualTo(readOnly);
        assertThat(http.get("/v2/health")).isEqualTo(readOnly);
        assertThat(original.payUser("Alice", "Bob", "secret", "30"))
                .isEqualTo(new Reply(503, "\"error: " + said + "\""));
        assertBalances(100, 50);
    }

    /** So that it asks again with the same key, which is executed once in any case. */
    @Test
    void aClientTakesEitherForUnknown() throws Exception {
        try (FakechainClient client = FakechainClient.builder()
                .url("http://127.0.0.1:" + server.address().getPort())
                .candidate("c")
                .name(PeerId.of("Alice"))
                .password("secret".toCharArray())
                .build()) {
            Transfer transfer = new Transfer(KEY, AccountId.of("Alice"), AccountId.of("Bob"), Amount.of(30));
            storage.failure = new NotKeptException("told to", new IOException());
            assertThat(submit(client, transfer)).isInstanceOf(SubmitOutcome.Unknown.class);
            storage.failure = null;
            assertThat(submit(client, transfer)).isInstanceOf(SubmitOutcome.Confirmed.class);
            storage.failure = new IllegalStateException("told to");
            Transfer next =
                    new Transfer(new SettlementKey(0, 2), AccountId.of("Alice"), AccountId.of("Bob"), Amount.of(30));
            assertThat(submit(client, next)).isInstanceOf(SubmitOutcome.Unknown.class);
            assertThat(submit(client, next)).isInstanceOf(SubmitOutcome.Unknown.class);
            assertThat(submit(client, transfer)).isInstanceOf(SubmitOutcome.Confirmed.class);
        }
    }

    private static SubmitOutcome submit(FakechainClient client, Transfer transfer) throws Exception {
        return client.submit(transfer).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Keeps nothing, and fails when it is told to. */
    private static final class Storage implements Records {
        private volatile Exception failure;

        @Override
        public void keep(List<Change> changes) throws NotKeptException {
            if (failure instanceof NotKeptException e) {
                throw e;
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
        }

        @Override
        public void close() {}
    }
}
