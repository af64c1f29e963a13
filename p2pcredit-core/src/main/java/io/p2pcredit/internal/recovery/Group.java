package io.p2pcredit.internal.recovery;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.machine.LineRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The facts of one round as the journal keeps them: kind and version, length, checksum, time, and each fact after its line.
 *
 * @param at when the round was, for people
 */
public record Group(Instant at, List<Item> items) {
    private static final short KIND = 0x5047;
    private static final short VERSION = 1;
    private static final int HEAD = 2 + 2 + 4 + 4;
    private static final int LENGTH_AT = 4;
    private static final int CHECKSUM_AT = 8;

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
        ByteBuffer out = ByteBuffer.allocate(HEAD + Long.BYTES + Integer.BYTES + size);
        out.position(HEAD);
        out.putLong(at.toEpochMilli()).putInt(items.size());
        for (int i = 0; i < items.size(); i++) {
            out.put(items.get(i).line().hash().bytes().buffer())
                    .put(parts.get(i).buffer());
        }
        out.flip();
        out.putShort(0, KIND).putShort(2, VERSION).putInt(LENGTH_AT, out.limit());
        out.putInt(CHECKSUM_AT, checksum(out));
        return Bytes.of(out);
    }

    /**
     * Reads a stored group.
     *
     * @throws StorageException with {@link Code#DAMAGED} or {@link Code#NEWER} if these bytes are none that this
     *     version wrote
     */
    public static Group read(ByteBuffer stored) {
        ByteBuffer in = stored.slice();
        if (in.remaining() < HEAD + Long.BYTES + Integer.BYTES || in.getShort(0) != KIND) {
            throw new StorageException(Code.DAMAGED, "the journal holds something that is no group");
        }
        if (in.getShort(2) != VERSION) {
            throw new StorageException(Code.NEWER, "the journal was written by another version: " + in.getShort(2));
        }
        if (in.getInt(LENGTH_AT) != in.remaining()) {
            throw new StorageException(Code.DAMAGED, "a group of the journal is damaged: its length is wrong");
        }
        if (in.getInt(CHECKSUM_AT) != checksum(in)) {
            throw new StorageException(Code.DAMAGED, "a group of the journal is damaged: its checksum is wrong");
        }
        try {
            return content(in.position(HEAD));
        } catch (MalformedException e) {
            throw new StorageException(Code.DAMAGED, "a group of the journal is damaged: " + e.getMessage(), e);
        }
    }

    /** What tells a stored group from any other one at its place. */
    public static int mark(ByteBuffer stored) {
        return stored.getInt(stored.position() + CHECKSUM_AT);
    }

    private static Group content(ByteBuffer in) {
        Instant at = Instant.ofEpochMilli(in.getLong());
        int count = in.getInt();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (in.remaining() < Hash.SIZE) {
                throw new MalformedException("the group ends too early");
            }
            byte[] line = new byte[Hash.SIZE];
            in.get(line);
            items.add(new Item(new LineId(Hash.of(Bytes.of(line))), FactForm.read(in)));
        }
        if (in.hasRemaining()) {
            throw new MalformedException("the group goes on after its end");
        }
        return new Group(at, items);
    }

    private static int checksum(ByteBuffer group) {
        CRC32C crc = new CRC32C();
        crc.update(group.duplicate().position(HEAD));
        return (int) crc.getValue();
    }
}
