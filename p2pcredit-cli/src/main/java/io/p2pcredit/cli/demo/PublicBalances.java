package io.p2pcredit.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What Fakechain tells anybody who asks by a plain {@code GET /get_users}. */
final class PublicBalances {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI url;

    PublicBalances(URI fakechain, String candidate) {
        this.url = fakechain.resolve("/get_users?candidate=" + candidate);
    }

    /** Name to balance. */
    Map<String, Long> read() {
        try {
            HttpRequest request = HttpRequest.newBuilder(url).timeout(LIMIT).build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return balances(json.readTree(answer.body()));
        } catch (IOException e) {
            throw new DiffersException(
                    "Fakechain's answer",
                    "a list of users",
                    "none: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiffersException("Fakechain's answer", "a list of users", "none: interrupted");
        }
    }

    private static Map<String, Long> balances(JsonNode users) {
        Map<String, Long> balances = new TreeMap<>();
        users.properties()
                .forEach(user -> balances.put(
                        user.getKey(), user.getValue().path("amount").asLong(-1)));
        return balances;
    }
}
