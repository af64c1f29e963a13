package io.p2pcredit.cli.bench.proxy;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.trustline.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A TCP proxy on a free port of this machine that hands everything on, in both directions, in order, and so much later.
 * What is under way does not hold up what follows, so that it delays and does not slow. One thread serves all
 * connections; it wakes every millisecond at most, and is late by that.
 */
public final class DelayingProxy implements AutoCloseable {
    private static final long MILLI = 1_000_000;

    private final InetSocketAddress target;
    private final long delayNanos;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final Thread thread = new Thread(this::serve, "delaying-proxy");

    /** What waits for its time: the delay is the same for all, so the oldest is always the first. */
    private final Queue<Late> late = new ArrayDeque<>();

    private volatile boolean closed;

    private DelayingProxy(InetSocketAddress target, Duration delay) throws IOException {
        this.target = target;
        this.delayNanos = delay.toNanos();
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
    }

    /**
     * Begins to listen.
     *
     * @param port of this machine, where it leads to
     * @param delay how much later everything arrives, each way
     * @throws FailedException with code 8 if there is no port to be had
     */
    public static DelayingProxy to(int port, Duration delay) {
        try {
            DelayingProxy proxy =
                    new DelayingProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), delay);
            proxy.thread.start();
            return proxy;
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.CANNOT_LISTEN,
                    "the proxy that delays finds no port to listen on: "
                            + Texts.printable(String.valueOf(e.getMessage())) + "; measure without --delay");
        }
    }

    /** Where it listens. */
    public int port() {
        return server.socket().getLocalPort();
    }

    private void serve() {
        try {
            while (!closed) {
                select();
                Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
                while (keys.hasNext()) {
                    handle(keys.next());
                    keys.remove();
                }
                handOver();
            }
        } catch (IOException e) {
            closed = true;
        } finally {
            closeAll();
        }
    }

    /** Until there is something to read or write, or something has waited long enough. */
    private void select() throws IOException {
        Late next = late.peek();
        if (next == null) {
            selector.select();
            return;
        }
        long wait = next.due() - System.nanoTime();
        if (wait <= 0) {
            selector.selectNow();
        } else {
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait + MILLI - 1)));
        }
    }

    private void handle(SelectionKey key) throws IOException {
        if (key.isValid() && key.isAcceptable()) {
            accept();
        } else if (key.isValid() && key.attachment() instanceof HalfLink link) {
            handle(key, link);
        }
    }

    private void handle(SelectionKey key, HalfLink link) {
        try {
            if (key.isReadable()) {
                Runnable handOver = link.read();
                late.add(new Late(System.nanoTime() + delayNanos, handOver));
            }
            if (key.isValid() && key.isWritable()) {
                link.write();
            }
        } catch (IOException e) {
            link.cut();
        }
    }

    private void handOver() {
        long now = System.nanoTime();
        Late next = late.peek();
        while (next != null && next.due() - now <= 0) {
            late.remove();
            next.handOver().run();
            next = late.peek();
        }
    }

    private void accept() throws IOException {
        SocketChannel near = server.accept();
        if (near == null) {
            return;
        }
        try {
            SocketChannel far = SocketChannel.open(target);
            HalfLink.join(register(near), register(far));
        } catch (IOException e) {
            near.close();
        }
    }

    private SelectionKey register(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ);
    }

    private void closeAll() {
        try (server;
                selector) {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts all connections. May be called twice. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Late(long due, Runnable handOver) {}
}
