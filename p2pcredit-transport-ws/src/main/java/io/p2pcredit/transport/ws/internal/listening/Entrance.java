package io.p2pcredit.transport.ws.internal.listening;

import io.p2pcredit.transport.ws.internal.Timer;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts sockets in the library's place, which closes the listening socket for good, and in silence, as soon as it
 * cannot accept one. Here they wait in the system's queue for what is lacking, such as file descriptors. After each
 * round the listening socket is left alone for a moment, so that the sockets which came in before have their turn.
 */
final class Entrance {
    private static final Logger log = LoggerFactory.getLogger(Entrance.class);
    private static final int MOST_AT_ONCE = 64;
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration WHILE = Duration.ofMillis(100);

    private final ServerSocketChannel channel;
    private final Source source;
    private final Guests guests;
    private final Timer timer;
    private boolean failing;

    Entrance(ServerSocketChannel channel, Guests guests, Timer timer) {
        this(channel, channel::accept, guests, timer);
    }

    /** @param channel where to look out for more after each round */
    Entrance(ServerSocketChannel channel, Source source, Guests guests, Timer timer) {
        this.channel = channel;
        this.source = source;
        this.guests = guests;
        this.timer = timer;
    }

    /** Where sockets come from, one at a time: {@link ServerSocketChannel#accept}. */
    @FunctionalInterface
    interface Source {
        /** The next socket that waits, or {@code null} if none does. */
        @Nullable
        SocketChannel accept() throws IOException;
    }

    /** Where sockets go to. */
    @FunctionalInterface
    interface Guests {
        /** @throws IOException to have this socket closed, and no other */
        void take(SocketChannel socket, Selector selector) throws IOException;
    }

    /** Accepts what waits, and takes the listening socket away from the selector for a moment. On its thread. */
    void accept(SelectionKey key) {
        Selector selector = key.selector();
        Duration pause = acceptWaiting(selector) ? MOMENT : WHILE;
        key.cancel();
        timer.after(pause, () -> acceptAgain(selector));
    }

    private boolean acceptWaiting(Selector selector) {
        try {
            SocketChannel socket = source.accept();
            for (int count = 1; socket != null; count++) {
                take(socket, selector);
                socket = count < MOST_AT_ONCE ? source.accept() : null;
            }
            failing = false;
            return true;
        } catch (IOException e) {
            report(e);
            return false;
        }
    }

    private void take(SocketChannel socket, Selector selector) throws IOException {
        try {
            guests.take(socket, selector);
        } catch (IOException | RuntimeException e) {
            log.debug("a socket was not let in: {}", e.getMessage());
            socket.close();
        }
    }

    private void report(IOException failure) {
        if (!failing && channel.isOpen()) {
            log.warn("no connection can be accepted for the moment: {}", failure.getMessage());
        }
        failing = true;
    }

    private void acceptAgain(Selector selector) {
        try {
            channel.register(selector, SelectionKey.OP_ACCEPT);
            selector.wakeup();
        } catch (CancelledKeyException e) {
            timer.after(MOMENT, () -> acceptAgain(selector)); // the selector has yet to let go of the last key
        } catch (ClosedChannelException | ClosedSelectorException e) {
            return; // nothing more is to be accepted
        }
    }
}
