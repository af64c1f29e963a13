package io.p2pcredit.internal.snapshot;

import io.p2pcredit.internal.loop.Lines;
import io.p2pcredit.internal.recovery.Chunk;
import io.p2pcredit.internal.recovery.Chunk.Item;
import io.p2pcredit.internal.recovery.Chunk.Part;
import io.p2pcredit.internal.recovery.Recovered.Weight;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.Journal.SnapshotWriter;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.machine.Line;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A snapshot that is being written. For the owner only. */
final class Draft {
    /** About how large a chunk may grow before no further line is added to it. */
    private static final long MAX_CHUNK_BYTES = 1024 * 1024;

    /** About what a line takes without its queue and its window. */
    private static final long LINE_BYTES = 1_024;

    private final Part part;
    private final SnapshotWriter writer;
    private final Iterator<PublicKey> rest;
    private final int mostLines;
    private long handedOut;
    private long bytes;

    /**
     * Nothing yet.
     *
     * @param rest the keys of the lines that are to be in it
     * @param mostLines how many lines a chunk holds at most
     */
    Draft(Part part, SnapshotWriter writer, Iterator<PublicKey> rest, int mostLines) {
        this.part = part;
        this.writer = writer;
        this.rest = rest;
        this.mostLines = mostLines;
    }

    long position() {
        return part.position();
    }

    /**
     * The next lines, as they are now.
     *
     * @param position the newest group that all lines reflect
     */
    Chunk next(Lines lines, long position) {
        List<Item> items = new ArrayList<>();
        for (long size = 0; rest.hasNext() && items.size() < mostLines && size < MAX_CHUNK_BYTES; ) {
            Optional<Line> line = lines.withKey(rest.next());
            line.ifPresent(present -> items.add(new Item(position, present)));
            size += line.map(Draft::size).orElse(0L);
        }
        Chunk chunk = new Chunk(part, handedOut, !rest.hasNext(), items);
        handedOut += items.size();
        return chunk;
    }

    private static long size(Line line) {
        return LINE_BYTES + line.window().bytes() + line.queue().size() * LINE_BYTES;
    }

    void add(Bytes chunk) {
        writer.add(chunk.buffer());
        bytes += chunk.size();
    }

    void seal() {
        writer.seal();
    }

    /** What the newest snapshot weighs once this one is sealed. */
    Weight weight(Optional<Weight> before) {
        return part.extent() == Extent.WHOLE
                ? new Weight(bytes, 0)
                : new Weight(before.orElseThrow().whole(), before.orElseThrow().changes() + bytes);
    }
}
