package io.p2pcredit.store.jdbc;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The table of the snapshots that were sealed: a whole one, and the changes since then. */
final class SealedSnapshots {
    private static final String TABLE = "journal_snapshot";
    static final String DEFINITION = "CREATE TABLE " + TABLE
            + " (number $long PRIMARY KEY, position $long NOT NULL, chunk $long NOT NULL, chunks $long NOT NULL,"
            + " checksum $long NOT NULL)";

    private final Session session;

    SealedSnapshots(Session session) {
        this.session = session;
    }

    /**
     * A snapshot.
     *
     * @param number 1 for a whole one, then one more for all the changes after it
     * @param position what it reflects
     * @param chunk the number of its first chunk
     * @param chunks how many it has
     */
    record Sealed(long number, long position, long chunk, long chunks) {
        /** The number of its last chunk; one less than that of its first one if it has none. */
        long lastChunk() {
            return chunk + chunks - 1;
        }

        long checksum() {
            CRC32C crc = new CRC32C();
            for (long word : new long[] {number, position, chunk, chunks}) {
                crc.update(ByteBuffer.allocate(Long.BYTES).putLong(word).flip());
            }
            return crc.getValue();
        }
    }

    /** All of them, oldest first. */
    List<Sealed> load() throws SQLException {
        List<Sealed> found = new ArrayList<>();
        PreparedStatement query = session.statement("SELECT * FROM " + TABLE + " ORDER BY number");
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Sealed sealed = new Sealed(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
                found.add(sealed);
                if (sealed.number() != found.size() || sealed.checksum() != rows.getLong(5)) {
                    throw session.damaged("snapshot " + found.size() + " is missing or wrong");
                }
            }
        }
        return found;
    }

    void deleteAll() throws SQLException {
        session.statement("DELETE FROM " + TABLE).executeUpdate();
    }

    void insert(Sealed sealed) throws SQLException {
        PreparedStatement insert = session.statement("INSERT INTO " + TABLE + " VALUES (?, ?, ?, ?, ?)");
        insert.setLong(1, sealed.number());
        insert.setLong(2, sealed.position());
        insert.setLong(3, sealed.chunk());
        insert.setLong(4, sealed.chunks());
        insert.setLong(5, sealed.checksum());
        insert.executeUpdate();
    }
}
