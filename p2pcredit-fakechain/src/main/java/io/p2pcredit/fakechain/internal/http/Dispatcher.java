package io.p2pcredit.fakechain.internal.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.p2pcredit.fakechain.internal.chain.StorageFailedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint for a request, and turns whatever goes wrong into an answer of the interface that was asked. */
final class Dispatcher implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Routes original;
    private final Routes v2;
    private final Map<String, Map<String, Endpoint>> endpoints = new HashMap<>();

    Dispatcher(Routes original, Routes v2) {
        this.original = original;
        this.v2 = v2;
        endpoints.putAll(original.endpoints());
        endpoints.putAll(v2.endpoints());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).writeTo(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            Request request = Request.read(exchange);
            RequestThreads.pauseLimit();
            return answer(request);
        } catch (Problem e) {
            return error(exchange, e);
        } catch (StorageFailedException e) {
            return error(exchange, Problem.storageFailed(e.consequence()));
        } catch (RuntimeException e) {
            LOG.error("a request could not be answered", e);
            return error(exchange, Problem.unexpected());
        } finally {
            RequestThreads.resumeLimit();
        }
    }

    private Answer answer(Request request) throws Problem {
        Map<String, Endpoint> methods = endpoints.get(request.path());
        if (methods == null) {
            throw Problem.unknownPath();
        }
        Endpoint endpoint = methods.get(request.method());
        if (endpoint == null) {
            throw Problem.wrongMethod(
                    String.join(" or ", methods.keySet().stream().sorted().toList()));
        }
        // The path is one of ours; the query, which may hold a private key, is never logged.
        LOG.debug("{} {}", request.method(), request.path());
        return endpoint.answer(request);
    }

    private Answer error(HttpExchange exchange, Problem problem) {
        String path = exchange.getRequestURI().getRawPath();
        Routes asked = path.startsWith(V2Interface.PREFIX) ? v2 : original;
        return Answer.of(problem.status(), asked.error(problem));
    }
}
