package io.p2pcredit.fakechain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads one request on each connection, does whatever the test says, and hangs up. */
final class StubServer implements Closeable {
    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    StubServer(Behaviour behaviour) {
        this.behaviour = behaviour;
        listening = listen();
        threads.execute(this::accept);
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Always gives the same answer. */
    static StubServer answering(int status, String body) {
        return new StubServer((request, socket) -> answer(socket, status, body));
    }

    /** Never answers, and hangs up when the client does. */
    static StubServer silent() {
        return new StubServer((request, socket) -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    /** Passes requests on to a real server, and loses the first so many answers. */
    static StubServer losingAnswersOf(FakechainServer server, int losses) {
        RawHttp real = new RawHttp(server.port());
        AtomicInteger left = new AtomicInteger(losses);
        return new StubServer((request, socket) -> {
            RawHttp.Reply reply = request.method().equals("POST")
                    ? real.post(request.target(), request.body())
                    : real.get(request.target());
            if (left.getAndDecrement() <= 0) {
                answer(socket, reply.status(), reply.body());
            }
        });
    }

    static void answer(Socket socket, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(("HTTP/1.1 " + status + " x\r\nConnection: close\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .getBytes(UTF_8));
        out.write(bytes);
        out.flush();
    }

    int port() {
        return listening.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What has come in so far. */
    List<Request> requests() {
        return requests;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = Request.read(socket.getInputStream());
            requests.add(request);
            behaviour.serve(request, socket);
        } catch (IOException e) {
            // The client has hung up, which many tests are about.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }

    /** What to do with a request. */
    @FunctionalInterface
    interface Behaviour {
        void serve(Request request, Socket socket) throws IOException;
    }

    /** A request as it came. */
    record Request(String method, String target, String body) {
        static Request read(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("half a request");
                }
                head.append((char) next);
            }
            String[] line = head.substring(0, head.indexOf("\r\n")).split(" ", 3);
            return new Request(line[0], line[1], new String(in.readNBytes(contentLength(head.toString())), UTF_8));
        }

        private static int contentLength(String head) {
            return head.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }
    }
}
