package io.p2pcredit.internal.recovery;

import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.machine.Line;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Some lines of a snapshot as the journal keeps them, and enough to notice that another chunk is missing.
 *
 * @param before how many lines the snapshot's earlier chunks hold
 * @param last whether no chunk comes after it
 */
public record Chunk(Part part, long before, boolean last, List<Item> items) {
    private static final Envelope ENVELOPE = new Envelope((short) 0x5043, (short) 1, "chunk");
    private static final int HEAD = Long.BYTES + 1 + Long.BYTES + 1 + Integer.BYTES;

    public Chunk {
        items = List.copyOf(items);
    }

    /** The snapshot that it belongs to. */
    public record Part(long position, Extent extent) {}

    /** A line, and the position of the newest group that it reflects. */
    public record Item(long position, Line line) {}

    /** The stored form. */
    public Bytes bytes() {
        List<Bytes> lines = items.stream().map(item -> LineForm.of(item.line())).toList();
        int size = lines.stream().mapToInt(line -> Long.BYTES + line.size()).reduce(HEAD, Math::addExact);
        ByteBuffer out = ENVELOPE.begin(size);
        out.putLong(part.position()).put((byte) (part.extent() == Extent.WHOLE ? 1 : 0));
        out.putLong(before).put((byte) (last ? 1 : 0)).putInt(items.size());
        for (int i = 0; i < items.size(); i++) {
            out.putLong(items.get(i).position()).put(lines.get(i).buffer());
        }
        return ENVELOPE.seal(out);
    }

    /**
     * Reads a stored chunk.
     *
     * @throws StorageException with {@link Code#DAMAGED} or {@link Code#NEWER} if these bytes are none that this
     *     version wrote
     */
    public static Chunk read(ByteBuffer stored) {
        return ENVELOPE.read(stored, Chunk::contents);
    }

    private static Chunk contents(ByteBuffer in) {
        long position = in.getLong();
        Part part = new Part(position, SlotForm.isTrue(in) ? Extent.WHOLE : Extent.CHANGES);
        long before = in.getLong();
        boolean last = SlotForm.isTrue(in);
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new MalformedException("more lines than bytes");
        }
        List<Item> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(new Item(in.getLong(), LineForm.read(in)));
        }
        return new Chunk(part, before, last, items);
    }
}
