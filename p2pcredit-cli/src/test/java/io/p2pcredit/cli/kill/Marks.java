package io.p2pcredit.cli.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What a process was doing when it was killed: written by it into a mapped file, which outlives it. Thread-safe. */
final class Marks {
    private static final int DOING = 0;
    private static final int APPENDS = 4;
    private static final int STOP_AT = 8;
    private static final int STOP_BEFORE = 12;
    private static final int SIZE = 16;

    private final MappedByteBuffer memory;

    private Marks(MappedByteBuffer memory) {
        this.memory = memory;
    }

    static Marks at(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Marks(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process can be doing. */
    enum Doing {
        /** Nothing that concerns its journal. */
        OTHER(0),
        /** It appends, and nobody knows yet whether the group is durable. */
        APPENDING(1),
        /** The group is durable, and nothing that follows from it has left the process. */
        BETWEEN(2),
        /** The same, and it waits there to be killed. */
        STOPPED(3);

        private final int number;

        Doing(int number) {
            this.number = number;
        }

        static Doing of(int number) {
            return Arrays.stream(values())
                    .filter(doing -> doing.number == number)
                    .findFirst()
                    .orElseThrow();
        }
    }

    synchronized Doing doing() {
        return Doing.of(memory.getInt(DOING));
    }

    synchronized void doing(Doing now) {
        memory.putInt(DOING, now.number);
    }

    /** How many groups this life has appended, or begun to. */
    synchronized int appends() {
        return memory.getInt(APPENDS);
    }

    /** For a new life: it is to stop at its append of that number, never if 0. */
    synchronized void begin(int stopAt, boolean beforeIt) {
        memory.putInt(DOING, Doing.OTHER.number)
                .putInt(APPENDS, 0)
                .putInt(STOP_AT, stopAt)
                .putInt(STOP_BEFORE, beforeIt ? 1 : 0);
    }

    /** One more append begins. */
    synchronized void appending() {
        memory.putInt(APPENDS, memory.getInt(APPENDS) + 1);
        doing(Doing.APPENDING);
    }

    synchronized boolean stopsBefore() {
        return isStop() && memory.getInt(STOP_BEFORE) == 1;
    }

    synchronized boolean stopsAfter() {
        return isStop() && memory.getInt(STOP_BEFORE) == 0;
    }

    private boolean isStop() {
        return memory.getInt(STOP_AT) > 0 && memory.getInt(STOP_AT) == memory.getInt(APPENDS);
    }
}
