package io.p2pcredit.transport.ws.internal.listening;

import io.p2pcredit.transport.ws.internal.SocketConnection;
import io.p2pcredit.transport.ws.internal.StrictDraft;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/**
 * The channel of an accepted socket. It ends a handshake that is too long, and reports its closing: the library reports
 * that only of sockets whose handshake is done.
 */
final class AcceptedChannel implements ByteChannel {
    private final SocketChannel channel;
    private final SocketConnection connection;
    private final Runnable afterwards;
    private long received;

    AcceptedChannel(SocketChannel channel, SocketConnection connection, Runnable afterwards) {
        this.channel = channel;
        this.connection = connection;
        this.afterwards = afterwards;
    }

    /** A broken connection reads like one that has ended, so that its end keeps its place behind what was received. */
    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = readOrEnd(target);
        received += count;
        if (!connection.isOpened() && received > StrictDraft.MAX_HANDSHAKE_BYTES) {
            throw new IOException("the handshake is too long");
        }
        return count;
    }

    /** On a broken connection everything counts as written; the next read tells of the end. */
    @Override
    public int write(ByteBuffer source) {
        int size = source.remaining();
        try {
            return channel.write(source);
        } catch (IOException e) {
            source.position(source.limit());
            return size;
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } finally {
            connection.discarded();
            afterwards.run();
        }
    }

    private int readOrEnd(ByteBuffer target) {
        try {
            return channel.read(target);
        } catch (IOException e) {
            return -1;
        }
    }
}
