package io.p2pcredit.fakechain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.p2pcredit.fakechain.StubServer.Request;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that counts how often it has carried out what was to change something, and hangs up on it at one place. What
 * only reads is answered properly, on a connection that may be kept.
 */
final class HangingUpServer implements Closeable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Thread accepting = new Thread(this::accept, "accepting");
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger executed = new AtomicInteger();
    private final boolean hasV2;
    private final Manner manner;
    private volatile boolean isChangeExpected;

    HangingUpServer(boolean hasV2, Manner manner) throws IOException {
        this.hasV2 = hasV2;
        this.manner = manner;
        accepting.start();
    }

    /**
     * How to hang up.
     *
     * @param isReset by throwing away what is under way in both directions
     * @param isKept whether the connection has answered something before
     */
    record Manner(Place place, boolean isReset, boolean isKept) {}

    /** Where to hang up. */
    enum Place {
        BEFORE_READING(0),
        WHILE_READING(0),
        BEFORE_EXECUTING(0),
        AFTER_EXECUTING(0),
        IN_THE_STATUS_LINE(11),
        BEHIND_THE_STATUS_LINE(17),
        IN_THE_HEAD(30),
        BEHIND_THE_HEAD(41),
        IN_THE_BODY(45);

        private final int answered;

        Place(int answered) {
            this.answered = answered;
        }

        /** Whether the server knows what the request is when it hangs up. */
        boolean isBehindTheRequest() {
            return compareTo(WHILE_READING) > 0;
        }
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** From now on everything that comes in is to change something. */
    void expectChanges() {
        isChangeExpected = true;
        connections.set(0);
    }

    /** Connections since changes are expected. */
    int connections() {
        return connections.get();
    }

    /** Requests to change something of which something has been read. */
    int received() {
        return received.get();
    }

    /** Requests to change something that have been carried out. */
    int executed() {
        return executed.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            boolean goesOn = true;
            while (goesOn) {
                boolean isForeseen = isChangeExpected && !manner.place().isBehindTheRequest();
                goesOn = isForeseen ? read(socket) : serveOne(socket);
            }
            socket.setSoLinger(manner.isReset(), 0);
        } catch (IOException e) {
            // The client has hung up first.
        }
    }

    private boolean read(Socket socket) throws IOException {
        if (manner.place() == Place.WHILE_READING && socket.getInputStream().read() >= 0) {
            received.incrementAndGet();
        }
        return false;
    }

    private boolean serveOne(Socket socket) throws IOException {
        Request request = Request.read(socket.getInputStream());
        return request.isChange() ? change(socket) : answer(socket, request);
    }

    private boolean change(Socket socket) throws IOException {
        received.incrementAndGet();
        if (manner.place() != Place.BEFORE_EXECUTING) {
            executed.incrementAndGet();
            byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\"success\"".getBytes(UTF_8);
            socket.getOutputStream().write(answer, 0, manner.place().answered);
        }
        return false;
    }

    private boolean answer(Socket socket, Request request) throws IOException {
        String body = request.target().startsWith("/v2/") ? StubServer.CAPABILITIES : "{}";
        boolean isKnown = hasV2 || !request.target().startsWith("/v2/");
        String head = "HTTP/1.1 " + (isKnown ? "200 OK" : "404 Not Found") + "\r\nContent-Length: " + body.length()
                + (manner.isKept() ? "" : "\r\nConnection: close") + "\r\n\r\n";
        if (!isKnown) {
            body = "?".repeat(body.length());
        }
        socket.getOutputStream().write((head + body).getBytes(UTF_8));
        return manner.isKept();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        try {
            accepting.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
