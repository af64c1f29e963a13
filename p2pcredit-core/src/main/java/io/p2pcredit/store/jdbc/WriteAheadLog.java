package io.p2pcredit.store.jdbc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The write-ahead log beside a file of SQLite, as a process that is gone has left it. SQLite takes everything up to the
 * first frame that is not whole, and silently drops the rest. Where each commit waits for the disk, at most the newest
 * one can be torn; so if several commits follow that frame, the log was damaged after it was written.
 *
 * <p>The form: a head of 32 bytes, then frames of 24 bytes and one page; all checksums run on from the head.
 */
final class WriteAheadLog {
    private static final int HEAD = 32;
    private static final int FRAME_HEAD = 24;
    private static final int MAGIC = 0x377f0682;
    private static final int MAX_PAGE = 65_536;

    private final InputStream in;
    private final ByteBuffer head;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private int first;
    private int second;

    private WriteAheadLog(InputStream in) throws IOException {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.head = next(HEAD);
    }

    /** Whether commits would be lost. Opens no file that SQLite locks. */
    static boolean isDamaged(Path database) throws IOException {
        Path log = database.resolveSibling(database.getFileName() + "-wal");
        try {
            if (Files.size(log) < HEAD + FRAME_HEAD) {
                return false; // there never was a commit, since the head is made durable before the first one
            }
            try (InputStream in = Files.newInputStream(log)) {
                return new WriteAheadLog(in).losesCommits();
            }
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean losesCommits() throws IOException {
        int page = head.getInt(8);
        order = (head.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        add(head, 0, HEAD - 8);
        if ((head.getInt(0) & ~1) != MAGIC || !isSum(head, HEAD - 8) || page < 1 || page > MAX_PAGE) {
            return true;
        }
        return commitsAfterTheWholeOnes(FRAME_HEAD + page) > 1;
    }

    private int commitsAfterTheWholeOnes(int size) throws IOException {
        boolean whole = true;
        int commits = 0;
        for (ByteBuffer frame = next(size); frame.limit() == size; frame = next(size)) {
            whole = whole && isOfThisLog(frame) && isWhole(frame);
            if (!whole && isOfThisLog(frame) && frame.getInt(4) != 0) {
                commits++;
            }
        }
        return commits;
    }

    /** The next bytes, fewer at the end. */
    private ByteBuffer next(int size) throws IOException {
        return ByteBuffer.wrap(in.readNBytes(size));
    }

    /** Whether the frame has the two salts of the head, which change whenever the log begins anew. */
    private boolean isOfThisLog(ByteBuffer frame) {
        return frame.getInt(8) == head.getInt(16) && frame.getInt(12) == head.getInt(20);
    }

    private boolean isWhole(ByteBuffer frame) {
        add(frame, 0, 8);
        add(frame, FRAME_HEAD, frame.limit());
        return isSum(frame, FRAME_HEAD - 8);
    }

    private void add(ByteBuffer bytes, int from, int to) {
        ByteBuffer words = bytes.duplicate().order(order);
        for (int at = from; at < to; at += 8) {
            first += words.getInt(at) + second;
            second += words.getInt(at + 4) + first;
        }
    }

    private boolean isSum(ByteBuffer bytes, int at) {
        return bytes.getInt(at) == first && bytes.getInt(at + 4) == second;
    }
}
