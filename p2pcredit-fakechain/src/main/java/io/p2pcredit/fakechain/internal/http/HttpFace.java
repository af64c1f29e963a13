package io.p2pcredit.fakechain.internal.http;

import com.sun.net.httpserver.HttpServer;
import io.p2pcredit.fakechain.internal.chain.Counter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Both interfaces of a ledger on one socket, from {@link #open} to {@link #close}. */
public final class HttpFace implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final RequestThreads threads;

    private HttpFace(HttpServer server, RequestThreads threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens, and serves until closed.
     *
     * @param limit how long a client may take to send a request, and again to take the answer
     * @throws IOException if the address cannot be listened on
     */
    public static HttpFace open(InetSocketAddress address, Duration limit, Counter counter) throws IOException {
        HttpLimits.setUnlessSet();
        HttpServer server = HttpServer.create(address, BACKLOG);
        RequestThreads threads = new RequestThreads(limit);
        server.createContext("/", new Dispatcher(new OriginalInterface(counter), new V2Interface(counter)));
        server.setExecutor(threads);
        server.start();
        return new HttpFace(server, threads);
    }

    /** Where it listens, with the port that was found if 0 was asked for. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
