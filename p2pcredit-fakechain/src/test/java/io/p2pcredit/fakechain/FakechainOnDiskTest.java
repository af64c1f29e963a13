package io.p2pcredit.fakechain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.fakechain.RawHttp.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on a data directory, as clients see it before and after a restart. */
class FakechainOnDiskTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String REFUSED = "ff0102030405060708090a0b0c0d0e0f";
    private static final String IDENTITY = "A".repeat(42) + "E";

    @TempDir
    private Path data;

    private FakechainServer server;
    private RawHttp http;
    private OriginalClient original;

    @BeforeEach
    void start() {
        server = FakechainServer.builder().port(0).data(data).start();
        http = new RawHttp(server.port());
        original = new OriginalClient(server.port(), "c");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply register(String name, String amount, String privateKey) throws IOException {
        return http.post(
                "/v2/users",
                "{\"candidate\":\"c\",\"name\":\"" + name + "\",\"private_key\":\"" + privateKey + "\",\"amount\":"
                        + amount + ",\"peering_info\":{\"port\":1},\"identity_key\":\"" + IDENTITY + "\"}");
    }

    private Reply pay(String amount, String key) throws IOException {
        return http.post(
                "/v2/transfers",
                "{\"candidate\":\"c\",\"sender\":\"Alice\",\"receiver\":\"Bob\",\"amount\":" + amount + ",\"key\":\""
                        + key + "\",\"private_key\":\"Alice's\"}");
    }

    /** All that can be read. */
    private List<Reply> everything() throws IOException {
        return List.of(
                original.getUsers(),
                http.get("/v2/capabilities?candidate=c"),
                http.get("/v2/users?candidate=c"),
                http.get("/v2/transfer?candidate=c&sender=Alice&key=" + KEY),
                http.get("/v2/transfer?candidate=c&sender=Alice&key=" + REFUSED),
                http.get("/v2/transfers?candidate=c&receiver=Bob"),
                http.get("/v2/transfers?candidate=c&sender=Alice&limit=1"));
    }

    @Test
    void showsTheSameAfterARestart() throws IOException {
        register("Alice", "100", "Alice's");
        original.addUser("Bob", "50", "Bob's");
        pay("30", KEY);
        pay("1000", REFUSED);
        assertThat(original.payUser("Alice", "Bob", "Alice's", "5")).isEqualTo(Reply.ok("\"success\""));
        List<Reply> before = everything();
        assertThat(before).allMatch(reply -> reply.status() == 200);
        stop();
        start();
        assertThat(everything()).isEqualTo(before);
        assertThat(pay("30", KEY)).isEqualTo(before.get(3));
        assertThat(pay("1000", REFUSED)).isEqualTo(before.get(4));
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void stillKnowsWhoIsWho() throws IOException {
        register("Alice", "100", "Alice's");
        original.addUser("Bob", "50", "Bob's");
        stop();
        start();
        assertThat(original.payUser("Alice", "Bob", "Bob's", "5").status()).isEqualTo(403);
        assertThat(register("Alice", "100", "Bob's").status()).isEqualTo(403);
        assertThat(original.addUser("Bob", "7", "Bob's", "{\"port\":2}")).isEqualTo(Reply.ok("\"success\""));
        assertThat(original.payUser("Bob", "Alice", "Bob's", "50")).isEqualTo(Reply.ok("\"success\""));
    }

    @Test
    void writesNoPrivateKeyDown() throws IOException {
        register("Alice", "100", "hunter2hunter2");
        original.addUser("Bob", "50", "hunter2hunter2");
        stop();
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain("hunter2");
            }
        }
    }

    @Test
    void letsTheDirectoryGoWhenItCannotListen() {
        Path other = data.resolve("other");
        assertThatThrownBy(() -> FakechainServer.builder()
                        .port(server.port())
                        .data(other)
                        .start())
                .isInstanceOf(CannotListenException.class);
        FakechainServer.builder().port(0).data(other).start().close();
    }
}
