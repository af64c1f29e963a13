package io.p2pcredit.fakechain;

import io.p2pcredit.fakechain.RawHttp.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Calls the original interface as an original client does: one candidate, everything in the query. */
final class OriginalClient {
    private final RawHttp http;
    private final String candidate;

    OriginalClient(int port, String candidate) {
        http = new RawHttp(port);
        this.candidate = candidate;
    }

    Reply addUser(String name, String amount, String privateKey) throws IOException {
        return addUser(name, amount, privateKey, "{\"host\":\"127.0.0.1\",\"port\":4001}");
    }

    Reply addUser(String name, String amount, String privateKey, String peeringInfo) throws IOException {
        return call(
                "add_user",
                "public_key",
                name,
                "amount",
                amount,
                "private_key",
                privateKey,
                "peering_info",
                peeringInfo);
    }

    Reply payUser(String sender, String receiver, String privateKey, String amount) throws IOException {
        return call("pay_user", "sender", sender, "receiver", receiver, "private_key", privateKey, "amount", amount);
    }

    Reply getUsers() throws IOException {
        return call("get_users");
    }

    Reply deleteAllUsers() throws IOException {
        return call("delete_all_users");
    }

    private Reply call(String path, String... namesAndValues) throws IOException {
        StringBuilder target = new StringBuilder("/" + path + "?candidate=" + encode(candidate));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            target.append('&').append(namesAndValues[i]).append('=').append(encode(namesAndValues[i + 1]));
        }
        return http.get(target.toString());
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
