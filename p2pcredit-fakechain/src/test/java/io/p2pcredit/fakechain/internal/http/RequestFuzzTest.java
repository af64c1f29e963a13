package io.p2pcredit.fakechain.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.trustline.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Requests to a server that knows Alice and Bob: method and target in the first line, the type of the body in the
 * second, the body in the rest. Every one is answered by JSON, and no refusal repeats the private key.
 */
class RequestFuzzTest extends DecoderFuzz {
    private static final String GROUP = "c";
    private static final String SECRET = "geheim7";
    private static final KeyHash HASH = hash();

    @Override
    protected List<byte[]> samples() {
        String order = "'candidate':'c','sender':'Alice','receiver':'Bob','amount':30,'key':'"
                + "000102030405060708090a0b0c0d0e0f','private_key':'" + SECRET + "'";
        String registration = "'candidate':'c','name':'Alice','private_key':'" + SECRET
                + "','amount':100,'peering_info':{'host':'h','port':1,'more':[1.5,null,{'x':'\\u00e4'}]}";
        return Stream.of(
                        get("/add_user?candidate=c&public_key=Alice&private_key=" + SECRET
                                + "&amount=100&peering_info=%7B%22host%22:%22h%22,%22port%22:1%7D"),
                        get("/get_users?candidate=c"),
                        get("/pay_user?candidate=c&private_key=" + SECRET + "&sender=Alice&receiver=Bob&amount=30"),
                        get("/delete_all_users?candidate=c"),
                        get("/v2/health"),
                        get("/v2/capabilities?candidate=c"),
                        get("/v2/users?candidate=c&limit=1&after=Alice"),
                        get("/v2/user?candidate=c&name=B%6fb"),
                        get("/v2/transfers?candidate=c&sender=Alice&after=0&limit=1000"),
                        get("/v2/transfers?candidate=c&receiver=Bob"),
                        get("/v2/transfer?candidate=c&sender=Alice&key=000102030405060708090a0b0c0d0e0f"),
                        get("/v2/transfer?candidate=c&tx=1"),
                        post("/v2/users", "{" + registration + ",'identity_key':'" + "A".repeat(42) + "E'}"),
                        post("/v2/users", "{" + registration + "}"),
                        post("/v2/transfers", "{" + order + "}"),
                        post("/v2/transfers", "{" + order.replace(SECRET, "other") + "}"),
                        post("/v2/delete_all_users", "{'candidate':'c'}"),
                        "HEAD /v2/health\n\n",
                        "PUT /v2/users\ntext/plain\n{}")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    private static String get(String target) {
        return "GET " + target + "\n\n";
    }

    private static String post(String path, String body) {
        return "POST " + path + "\napplication/json; charset=utf-8\n" + body.replace('\'', '"');
    }

    /** A new private key is hashed slowly. */
    @Override
    protected int inputs() {
        return 1_500;
    }

    /** Hashing it slowly takes some megabytes, however short it is. */
    @Override
    protected long mostAllocated(int size) {
        return super.mostAllocated(size) + 12_000_000;
    }

    @Override
    protected void feed(byte[] input) throws IOException, MalformedJsonException {
        String[] lines = new String(input, ISO_8859_1).split("\n", 3);
        String[] words = lines[0].split(" ", 2);
        if (lines.length < 3 || words.length < 2) {
            return; // no request that is handed over
        }
        URI target;
        try {
            target = new URI(words[1]);
        } catch (URISyntaxException e) {
            return; // refused by the JDK's server
        }
        if (target.getRawPath() == null || lines[1].indexOf('\r') >= 0) {
            return; // refused by the JDK's server, too
        }
        FakeExchange exchange = new FakeExchange(words[0], target, lines[2].getBytes(ISO_8859_1));
        if (!lines[1].isEmpty()) {
            exchange.getRequestHeaders().put("Content-Type", List.of(lines[1]));
        }
        check(exchange);
    }

    private static void check(FakeExchange exchange) throws IOException, MalformedJsonException {
        Chain chain = new Chain();
        try (Orders orders = new Orders(chain, Rules.usual(), Records.NONE)) {
            register(orders, "Alice", 100);
            register(orders, "Bob", 50);
            Counter counter = new Counter(chain, orders);
            new Dispatcher(new OriginalInterface(counter), new V2Interface(counter)).handle(exchange);
        }
        assertThat(exchange.getResponseCode()).isIn(200, 400, 403, 404, 405, 409, 413, 414, 415);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            JsonNode answer = Json.parseAnswer(exchange.answer());
            if (exchange.getResponseCode() != 200) {
                String said = Json.write(answer);
                PlainText.check(said);
                assertThat(said).doesNotContain(SECRET);
            }
        }
    }

    private static void register(Orders orders, String name, long funds) {
        assertThat(orders.register(new Registration(GROUP, name, funds, "{\"port\":1}", null), HASH))
                .isEmpty();
    }

    /** Of the secret, by little work. */
    private static KeyHash hash() {
        Bytes salt = Bytes.utf8("salt");
        try {
            byte[] digest = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(SECRET.toCharArray(), salt.toArray(), 1, 256))
                    .getEncoded();
            return new KeyHash(salt, 1, Bytes.of(digest));
        } catch (GeneralSecurityException e) {
            throw new LinkageError("every Java platform has PBKDF2WithHmacSHA256", e);
        }
    }
}
