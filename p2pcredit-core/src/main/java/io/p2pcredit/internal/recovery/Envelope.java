package io.p2pcredit.internal.recovery;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.entry.MalformedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * What stands around everything that a node gives to its journal: kind and version, length, checksum.
 *
 * @param name what is inside, for people
 */
record Envelope(short kind, short version, String name) {
    private static final int LENGTH_AT = 4;
    private static final int CHECKSUM_AT = 8;
    private static final int HEAD = 12;

    /** Room for contents of that size, to be written where the buffer stands. */
    ByteBuffer begin(int size) {
        return ByteBuffer.allocate(HEAD + size).position(HEAD);
    }

    /** The stored form of what was written since {@link #begin}. */
    Bytes seal(ByteBuffer written) {
        ByteBuffer out = written.flip();
        out.putShort(0, kind).putShort(2, version).putInt(LENGTH_AT, out.limit());
        out.putInt(CHECKSUM_AT, checksum(out));
        return Bytes.of(out);
    }

    /**
     * Reads the contents.
     *
     * @param contents consumes all of its buffer; fails with {@link MalformedException}
     * @throws StorageException with {@link Code#DAMAGED} or {@link Code#NEWER} if these bytes are none that this
     *     version wrote
     */
    <T> T read(ByteBuffer stored, Function<ByteBuffer, T> contents) {
        ByteBuffer in = stored.slice();
        check(in);
        try {
            T value = contents.apply(in.position(HEAD));
            if (in.hasRemaining()) {
                throw damaged("it goes on after its end");
            }
            return value;
        } catch (MalformedException | BufferUnderflowException | IllegalArgumentException e) {
            throw new StorageException(Code.DAMAGED, said(String.valueOf(e.getMessage())), e);
        }
    }

    private void check(ByteBuffer in) {
        if (in.remaining() < HEAD || in.getShort(0) != kind) {
            throw new StorageException(Code.DAMAGED, "the journal holds something that is no " + name);
        }
        if (in.getShort(2) != version) {
            throw new StorageException(Code.NEWER, "the journal was written by another version: " + in.getShort(2));
        }
        if (in.getInt(LENGTH_AT) != in.remaining()) {
            throw damaged("its length is wrong");
        }
        if (in.getInt(CHECKSUM_AT) != checksum(in)) {
            throw damaged("its checksum is wrong");
        }
    }

    private StorageException damaged(String how) {
        return new StorageException(Code.DAMAGED, said(how));
    }

    private String said(String how) {
        return "a " + name + " of the journal is damaged: " + how;
    }

    /** The checksum of something that was sealed: it tells it from anything else at its place. */
    static int mark(ByteBuffer stored) {
        return stored.getInt(stored.position() + CHECKSUM_AT);
    }

    private static int checksum(ByteBuffer whole) {
        CRC32C crc = new CRC32C();
        crc.update(whole.duplicate().position(HEAD));
        return (int) crc.getValue();
    }
}
