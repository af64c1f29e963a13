package io.p2pcredit.internal.recovery;

import io.p2pcredit.internal.recovery.Chunk.Item;
import io.p2pcredit.internal.recovery.Chunk.Part;
import io.p2pcredit.internal.recovery.Recovered.Weight;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.Journal.Snapshot;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.LineId;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The lines of a sealed snapshot, as its newest parts have them; made sure of that no chunk is missing. */
final class SavedLines {
    private final Map<LineId, Item> lines = new LinkedHashMap<>();
    private Optional<Part> part = Optional.empty();
    private long read;
    private boolean complete = true;
    private long newest;
    private long whole;
    private long changes;

    private SavedLines() {}

    /** @throws StorageException if it is damaged, or newer than this version */
    static SavedLines of(Snapshot snapshot) {
        SavedLines saved = new SavedLines();
        snapshot.read(saved::take);
        if (!saved.complete || saved.position() != snapshot.position()) {
            throw damaged("it ends too early");
        }
        return saved;
    }

    Map<LineId, Item> lines() {
        return lines;
    }

    /** The position of its newest part. */
    long position() {
        return part.map(Part::position).orElse(0L);
    }

    /** The newest position that is reflected by any of its lines, or its own. */
    long newest() {
        return Math.max(newest, position());
    }

    Weight weight() {
        return new Weight(whole, changes);
    }

    private void take(ByteBuffer stored) {
        int size = stored.remaining();
        Chunk chunk = Chunk.read(stored);
        if (complete) {
            begin(chunk.part());
        }
        if (!part.equals(Optional.of(chunk.part())) || chunk.before() != read) {
            throw damaged("a chunk is missing");
        }
        chunk.items().forEach(this::take);
        read += chunk.items().size();
        complete = chunk.last();
        if (chunk.part().extent() == Extent.WHOLE) {
            whole += size;
        } else {
            changes += size;
        }
    }

    private void begin(Part next) {
        boolean follows = part.map(before -> next.extent() == Extent.CHANGES && next.position() > before.position())
                .orElse(next.extent() == Extent.WHOLE);
        if (!follows) {
            throw damaged("its parts do not follow each other");
        }
        part = Optional.of(next);
        read = 0;
    }

    private void take(Item item) {
        lines.put(item.line().identity().id(), item);
        newest = Math.max(newest, item.position());
    }

    private static StorageException damaged(String how) {
        return new StorageException(Code.DAMAGED, "the snapshot of the journal is damaged: " + how);
    }
}
