package io.p2pcredit.fakechain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.RawHttp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second interface, asked by plain requests. */
class V2InterfaceTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String IDENTITY = "A".repeat(42) + "E";

    private FakechainServer server;
    private RawHttp http;

    @BeforeEach
    void start() throws IOException {
        server = FakechainServer.builder().port(0).start();
        http = new RawHttp(server.port());
        register("Alice", 100);
        register("Bob", 50);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void register(String name, long amount) throws IOException {
        Reply reply = http.post(
                "/v2/users",
                ("{'candidate':'c','name':'" + name + "','private_key':'" + name + " key','amount':" + amount
                                + ",'peering_info':{'port':1},'identity_key':'" + IDENTITY + "'}")
                        .replace('\'', '"'));
        assertThat(reply).isEqualTo(Reply.ok("{}"));
    }

    private static String order(String sender, String receiver, String amount, String key, String privateKey) {
        return ("{'candidate':'c','sender':'" + sender + "','receiver':'" + receiver + "','amount':" + amount
                        + ",'key':'" + key + "','private_key':'" + privateKey + "'}")
                .replace('\'', '"');
    }

    private Reply pay(String amount, String key) throws IOException {
        return http.post("/v2/transfers", order("Alice", "Bob", amount, key, "Alice key"));
    }

    private long balance(String name) throws IOException {
        Reply reply = http.get("/v2/user?candidate=c&name=" + name);
        return Long.parseLong(reply.body().replaceFirst(".*\"amount\":([0-9]+).*", "$1"));
    }

    private static String tx(Reply reply) {
        return reply.body().replaceFirst(".*\"tx\":\"([0-9]+)\".*", "$1");
    }

    private static Reply error(int status, String code, String message) {
        return new Reply(status, "{\"error\":\"" + code + "\",\"message\":\"" + message + "\"}");
    }

    @Test
    void saysThatItIsWellAndWhatItCanDo() throws IOException {
        assertThat(http.get("/v2/health")).isEqualTo(Reply.ok("{\"status\":\"ok\"}"));
        assertThat(http.get("/v2/capabilities"))
                .isEqualTo(
                        Reply.ok("{\"ledger\":\"fakechain\",\"version\":2,\"max_amount\":4294967295,\"capabilities\":"
                                + "[\"idempotent_transfer\",\"transfer_by_key\",\"transfer_by_tx\",\"transfers\",\"balance\","
                                + "\"identity_key\"]}"));
    }

    @Test
    void hasAnotherNameForEachLedgerOfACandidate() throws IOException {
        String first = instance("c");
        assertThat(first).matches("[1-9][0-9]*");
        assertThat(instance("c")).isEqualTo(first);
        assertThat(instance("nobody")).isEqualTo("0");
        http.post("/v2/delete_all_users", "{\"candidate\":\"c\"}");
        assertThat(instance("c")).isEqualTo("0");
        http.post(
                "/v2/users",
                "{\"candidate\":\"c\",\"name\":\"A\",\"private_key\":\"p\",\"amount\":1,\"peering_info\":{}}");
        assertThat(instance("c")).matches("[1-9][0-9]*").isNotEqualTo(first);
    }

    private String instance(String candidate) throws IOException {
        Reply reply = http.get("/v2/capabilities?candidate=" + candidate);
        return reply.body().replaceFirst(".*\"instance\":\"([0-9]+)\".*", "$1");
    }

    @Nested
    class Users {
        @Test
        void areShownWithTheirIdentityKey() throws IOException {
            assertThat(http.get("/v2/user?candidate=c&name=Alice"))
                    .isEqualTo(Reply.ok("{\"name\":\"Alice\",\"amount\":100,\"peering_info\":{\"port\":1},"
                            + "\"identity_key\":\"" + IDENTITY + "\"}"));
        }

        @Test
        void areNotFoundOnOtherChains() throws IOException {
            assertThat(http.get("/v2/user?candidate=d&name=Alice"))
                    .isEqualTo(error(404, "unknown_user", "the user is unknown"));
        }

        @Test
        void areListedPageByPage() throws IOException {
            Reply first = http.get("/v2/users?candidate=c&limit=1");
            assertThat(first.body()).contains("Alice").doesNotContain("\"Bob\"").endsWith(",\"next\":\"Alice\"}");
            Reply second = http.get("/v2/users?candidate=c&limit=2&after=Alice");
            assertThat(second.body()).contains("\"Bob\"").doesNotContain("next");
        }

        @Test
        void areTheSameOnBothInterfaces() throws IOException {
            OriginalClient original = new OriginalClient(server.port(), "c");
            assertThat(original.payUser("Alice", "Bob", "Alice key", "1").status())
                    .isEqualTo(200);
            assertThat(balance("Bob")).isEqualTo(51);
            assertThat(original.getUsers().body()).contains("\"Bob\":{\"amount\":51,\"peering_info\":{\"port\":1}}");
        }

        @Test
        void keepTheirNameFromOthers() throws IOException {
            String body =
                    "{\"candidate\":\"c\",\"name\":\"Alice\",\"private_key\":\"x\",\"amount\":1,\"peering_info\":{}}";
            assertThat(http.post("/v2/users", body))
                    .isEqualTo(error(403, "name_taken", "the name is taken by somebody with another private key"));
            assertThat(balance("Alice")).isEqualTo(100);
        }

        @ParameterizedTest
        @CsvSource({"0, 200", "4294967295, 200", "4294967296, 400", "-1, 400", "1.0, 400", "1e1, 400", "\"1\", 400"})
        void startWithUnsigned32BitFunds(String amount, int status) throws IOException {
            String body = "{\"candidate\":\"c\",\"name\":\"X\",\"private_key\":\"x\",\"amount\":" + amount
                    + ",\"peering_info\":{}}";
            assertThat(http.post("/v2/users", body).status()).isEqualTo(status);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "AAAA", "short=", "*", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"})
        void bindOnlyIdentityKeysOf32Bytes(String key) throws IOException {
            String body = "{\"candidate\":\"c\",\"name\":\"X\",\"private_key\":\"x\",\"amount\":1,\"peering_info\":{},"
                    + "\"identity_key\":\"" + key + "\"}";
            assertThat(http.post("/v2/users", body))
                    .isEqualTo(error(400, "malformed", "identity_key is not 32 bytes in base64url"));
        }

        @Test
        void areDeletedAllAtOnce() throws IOException {
            assertThat(http.post("/v2/delete_all_users", "{\"candidate\":\"c\"}"))
                    .isEqualTo(Reply.ok("{\"deleted\":2}"));
            assertThat(http.get("/v2/users?candidate=c")).isEqualTo(Reply.ok("{\"users\":[]}"));
        }
    }

    @Nested
    class ATransfer {
        @Test
        void isExecutedOnceAndAnsweredAlwaysTheSame() throws IOException {
            Reply first = pay("30", KEY);
            assertThat(first)
                    .isEqualTo(Reply.ok("{\"sender\":\"Alice\",\"receiver\":\"Bob\",\"amount\":30,\"key\":\"" + KEY
                            + "\",\"outcome\":\"executed\",\"tx\":\"" + tx(first) + "\"}"))
                    .isEqualTo(pay("30", KEY))
                    .isEqualTo(http.get("/v2/transfer?candidate=c&sender=Alice&key=" + KEY))
                    .isEqualTo(http.get("/v2/transfer?candidate=c&tx=" + tx(first)));
            assertThat(balance("Alice")).isEqualTo(70);
        }

        @Test
        void staysRefusedForEver() throws IOException {
            Reply refused = Reply.ok("{\"sender\":\"Alice\",\"receiver\":\"Bob\",\"amount\":101,\"key\":\"" + KEY
                    + "\",\"outcome\":\"refused\",\"reason\":\"insufficient_funds\","
                    + "\"message\":\"the sender's funds are insufficient\"}");
            assertThat(pay("101", KEY)).isEqualTo(refused);
            http.post("/v2/transfers", order("Bob", "Alice", "50", KEY, "Bob key"));
            assertThat(pay("101", KEY)).isEqualTo(refused);
            assertThat(http.get("/v2/transfer?candidate=c&sender=Alice&key=" + KEY))
                    .isEqualTo(refused);
        }

        @Test
        void withAUsedKeyIsToldWhatItWasUsedFor() throws IOException {
            Reply first = pay("30", KEY);
            assertThat(pay("31", KEY))
                    .isEqualTo(new Reply(
                            409,
                            "{\"error\":\"key_used\",\"message\":\"the key was used before for another transfer\","
                                    + "\"recorded\":" + first.body() + "}"));
            assertThat(balance("Alice")).isEqualTo(70);
        }

        @Test
        void ofSomebodyElseLeavesTheKeyUnused() throws IOException {
            assertThat(http.post("/v2/transfers", order("Alice", "Bob", "1", KEY, "guessed")))
                    .isEqualTo(error(403, "wrong_private_key", "the private key is wrong"));
            assertThat(http.post("/v2/transfers", order("Carol", "Bob", "1", KEY, "any")))
                    .isEqualTo(error(404, "unknown_sender", "the sender is unknown"));
            assertThat(http.get("/v2/transfer?candidate=c&sender=Alice&key=" + KEY))
                    .isEqualTo(error(404, "unknown_transfer", "no such transfer has been decided about"));
            assertThat(pay("1", KEY).body()).contains("executed");
        }

        @Test
        void thatCannotBeIsRefusedForEverToo() throws IOException {
            assertThat(pay("9007199254740991", KEY).body()).contains("amount_too_large");
            String nobody = "n".repeat(256);
            String other = KEY.replace('f', 'e');
            assertThat(http.post("/v2/transfers", order("Alice", nobody, "1", other, "Alice key"))
                            .body())
                    .contains("unknown_receiver");
        }

        @Test
        void withOneKeyIsExecutedOnceHoweverManyAskForItAtOnce() throws Exception {
            List<Future<Reply>> replies = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                for (int i = 0; i < 64; i++) {
                    replies.add(threads.submit(() -> pay("1", KEY)));
                }
                Reply expected = replies.get(0).get();
                assertThat(expected.body()).contains("executed");
                for (Future<Reply> reply : replies) {
                    assertThat(reply.get()).isEqualTo(expected);
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(balance("Alice")).isEqualTo(99);
            assertThat(balance("Bob")).isEqualTo(51);
        }

        @Test
        void withItsOwnKeyEachNeverOverdrawsHoweverManyAskAtOnce() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                List<Future<Reply>> replies = new ArrayList<>();
                for (int i = 0; i < 128; i++) {
                    String key = String.format("%032x", i);
                    replies.add(threads.submit(() -> pay("1", key)));
                }
                int executed = 0;
                for (Future<Reply> reply : replies) {
                    executed += reply.get().body().contains("executed") ? 1 : 0;
                }
                assertThat(executed).isEqualTo(100);
            } finally {
                threads.shutdownNow();
            }
            assertThat(balance("Alice")).isZero();
            assertThat(balance("Bob")).isEqualTo(150);
        }
    }

    @Nested
    class AListOfTransfers {
        private final List<String> txs = new ArrayList<>();

        @BeforeEach
        void pay() throws IOException {
            for (int i = 1; i <= 3; i++) {
                txs.add(tx(V2InterfaceTest.this.pay(Integer.toString(i), KEY.replace("0f", "0" + i))));
            }
        }

        @Test
        void comesOldestFirstAndPageByPage() throws IOException {
            Reply first = http.get("/v2/transfers?candidate=c&receiver=Bob&limit=2");
            assertThat(first.body())
                    .contains("\"amount\":1,", "\"amount\":2,")
                    .doesNotContain("\"amount\":3,")
                    .endsWith("],\"next\":" + txs.get(1) + "}");
            Reply second = http.get("/v2/transfers?candidate=c&receiver=Bob&after=" + txs.get(1));
            assertThat(second.body())
                    .contains("\"amount\":3,")
                    .doesNotContain("\"amount\":2,")
                    .endsWith("],\"next\":" + txs.get(2) + "}");
        }

        @Test
        void endsWithTheCursorThatItWasAskedFor() throws IOException {
            assertThat(http.get("/v2/transfers?candidate=c&receiver=Alice&after=7"))
                    .isEqualTo(Reply.ok("{\"transfers\":[],\"next\":7}"));
        }

        @Test
        void canBeOfWhatAnAccountPaid() throws IOException {
            assertThat(http.get("/v2/transfers?candidate=c&sender=Alice").body())
                    .contains("\"amount\":1,");
            assertThat(http.get("/v2/transfers?candidate=c&sender=Bob").body()).doesNotContain("amount");
        }

        @Test
        void holdsWhatWasPaidOverTheOriginalInterface() throws IOException {
            new OriginalClient(server.port(), "c").payUser("Alice", "Bob", "Alice key", "9");
            assertThat(http.get("/v2/transfers?candidate=c&receiver=Bob&after=" + txs.get(2))
                            .body())
                    .startsWith("{\"transfers\":[{\"sender\":\"Alice\",\"receiver\":\"Bob\",\"amount\":9,"
                            + "\"outcome\":\"executed\",\"tx\":\"");
        }
    }

    @Nested
    class Requests {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "x",
                    "[]",
                    "\"candidate\"",
                    "{}",
                    "{\"candidate\":1}",
                    "{\"candidate\":null}",
                    "{\"candidate\":\"c\"",
                    "{\"candidate\":\"c\"}{}",
                    "{\"candidate\":\"c\",\"candidate\":\"c\"}",
                    "{\"candidate\":\"c\",\"more\":1}",
                    "{\"candidate\":\"\\ud800\"}",
                    "{\"candidate\":\"\"}",
                    "{\"candidate\":\"\\u0007\"}"
                })
        void withAnotherBodyAreRefused(String body) throws IOException {
            Reply reply = http.post("/v2/delete_all_users", body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).startsWith("{\"error\":\"malformed\",\"message\":\"");
            assertThat(balance("Alice")).isEqualTo(100);
        }

        @Test
        void inAnotherEncodingAreRefused() throws IOException {
            assertThat(http.post("/v2/delete_all_users", "{\"candidate\":\"é\"}".getBytes(ISO_8859_1)))
                    .isEqualTo(error(400, "malformed", "not UTF-8"));
        }

        @Test
        void nestedTooDeeplyAreRefused() throws IOException {
            String body = "{\"candidate\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
            assertThat(http.post("/v2/delete_all_users", body).status()).isEqualTo(400);
        }

        @Test
        void thatAreTooLargeAreRefused() throws IOException {
            String body = "{\"candidate\":\"c\"}";
            assertThat(http.post("/v2/delete_all_users", " ".repeat(16 * 1024 + 1 - body.length()) + body))
                    .isEqualTo(error(413, "too_large", "the body is too large"));
            assertThat(http.post("/v2/delete_all_users", " ".repeat(16 * 1024 - body.length()) + body))
                    .isEqualTo(Reply.ok("{\"deleted\":2}"));
        }

        @Test
        void thatAreNotJsonAreRefused() throws IOException {
            String request = "POST /v2/delete_all_users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: text/plain\r\nContent-Length: 17\r\n\r\n{\"candidate\":\"c\"}";
            assertThat(http.send(request)).isEqualTo(error(415, "not_json", "the body must be application/json"));
        }

        @ParameterizedTest
        @CsvSource({
            "GET,  /v2/delete_all_users, 405",
            "POST, /v2/user,             405",
            "PUT,  /v2/users,            405",
            "GET,  /v2/,                 404",
            "GET,  /v2/unknown,          404"
        })
        void withAnotherMethodOrPathAreRefused(String method, String path, int status) throws IOException {
            Reply reply = http.send(
                    method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).startsWith("{\"error\":");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "amount\":0,",
                    "amount\":-1,",
                    "amount\":1.5,",
                    "amount\":1e3,",
                    "amount\":9007199254740992,",
                    "amount\":9223372036854775808,",
                    "amount\":\"1\","
                })
        void toPayWithAnotherAmountAreRefused(String amount) throws IOException {
            String order = order("Alice", "Bob", "1", KEY, "Alice key").replace("amount\":1,", amount);
            assertThat(http.post("/v2/transfers", order).status()).isEqualTo(400);
            assertThat(balance("Alice")).isEqualTo(100);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "00", "000102030405060708090A0B0C0D0E0F", "000102030405060708090a0b0c0d0e0f00", "zz"})
        void toPayWithAnotherKeyAreRefused(String key) throws IOException {
            assertThat(pay("1", key)).isEqualTo(error(400, "malformed", "key is not 32 lower-case hexadecimal digits"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "limit=0",
                    "limit=1001",
                    "limit=x",
                    "after=-1",
                    "after=x",
                    "after=9223372036854775808",
                    "receiver=",
                    "candidate=c"
                })
        void toListWithOtherParametersAreRefused(String parameter) throws IOException {
            String who = parameter.startsWith("receiver") ? "" : "&receiver=Bob";
            assertThat(http.get("/v2/transfers?candidate=c" + who + "&" + parameter)
                            .status())
                    .isEqualTo(400);
        }
    }
}
