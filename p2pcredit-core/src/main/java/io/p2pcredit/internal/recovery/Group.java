package io.p2pcredit.internal.recovery;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.machine.LineRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts of one round as the journal keeps them: in an envelope, the time, and each fact after its line.
 *
 * @param at when the round was, for people
 */
public record Group(Instant at, List<Item> items) {
    private static final Envelope ENVELOPE = new Envelope((short) 0x5047, (short) 1, "group");

    public Group {
        items = List.copyOf(items);
    }

    /** A fact and the line that it is about. */
    public record Item(LineId line, LineRecord fact) {}

    public static Group of(Instant at, List<Item> items) {
        return new Group(at, items);
    }

    /** The stored form. */
    public Bytes bytes() {
        List<Bytes> parts = items.stream().map(item -> FactForm.of(item.fact())).toList();
        int size = parts.stream().mapToInt(part -> Hash.SIZE + part.size()).sum();
        ByteBuffer out = ENVELOPE.begin(Long.BYTES + Integer.BYTES + size);
        out.putLong(at.toEpochMilli()).putInt(items.size());
        for (int i = 0; i < items.size(); i++) {
            out.put(items.get(i).line().hash().bytes().buffer())
                    .put(parts.get(i).buffer());
        }
        return ENVELOPE.seal(out);
    }

    /**
     * Reads a stored group.
     *
     * @throws StorageException with {@link Code#DAMAGED} or {@link Code#NEWER} if these bytes are none that this
     *     version wrote
     */
    public static Group read(ByteBuffer stored) {
        return ENVELOPE.read(stored, Group::contents);
    }

    /** What tells a stored group from any other one at its place. */
    public static int mark(ByteBuffer stored) {
        return Envelope.mark(stored);
    }

    private static Group contents(ByteBuffer in) {
        Instant at = Instant.ofEpochMilli(in.getLong());
        int count = in.getInt();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Hash line = new Hash(in.getLong(), in.getLong(), in.getLong(), in.getLong());
            items.add(new Item(new LineId(line), FactForm.read(in)));
        }
        return new Group(at, items);
    }
}
