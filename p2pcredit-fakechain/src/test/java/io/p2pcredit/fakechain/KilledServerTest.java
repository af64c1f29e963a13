package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.RawHttp.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server on disk that is killed at any moment, as a process of its own. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledServerTest {
    private static final int KILLS = Integer.getInteger("p2pcredit.kills", 3);
    private static final int USERS = 4;
    private static final long FUNDS = 1_000_000;
    private static final Pattern TRANSFER = Pattern.compile("\\{\"sender\"[^}]*\"key\":\"([0-9a-f]+)\"[^}]*\\}");
    private static final Pattern AMOUNT = Pattern.compile("\"amount\":([0-9]+)");
    private static final Pattern NEXT = Pattern.compile("\"next\":([0-9]+)");

    private final long seed = Long.getLong("p2pcredit.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final ExecutorService threads = Executors.newFixedThreadPool(USERS);
    private final Map<String, Order> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> fresh = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    /** A user's transfer, with the answer to it. */
    private record Order(int sender, String body, String answer) {}

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void losesNothingThatItHasAnswered() throws Exception {
        System.out.println("p2pcredit.seed=" + seed);
        Map<String, Order> unanswered = new HashMap<>();
        int executedUnseen = 0;
        for (int kill = 0; kill <= KILLS; kill++) {
            try (ServerProcess process = ServerProcess.start(folder)) {
                RawHttp http = new RawHttp(process.port());
                if (kill == 0) {
                    register(http);
                }
                assertAreThere(http, fresh);
                fresh.clear();
                executedUnseen += countExecuted(http, unanswered);
                submitAgain(http, unanswered);
                if (kill < KILLS) {
                    unanswered = payUntilKilled(http, process);
                }
                if (kill == KILLS) {
                    assertNothingElseIsThere(http);
                }
            }
        }
        System.out.println("kills: " + KILLS + ", acknowledged: " + acknowledged.size()
                + ", executed, but not acknowledged: " + executedUnseen);
        assertThat(acknowledged).as("seed %s", seed).hasSizeGreaterThan(KILLS * 20);
    }

    private static void register(RawHttp http) throws IOException {
        for (int user = 0; user < USERS; user++) {
            String body = "{\"candidate\":\"c\",\"name\":\"user" + user + "\",\"private_key\":\"key" + user
                    + "\",\"amount\":" + FUNDS + ",\"peering_info\":{}}";
            assertThat(http.post("/v2/users", body)).isEqualTo(Reply.ok("{}"));
        }
    }

    /** Every user pays, one transfer after the other, until the process is killed in the middle of it. */
    private Map<String, Order> payUntilKilled(RawHttp http, ServerProcess process) throws Exception {
        Semaphore answers = new Semaphore(0);
        Map<String, Order> unanswered = new ConcurrentHashMap<>();
        List<Future<?>> payers = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            int sender = user;
            Random own = new Random(random.nextLong());
            payers.add(threads.submit(() -> {
                while (pay(http, sender, own, unanswered)) {
                    answers.release();
                }
            }));
        }
        int enough = 20 + random.nextInt(200);
        assertThat(answers.tryAcquire(enough, 60, TimeUnit.SECONDS))
                .as("seed %s", seed)
                .isTrue();
        process.kill();
        for (Future<?> payer : payers) {
            payer.get(60, TimeUnit.SECONDS);
        }
        return unanswered;
    }

    /** Whether there was an answer. */
    private boolean pay(RawHttp http, int sender, Random own, Map<String, Order> unanswered) {
        String key = String.format("%016x%016x", own.nextLong(), own.nextLong());
        int receiver = (sender + 1 + own.nextInt(USERS - 1)) % USERS;
        long amount = own.nextInt(10) == 0 ? 4_000_000_000L : 1 + own.nextInt(50);
        String body = "{\"candidate\":\"c\",\"sender\":\"user" + sender + "\",\"receiver\":\"user" + receiver
                + "\",\"amount\":" + amount + ",\"key\":\"" + key + "\",\"private_key\":\"key" + sender + "\"}";
        Order order = new Order(sender, body, answer(http, body));
        (order.answer().isEmpty() ? unanswered : acknowledged).put(key, order);
        fresh.addAll(order.answer().isEmpty() ? Set.of() : Set.of(key));
        return !order.answer().isEmpty();
    }

    /** The whole answer to a transfer, or nothing if there is none. */
    private String answer(RawHttp http, String body) {
        try {
            Reply reply = http.post("/v2/transfers", body);
            assertThat(reply.status()).as("seed %s: %s", seed, reply).isEqualTo(200);
            return reply.body().endsWith("}") ? reply.body() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private void assertAreThere(RawHttp http, Set<String> keys) throws IOException {
        for (String key : keys) {
            Order order = Objects.requireNonNull(acknowledged.get(key));
            assertThat(lookUp(http, order.sender(), key)).as("seed %s", seed).isEqualTo(Reply.ok(order.answer()));
        }
    }

    private static Reply lookUp(RawHttp http, int sender, String key) throws IOException {
        return http.get("/v2/transfer?candidate=c&sender=user" + sender + "&key=" + key);
    }

    private static int countExecuted(RawHttp http, Map<String, Order> orders) throws IOException {
        int executed = 0;
        for (Map.Entry<String, Order> order : orders.entrySet()) {
            executed += lookUp(http, order.getValue().sender(), order.getKey()).status() == 200 ? 1 : 0;
        }
        return executed;
    }

    private void submitAgain(RawHttp http, Map<String, Order> orders) throws IOException {
        for (Map.Entry<String, Order> order : orders.entrySet()) {
            String answer = answer(http, order.getValue().body());
            assertThat(answer).as("seed %s", seed).isNotEmpty();
            acknowledged.put(
                    order.getKey(),
                    new Order(order.getValue().sender(), order.getValue().body(), answer));
        }
    }

    /** What each account has sent is what was acknowledged, once each, and no unit has come or gone. */
    private void assertNothingElseIsThere(RawHttp http) throws IOException {
        assertAreThere(http, acknowledged.keySet());
        List<String> listed = new ArrayList<>();
        long sum = 0;
        for (int user = 0; user < USERS; user++) {
            listed.addAll(sent(http, user));
            sum += group(
                    AMOUNT, http.get("/v2/user?candidate=c&name=user" + user).body());
        }
        assertThat(sum).as("seed %s", seed).isEqualTo(USERS * FUNDS);
        assertThat(listed)
                .as("seed %s", seed)
                .containsExactlyInAnyOrderElementsOf(acknowledged.values().stream()
                        .map(Order::answer)
                        .filter(answer -> answer.contains("\"executed\""))
                        .toList());
    }

    private static List<String> sent(RawHttp http, int user) throws IOException {
        List<String> all = new ArrayList<>();
        long cursor = 0;
        while (true) {
            String page = http.get("/v2/transfers?candidate=c&limit=1000&sender=user" + user + "&after=" + cursor)
                    .body();
            List<String> transfers =
                    TRANSFER.matcher(page).results().map(MatchResult::group).toList();
            if (transfers.isEmpty()) {
                return all;
            }
            all.addAll(transfers);
            cursor = group(NEXT, page);
        }
    }

    private static long group(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> Long.parseLong(result.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsASecondProcessAway() throws Exception {
        try (ServerProcess first = ServerProcess.start(folder)) {
            RawHttp http = new RawHttp(first.port());
            register(http);
            try (ServerProcess second = ServerProcess.start(folder)) {
                assertThat(second.line())
                        .isEqualTo("IN_USE: the data directory \"" + folder + "\" is in use by another server");
                assertThat(second.exitValue()).isEqualTo(ServerProcess.REFUSED);
            }
            assertThat(http.get("/v2/user?candidate=c&name=user1").status()).isEqualTo(200);
            first.kill();
        }
        try (FakechainServer next =
                FakechainServer.builder().port(0).data(folder).start()) {
            assertThat(new RawHttp(next.port())
                            .get("/v2/user?candidate=c&name=user1")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysThatThereIsNoDriver() throws Exception {
        Path data = folder.resolve("data");
        try (ServerProcess process = ServerProcess.start(data, path -> !path.contains("sqlite"))) {
            assertThat(process.line())
                    .isEqualTo("NO_DRIVER: the data directory \"" + data + "\" cannot be used without a JDBC driver for"
                            + " SQLite: add org.xerial:sqlite-jdbc to the class path");
            assertThat(process.exitValue()).isEqualTo(ServerProcess.REFUSED);
        }
        assertThat(data).doesNotExist();
    }
}
