package io.p2pcredit.fakechain.internal.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.p2pcredit.fakechain.internal.json.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Single requests to one server, each bounded in time and size. What only reads is a {@link #get}, which the JDK's client
 * sends again by itself when the server hangs up without an answer. What changes something is a {@link #post}, or {@link
 * #once} where the server wants a {@code GET}: each puts at most one request on the wire.
 *
 * <p>Thread-safe, never blocks. The futures never fail: whatever happens is a {@link Reply}.
 */
public final class Calls implements AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

    private final ServerUrl server;
    private final SingleRequest.Settings settings;
    private final Mishap mishap;
    private final ExecutorService executor = Executors.newCachedThreadPool(Calls::daemon);
    private final HttpClient http;

    /** @param timeout for one request, from connecting to the answer's end */
    public Calls(ServerUrl server, Duration timeout, SSLContext tls) {
        this.server = server;
        settings = new SingleRequest.Settings(tls, timeout, MAX_ANSWER_BYTES);
        mishap = new Mishap(server, timeout);
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout())
                .sslContext(tls)
                .executor(executor)
                .build();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fakechain-client");
        thread.setDaemon(true);
        return thread;
    }

    private Duration connectTimeout() {
        return settings.timeout().dividedBy(2);
    }

    /** Asks for something. */
    public CompletableFuture<Reply> get(String path, String... namesAndValues) {
        return send(
                HttpRequest.newBuilder(server.at(path, namesAndValues)).GET().build());
    }

    /** Has something changed over {@code /v2}. */
    public CompletableFuture<Reply> post(String path, JsonNode body) {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(server.at(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bytes))
                .build());
    }

    /** Has something changed by a {@code GET}, whose parameters may hold a secret. */
    public CompletableFuture<Reply> once(String path, String... namesAndValues) {
        SingleRequest request = new SingleRequest(server, server.target(path, namesAndValues), settings);
        return unlessClosed(() -> CompletableFuture.supplyAsync(() -> request.send(connectTimeout()), executor)
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> request.abandon()));
    }

    /** The client's own time limit ends with the answer's head, so this one is for the whole exchange. */
    private CompletableFuture<Reply> send(HttpRequest request) {
        return unlessClosed(() -> {
            CompletableFuture<HttpResponse<byte[]>> sent =
                    http.sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
            return sent.copy()
                    .<Reply>thenApply(answer -> Reply.Answer.of(server, answer.statusCode(), answer.body()))
                    .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> {
                        sent.cancel(true);
                        return mishap.of(failure);
                    });
        });
    }

    /** What is said of a server that takes longer than it may. */
    public Reply silence() {
        return mishap.afterSending(new TimeoutException());
    }

    private static CompletableFuture<Reply> unlessClosed(Supplier<CompletableFuture<Reply>> call) {
        try {
            return call.get();
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new Reply.NotSent("the client is closed", false));
        }
    }

    /** Lets go of the threads. Requests under way end by their time limit at the latest. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
