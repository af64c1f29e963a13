package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.p2pcredit.fakechain.internal.json.Json;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Single requests to one server, each bounded in time and size. What reads is a {@code GET}; what changes something is
 * a {@code POST}, because the JDK's client sends a {@code GET} again by itself when the server hangs up without an
 * answer.
 *
 * <p>Thread-safe, never blocks. The futures never fail: whatever happens is a {@link Reply}.
 */
public final class Calls implements AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

    private final ServerUrl server;
    private final Duration timeout;
    private final ExecutorService executor = Executors.newCachedThreadPool(Calls::daemon);
    private final HttpClient http;

    public Calls(ServerUrl server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout.dividedBy(2))
                .executor(executor)
                .build();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fakechain-client");
        thread.setDaemon(true);
        return thread;
    }

    CompletableFuture<Reply> get(String path, String... namesAndValues) {
        return send(
                HttpRequest.newBuilder(server.at(path, namesAndValues)).GET().build());
    }

    CompletableFuture<Reply> post(String path, JsonNode body) {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(server.at(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bytes))
                .build());
    }

    /** The client's own time limit ends with the answer's head, so this one is for the whole exchange. */
    private CompletableFuture<Reply> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> sent;
        try {
            sent = http.sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new Reply.NotSent("the client is closed"));
        }
        return sent.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).handle((response, failure) -> {
            if (failure != null) {
                sent.cancel(true);
            }
            return reply(response, failure);
        });
    }

    private Reply reply(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (response != null) {
            return Reply.Answer.of(response.statusCode(), response.body());
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new Reply.NotSent("nothing answers at " + server);
        }
        return new Reply.NoAnswer(
                cause instanceof TimeoutException
                        ? server + " gave no answer within " + timeout.toMillis() / 1000.0 + " s"
                        : server + " hung up, or gave an answer that cannot be read");
    }

    /** Lets go of the threads. Requests under way end by their time limit at the latest. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
