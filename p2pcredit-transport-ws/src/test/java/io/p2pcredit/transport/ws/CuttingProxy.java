package io.p2pcredit.transport.ws;

import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.spi.Transport.Listening;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network that breaks connections off, each after so many bytes in one direction as chance has it: between frames, in
 * their midst, in the handshake. Once it is healed it breaks no more.
 */
final class CuttingProxy implements Closeable {
    private static final int SHORT_LIFE = 3_000;
    private static final int LONG_LIFE = 60_000;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger cuts = new AtomicInteger();
    private final Random random;
    private volatile Optional<URI> target = Optional.empty();
    private volatile boolean cutting;

    CuttingProxy(Random random) throws IOException {
        this.random = random;
        inBackground(this::accept);
    }

    /** A transport that is dialled by way of this proxy. */
    Transport inFrontOf(Transport transport) {
        return new Transport() {
            @Override
            public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
                return transport.listen(acceptor).thenApply(CuttingProxy.this::inFrontOf);
            }

            @Override
            public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
                return transport.dial(address, acceptor);
            }
        };
    }

    void cut(boolean on) {
        cutting = on;
    }

    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private Listening inFrontOf(Listening listening) {
        target = Optional.of(listening.address());
        return new Listening() {
            @Override
            public URI address() {
                return URI.create("ws://127.0.0.1:" + server.getLocalPort());
            }

            @Override
            public void close() {
                listening.close();
            }
        };
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = server.accept();
            try {
                URI address = target.orElseThrow();
                Socket far = new Socket(address.getHost(), address.getPort());
                inBackground(() -> pass(near, far));
                inBackground(() -> pass(far, near));
            } catch (IOException e) {
                near.close(); // nobody is there now
            }
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8_192];
            int life = life();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (cutting && count >= life) {
                    out.write(buffer, 0, Math.max(0, life));
                    cuts.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, count);
                life -= count;
            }
        }
    }

    private int life() {
        synchronized (random) {
            return random.nextInt(random.nextInt(4) == 0 ? SHORT_LIFE : LONG_LIFE);
        }
    }

    private static void inBackground(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                return; // one end has closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException;
    }
}
