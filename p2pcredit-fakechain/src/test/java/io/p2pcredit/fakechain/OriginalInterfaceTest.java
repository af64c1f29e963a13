package io.p2pcredit.fakechain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.RawHttp.Reply;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The original interface, asked by plain requests as an original client writes them. */
class OriginalInterfaceTest {
    private static final Reply SUCCESS = Reply.ok("\"success\"");
    private static final String INFO = "{\"host\":\"127.0.0.1\",\"port\":4001}";
    private static final String MAX = "4294967295";

    private FakechainServer server;
    private RawHttp http;
    private OriginalClient client;

    @BeforeEach
    void start() {
        server = FakechainServer.builder().port(0).start();
        http = new RawHttp(server.port());
        client = new OriginalClient(server.port(), "group 1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Reply error(int status, String text) {
        return new Reply(status, "\"error: " + text + "\"");
    }

    private static String user(String name, long amount) {
        return "\"" + name + "\":{\"amount\":" + amount + ",\"peering_info\":" + INFO + "}";
    }

    private void assertUsers(String... users) throws IOException {
        assertThat(client.getUsers()).isEqualTo(Reply.ok("{" + String.join(",", users) + "}"));
    }

    @Test
    void playsTheWholeStoryOfAnOriginalClient() throws IOException {
        assertThat(client.addUser("Alice", "100", "secret a")).isEqualTo(SUCCESS);
        assertThat(client.addUser("Bob", "50", "secret b")).isEqualTo(SUCCESS);
        assertThat(client.payUser("Alice", "Bob", "secret a", "30")).isEqualTo(SUCCESS);
        assertUsers(user("Alice", 70), user("Bob", 80));
        assertThat(client.deleteAllUsers()).isEqualTo(SUCCESS);
        assertUsers();
    }

    @Test
    void answersWithJson() throws IOException {
        try (Socket socket = http.connect()) {
            socket.getOutputStream()
                    .write("GET /get_users?candidate=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("\r\nContent-Type: application/json\r\n");
        }
    }

    @Nested
    class Candidates {
        @Test
        void haveNoUsersAtFirst() throws IOException {
            assertThat(http.get("/get_users?candidate=nobody")).isEqualTo(Reply.ok("{}"));
        }

        @Test
        void seeNothingOfEachOther() throws IOException {
            OriginalClient other = new OriginalClient(server.port(), "group 2");
            client.addUser("Alice", "100", "a");
            other.addUser("Alice", "7", "another key");
            other.addUser("Bob", "7", "b");

            assertThat(client.payUser("Alice", "Bob", "a", "1")).isEqualTo(error(404, "the receiver is unknown"));
            assertThat(other.deleteAllUsers()).isEqualTo(SUCCESS);

            assertThat(other.getUsers()).isEqualTo(Reply.ok("{}"));
            assertUsers(user("Alice", 100));
        }
    }

    @Nested
    class Registering {
        @Test
        void givesThePeeringInfoBackAsAnObject() throws IOException {
            String info = "{\"host\":\"hôst\",\"port\":1,\"more\":[1.5,null,true,{\"x\":\"\\\\\\\"\"}]}";
            assertThat(client.addUser("Alice", "1", "a", info)).isEqualTo(SUCCESS);
            assertThat(client.getUsers())
                    .isEqualTo(Reply.ok("{\"Alice\":{\"amount\":1,\"peering_info\":" + info + "}}"));
        }

        @Test
        void againWithTheSameKeyMovesThePeerAndLeavesItsBalance() throws IOException {
            client.addUser("Alice", "100", "a", "{\"host\":\"10.0.0.1\",\"port\":1}");
            assertThat(client.addUser("Alice", "999", "a")).isEqualTo(SUCCESS);
            assertUsers(user("Alice", 100));
        }

        @Test
        void againWithAnotherKeyIsRefusedAndChangesNothing() throws IOException {
            client.addUser("Alice", "100", "a");
            assertThat(client.addUser("Alice", "999", "b", "{}"))
                    .isEqualTo(error(403, "the name is taken by somebody with another private key"));
            assertUsers(user("Alice", 100));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Ålice Müller", "-", "\"<'&", "😀", "名"})
        void takesAnyPrintableName(String name) throws IOException {
            assertThat(client.addUser(name, "1", "k")).isEqualTo(SUCCESS);
            assertUsers(user(name.replace("\"", "\\\""), 1));
        }

        @ParameterizedTest
        @ValueSource(strings = {"tab\there", "line\nbreak", "\u202Eecila", "zero\u200Bwidth", "\u0000", "\u2028"})
        void refusesNamesThatCannotBePrinted(String name) throws IOException {
            assertThat(client.addUser(name, "1", "k")).isEqualTo(error(400, "public_key is not printable text"));
            assertUsers();
        }

        @ParameterizedTest
        @CsvSource({"0, 400", "1, 200", "128, 200", "129, 400"})
        void boundsNamesInBytes(int bytes, int status) throws IOException {
            assertThat(client.addUser("n".repeat(bytes), "1", "k").status()).isEqualTo(status);
        }

        @Test
        void countsANamesBytesAndNotItsCharacters() throws IOException {
            assertThat(client.addUser("é".repeat(64), "1", "k")).isEqualTo(SUCCESS);
            assertThat(client.addUser("é".repeat(65), "1", "k"))
                    .isEqualTo(error(400, "public_key must have 1 to 128 bytes"));
        }

        @ParameterizedTest
        @CsvSource({"0, 400", "1, 200", "1024, 200", "1025, 400"})
        void boundsPrivateKeys(int bytes, int status) throws IOException {
            assertThat(client.addUser("Alice", "1", "k".repeat(bytes)).status()).isEqualTo(status);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "no json",
                    "null",
                    "[]",
                    "\"text\"",
                    "{} {}",
                    "{\"a\":1,\"a\":2}",
                    "{\"a\":1e400}",
                    "{\"a\":\"\\ud800\"}",
                    "{\"\\udc00\":1}",
                    "{\"a\":123456789012345678901234567890123}",
                    "{a:1}"
                })
        void refusesPeeringInfoThatIsNoObjectForEveryClient(String info) throws IOException {
            Reply reply = client.addUser("Alice", "1", "a", info);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).startsWith("\"error: peering_info");
            assertUsers();
        }

