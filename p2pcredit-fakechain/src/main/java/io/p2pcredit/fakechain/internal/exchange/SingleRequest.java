package io.p2pcredit.fakechain.internal.exchange;

import io.p2pcredit.fakechain.internal.exchange.AnswerReader.RawAnswer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One {@code GET} on a connection of its own, for the calls of the original interface that change something: the JDK's
 * clients send a {@code GET} again by themselves when the server hangs up on it, and would pay twice. This one writes it
 * once, whatever happens, goes past any HTTP proxy, and follows no redirect. Over TLS the server must prove its name.
 *
 * <p>Of a single use. {@link #send} blocks; {@link #abandon} may be called meanwhile by another thread.
 */
final class SingleRequest {
    private final ServerUrl server;
    private final String target;
    private final SSLContext tls;
    private final Mishap mishap;
    private final int maxBody;
    private final Socket socket = new Socket();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CONNECTING);

    /** @param target path and query as they stand in a request: may hold a secret */
    SingleRequest(ServerUrl server, String target, Settings settings) {
        this.server = server;
        this.target = target;
        this.tls = settings.tls();
        this.maxBody = settings.maxBody();
        this.mishap = new Mishap(server, settings.timeout());
    }

    /** Connects, writes the request, and waits for the answer's end, or until it is abandoned. */
    Reply send(Duration connectTimeout) {
        try (socket;
                Socket connection = connected(Math.toIntExact(connectTimeout.toMillis()))) {
            if (!phase.compareAndSet(Phase.CONNECTING, Phase.WRITING)) {
                return mishap.beforeSending(new TimeoutException());
            }
            return exchange(connection);
        } catch (IOException e) {
            return phase.get() == Phase.WRITING ? mishap.afterSending(e) : mishap.beforeSending(e);
        }
    }

    private Reply exchange(Socket connection) {
        try {
            connection.getOutputStream().write(head().getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
            RawAnswer answer = new AnswerReader(new BufferedInputStream(connection.getInputStream()), maxBody).read();
            return Reply.Answer.of(server, answer.status(), answer.body().toArray());
        } catch (IOException e) {
            return mishap.afterSending(e);
        }
    }

    /** Hangs up, because it took too long: what has not been written by now never will be. */
    Reply abandon() {
        boolean isUnwritten = phase.compareAndSet(Phase.CONNECTING, Phase.ABANDONED);
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
        }
        TimeoutException late = new TimeoutException();
        return isUnwritten ? mishap.beforeSending(late) : mishap.afterSending(late);
    }

    private Socket connected(int timeoutMs) throws IOException {
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(server.host());
        }
        socket.connect(address, timeoutMs);
        return server.isEncrypted() ? encrypted() : socket;
    }

    private Socket encrypted() throws IOException {
        SSLSocket encrypted =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, server.host(), server.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    private String head() {
        return "GET " + target + " HTTP/1.1\r\nHost: " + server.authority()
                + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
    }

    /**
     * What bounds a request.
     *
     * @param tls whom to trust over {@code https}
     * @param timeout for the whole, from connecting to the answer's end
     * @param maxBody in bytes
     */
    record Settings(SSLContext tls, Duration timeout, int maxBody) {}

    private enum Phase {
        CONNECTING,
        WRITING,
        ABANDONED
    }
}
