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
import javax.net.ServerSocketFactory;

/** A server that reads one request on each connection, does whatever the test says, and hangs up. */
public final class StubServer implements Closeable {
    static final String CAPABILITIES = "{\"ledger\":\"fakechain\",\"version\":2,\"capabilities\":"
            + "[\"idempotent_transfer\",\"transfer_by_key\",\"transfers\",\"balance\"]}";

    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Thread accepting = new Thread(this::accept, "accepting");
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public StubServer(Behaviour behaviour) {
        this(ServerSocketFactory.getDefault(), behaviour);
    }

    public StubServer(ServerSocketFactory sockets, Behaviour behaviour) {
        this.behaviour = behaviour;
        listening = listen(sockets);
        accepting.start();
    }

    private static ServerSocket listen(ServerSocketFactory sockets) {
        try {
            return sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has {@code /v2}, and behaves like this when it is asked for anything else than what it can do. */
    static StubServer withV2(Behaviour behaviour) {
        return new StubServer((request, socket) -> {
            if (request.target().equals("/v2/capabilities")) {
                answer(socket, 200, CAPABILITIES);
            } else {
                behaviour.serve(request, socket);
            }
        });
    }

    /** Has the original interface only and no users, and behaves like this when something is to be changed. */
    static StubServer withoutV2(Behaviour behaviour) {
        return new StubServer((request, socket) -> {
            if (request.target().startsWith("/v2/")) {
                answer(socket, 404, "<html>Not Found</html>");
            } else if (request.target().startsWith("/get_users?")) {
                answer(socket, 200, "{}");
            } else {
                behaviour.serve(request, socket);
            }
        });
    }

    /** Answers with these bytes. */
    public static Behaviour writing(String answer) {
        return (request, socket) -> socket.getOutputStream().write(answer.getBytes(UTF_8));
    }

    /** Never answers, and hangs up when the client does. */
    public static StubServer silent() {
        return new StubServer((request, socket) -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    /** Passes requests on to a real server. */
    static Behaviour passingOnTo(FakechainServer server) {
        RawHttp real = new RawHttp(server.port());
        return (request, socket) -> {
            RawHttp.Reply reply = request.method().equals("POST")
                    ? real.post(request.target(), request.body())
                    : real.get(request.target());
            answer(socket, reply.status(), reply.body());
        };
    }

    /** Passes requests on to a real server, as if it had no {@code /v2}. */
    static Behaviour hidingV2Of(FakechainServer server) {
        Behaviour real = passingOnTo(server);
        return (request, socket) -> {
            if (request.target().startsWith("/v2/")) {
                answer(socket, 404, "\"error: there is nothing at this path\"");
            } else {
                real.serve(request, socket);
            }
        };
    }

    /** Loses the first so many answers to requests that change something. */
    static Behaviour losing(int losses, Behaviour behaviour) {
        AtomicInteger left = new AtomicInteger(losses);
        return (request, socket) -> {
            if (request.isChange() && left.getAndDecrement() > 0) {
                behaviour.serve(request, new Socket() {
                    @Override
                    public OutputStream getOutputStream() {
                        return OutputStream.nullOutputStream();
                    }
                });
            } else {
                behaviour.serve(request, socket);
            }
        };
    }

    public static void answer(Socket socket, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(("HTTP/1.1 " + status + " x\r\nConnection: close\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .getBytes(UTF_8));
        out.write(bytes);
        out.flush();
    }

    public int port() {
        return listening.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What has come in so far. */
    public List<Request> requests() {
        return requests;
    }

    /** What has come in so far that was to change something. */
    List<Request> changes() {
        return requests.stream().filter(Request::isChange).toList();
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
        try {
            accepting.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    /** What to do with a request. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(Request request, Socket socket) throws IOException;
    }

    /**
     * A request as it came.
     *
     * @param head request line and header fields, with the empty line behind them
     */
    public record Request(String method, String target, String head, String body) {
        boolean isChange() {
            return method.equals("POST")
                    || List.of("/pay_user", "/add_user", "/delete_all_users").contains(path());
        }

        private String path() {
            return target.split("\\?", 2)[0];
        }

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
            byte[] body = in.readNBytes(contentLength(head.toString()));
            return new Request(line[0], line[1], head.toString(), new String(body, UTF_8));
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
