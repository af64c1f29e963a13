package io.p2pcredit.cli.bench.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One end of a connection through the proxy: reads for the other end, and writes what the other end has read. Reads no
 * more while too much is under way. For the proxy's thread.
 */
final class HalfLink {
    private static final int CHUNK = 64 * 1024;

    /** More than a second of what a loopback carries with a delay of 200 ms. */
    private static final long MOST_UNDER_WAY = 64L * 1024 * 1024;

    private final SelectionKey key;
    private final SocketChannel channel;
    private final Queue<ByteBuffer> toWrite = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
    private HalfLink other = this;
    private long underWay;
    private boolean readToTheEnd;
    private boolean writtenToTheEnd;

    private HalfLink(SelectionKey key) {
        this.key = key;
        this.channel = (SocketChannel) key.channel();
        key.attach(this);
    }

    static void join(SelectionKey near, SelectionKey far) {
        HalfLink one = new HalfLink(near);
        HalfLink two = new HalfLink(far);
        one.other = two;
        two.other = one;
    }

    /** Takes what has arrived. Returns what to do with it when its time has come. */
    Runnable read() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            readToTheEnd = true;
            mind();
            return other::end;
        }
        ByteBuffer chunk = ByteBuffer.allocate(count).put(buffer.flip()).flip();
        underWay += count;
        mind();
        return () -> other.send(chunk);
    }

    void write() throws IOException {
        ByteBuffer next = toWrite.peek();
        while (next != null) {
            other.underWay -= channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            toWrite.remove();
            next = toWrite.peek();
        }
        if (toWrite.isEmpty() && writtenToTheEnd && channel.isOpen()) {
            channel.shutdownOutput();
        }
        if (isOver() && other.isOver()) {
            cut();
            return;
        }
        mind();
        other.mind();
    }

    /** Closes both ends at once; what is under way is lost. */
    void cut() {
        close();
        other.close();
    }

    private void send(ByteBuffer chunk) {
        toWrite.add(chunk);
        writeNow();
    }

    private void end() {
        writtenToTheEnd = true;
        writeNow();
    }

    private void writeNow() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            write();
        } catch (IOException e) {
            cut();
        }
    }

    private boolean isOver() {
        return readToTheEnd && writtenToTheEnd && toWrite.isEmpty();
    }

    /** Says what this end waits for. */
    private void mind() {
        if (key.isValid()) {
            boolean reads = !readToTheEnd && underWay < MOST_UNDER_WAY;
            key.interestOps((reads ? SelectionKey.OP_READ : 0) | (toWrite.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
