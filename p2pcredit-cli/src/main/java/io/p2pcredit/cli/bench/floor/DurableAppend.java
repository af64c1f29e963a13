package io.p2pcredit.cli.bench.floor;

import io.p2pcredit.cli.bench.load.Latency;
import io.p2pcredit.cli.bench.load.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How long it takes to append 200 bytes to a file and to have them on the disk. */
public final class DurableAppend {
    private static final int SIZE = 200;

    private DurableAppend() {}

    /** @param file one that is not there yet */
    public static Latency measure(Path file, Timing timing) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return Sampling.of(timing, () -> append(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(FileChannel channel) {
        try {
            ByteBuffer record = ByteBuffer.allocate(SIZE);
            while (record.hasRemaining()) {
                channel.write(record);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