        @Test
        void refusesPeeringInfoThatIsNestedTooDeeply() throws IOException {
            assertThat(client.addUser("Alice", "1", "a", "{\"a\":".repeat(16) + "1" + "}".repeat(16)))
                    .isEqualTo(SUCCESS);
            assertThat(client.addUser("Alice", "1", "a", "{\"a\":".repeat(17) + "1" + "}".repeat(17))
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void refusesPeeringInfoThatIsTooLarge() throws IOException {
            String fits = "{\"a\":\"" + "x".repeat(4096 - 8) + "\"}";
            assertThat(client.addUser("Alice", "1", "a", fits)).isEqualTo(SUCCESS);
            assertThat(client.addUser("Alice", "1", "a", " " + fits))
                    .isEqualTo(error(400, "peering_info must have 1 to 4096 bytes"));
        }
    }

    @Nested
    class Paying {
        @BeforeEach
        void register() throws IOException {
            client.addUser("Alice", "100", "a");
            client.addUser("Bob", "50", "b");
        }

        @Test
        void needsNoMoreThanTheExactBalance() throws IOException {
            assertThat(client.payUser("Alice", "Bob", "a", "100")).isEqualTo(SUCCESS);
            assertUsers(user("Alice", 0), user("Bob", 150));
        }

        @ParameterizedTest
        @CsvSource({
            "Alice, Bob,   a, 101, 409, the sender's funds are insufficient",
            "Alice, Alice, a, 1,   409, sender and receiver are the same",
            "Alice, Carol, a, 1,   404, the receiver is unknown",
            "Carol, Bob,   a, 1,   404, the sender is unknown",
            "Alice, Bob,   b, 1,   403, the private key is wrong",
            "Alice, Bob,   a, 0,   400, amount is not a whole number from 1 to 4294967295",
            "Alice, Bob,   a, -1,  400, amount is not a whole number from 1 to 4294967295",
            "Alice, Bob,   a, 1e3, 400, amount is not a whole number from 1 to 4294967295",
            "Alice, Bob,   a, 99999999999999999999, 400, amount is not a whole number from 1 to 4294967295",
            "Alice, Bob,   a, 4294967296, 400, amount is not a whole number from 1 to 4294967295"
        })
        void changesNothingWhenItIsRefused(
                String sender, String receiver, String key, String amount, int status, String text) throws IOException {
            assertThat(client.payUser(sender, receiver, key, amount)).isEqualTo(error(status, text));
            assertUsers(user("Alice", 100), user("Bob", 50));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "-1", "+1", "1.0", "1e1", " 1", "01", "0x1", "ten", "١", "99999999999999999999"})
        void takesNothingButPlainDigitsAsAnAmount(String amount) throws IOException {
            Reply reply = client.payUser("Alice", "Bob", "a", amount);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).startsWith("\"error: amount is ");
            assertUsers(user("Alice", 100), user("Bob", 50));
        }
    }

    @Nested
    class Limits {
        @ParameterizedTest
        @CsvSource({"0, 200", "1, 200", "4294967294, 200", "4294967295, 200", "4294967296, 400", "-1, 400"})
        void boundStartingFundsByUnsigned32Bit(String amount, int status) throws IOException {
            assertThat(client.addUser("Alice", amount, "a").status()).isEqualTo(status);
        }

        @ParameterizedTest
        @CsvSource({"4294967294, 1, 200", "4294967294, 2, 409", "4294967295, 1, 409", "0, 4294967295, 200"})
        void boundBalancesByUnsigned32Bit(long receivers, long paid, int status) throws IOException {
            client.addUser("Alice", MAX, "a");
            client.addUser("Bob", Long.toString(receivers), "b");

            assertThat(client.payUser("Alice", "Bob", "a", Long.toString(paid)).status())
                    .isEqualTo(status);

            long moved = status == 200 ? paid : 0;
            assertUsers(user("Alice", Long.parseLong(MAX) - moved), user("Bob", receivers + moved));
        }
    }

    @Nested
    class Requests {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/get_users",
                    "/get_users?",
                    "/get_users?candidate",
                    "/get_users?candidate=",
                    "/get_users?candidate=a&candidate=a",
                    "/get_users?candidate=a&x=1&x=2",
                    "/get_users?candidate=%FF",
                    "/get_users?candidate=%C0%80",
                    "/get_users?candidate=%ED%A0%80",
                    "/get_users?candidate=%0A",
                    "/add_user?candidate=a&public_key=A&amount=1&private_key=k",
                    "/add_user?candidate=a&public_key=A&amount=1&peering_info=%7B%7D",
                    "/add_user?candidate=a&public_key=A&private_key=k&peering_info=%7B%7D",
                    "/add_user?candidate=a&amount=1&private_key=k&peering_info=%7B%7D",
                    "/add_user?public_key=A&amount=1&private_key=k&peering_info=%7B%7D",
                    "/pay_user?candidate=a&sender=A&receiver=B&amount=1",
                    "/pay_user?candidate=a&sender=A&receiver=B&private_key=k",
                    "/pay_user?candidate=a&sender=A&amount=1&private_key=k",
                    "/pay_user?candidate=a&receiver=B&amount=1&private_key=k",
                    "/pay_user?sender=A&receiver=B&amount=1&private_key=k",
                    "/delete_all_users"
                })
        void withMissingOrMalformedParametersAreRefused(String target) throws IOException {
            Reply reply = http.get(target);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).startsWith("\"error: ").endsWith("\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"%", "%4", "%zz", "%4z"})
        void withHalfAPercentEscapeAreRefused(String value) throws IOException {
            assertThat(http.get("/delete_all_users?candidate=" + value).status())
                    .isEqualTo(400);
        }

        @Test
        void mayCarryParametersThatNobodyAsksFor() throws IOException {
            assertThat(http.get("/get_users?candidate=a&version=7")).isEqualTo(Reply.ok("{}"));
        }

        @Test
        void areBoundedInLengthAndNumberOfParameters() throws IOException {
            assertThat(http.get("/get_users?candidate=a&x=" + "y".repeat(16 * 1024)))
                    .isEqualTo(error(414, "the query is too large"));
            assertThat(http.get("/get_users?candidate=a" + "&x".repeat(32)))
                    .isEqualTo(error(400, "more than 32 parameters"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/add_users", "/add_user/", "/ADD_USER", "/get_users;x"})
        void toUnknownPathsAreNotFound(String path) throws IOException {
            assertThat(http.get(path + "?candidate=a")).isEqualTo(error(404, "there is nothing at this path"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get"})
        void withAnotherMethodAreRefused(String method) throws IOException {
            String request = method + " /delete_all_users?candidate=a HTTP/1.1\r\n"
                    + "Host: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            assertThat(http.send(request)).isEqualTo(error(405, "only GET is served at this path"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Origin: https://example.com", "Sec-Fetch-Site: cross-site"})
        void ofOtherSitesPagesAreRefused(String header) throws IOException {
            client.addUser("Alice", "1", "a");
            String request = "GET /delete_all_users?candidate=group+1 HTTP/1.1\r\n" + "Host: x\r\n" + header
                    + "\r\nConnection: close\r\n\r\n";
            assertThat(http.send(request)).isEqualTo(error(403, "requests of other sites' pages are not served"));
            assertUsers(user("Alice", 1));
        }

        @Test
        void withALargeBodyAreRefused() throws IOException {
            String request = "GET /get_users?candidate=a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Length: 16385\r\n\r\n" + "x".repeat(16_385);
            assertThat(http.send(request)).isEqualTo(error(413, "the body is too large"));
        }
    }
}
