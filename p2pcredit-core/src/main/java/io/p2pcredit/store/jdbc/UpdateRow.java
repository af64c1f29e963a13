package io.p2pcredit.store.jdbc;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.entry.Update;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A stored update. The columns beside its bytes are there to look for, and for whoever reads the table.
 *
 * @param number its place among all updates of the history
 * @param position of its batch
 * @param line the number of its line
 * @param atMillis when its batch was written, in milliseconds since 1970; null if nothing was told of it
 */
record UpdateRow(
        long number, long position, long line, @Nullable Long atMillis, Update update) {
    static final int COLUMNS = 13;

    /** Added to the side once another update has taken its place: it is kept for what is told of it. */
    static final int REPLACED = 2;

    /** All columns, in the order of {@link #columns}. */
    static final String SELECT = "SELECT number, position, line, side, first_seq, last_seq, peer_seq, at_millis,"
            + " payments, units, checksum, size, content FROM " + HistoryTables.UPDATE;

    /** What is written. */
    @Nullable
    Object[] columns() {
        Bytes content = CanonicalForm.of(update);
        BalanceProof proof = update.proof();
        return new @Nullable Object[] {
            number,
            position,
            line,
            (long) proof.side().number(),
            update.firstSeq(),
            proof.seq(),
            proof.peerSeq(),
            atMillis,
            payments(),
            units(),
            checksum(content.buffer()),
            (long) content.size(),
            content.toArray()
        };
    }

    /** Reads a row; the store is damaged if anything in it is not what was written. */
    static UpdateRow read(Session session, ResultSet row) throws SQLException {
        long number = row.getLong(1);
        ByteBuffer content = ByteBuffer.wrap(row.getBytes(13));
        try {
            Update update = CanonicalForm.readUpdate(content);
            UpdateRow read = new UpdateRow(number, row.getLong(2), row.getLong(3), millis(row), update);
            if (!content.hasRemaining() && row.getLong(11) == read.checksum(content.rewind()) && read.isAt(row)) {
                return read;
            }
        } catch (MalformedException e) {
            throw session.damaged("update " + number + ": " + e.getMessage());
        }
        throw session.damaged("update " + number + " is not what was written");
    }

    private static @Nullable Long millis(ResultSet row) throws SQLException {
        long at = row.getLong(8);
        return row.wasNull() ? null : at;
    }

    private boolean isAt(ResultSet row) throws SQLException {
        return row.getLong(4) % REPLACED == update.proof().side().number()
                && row.getLong(5) == update.firstSeq()
                && row.getLong(6) == update.proof().seq();
    }

    boolean isOf(Side side, long fromSeq) {
        return update.proof().side() == side && update.proof().seq() >= fromSeq;
    }

    private long checksum(ByteBuffer content) {
        return Checksums.of(content, number, position, line, atMillis == null ? Long.MIN_VALUE : atMillis);
    }

    private long payments() {
        long payments = 0;
        for (Entry entry : update.entries()) {
            payments += payments(entry);
        }
        return payments;
    }

    private long units() {
        long units = 0;
        for (Entry entry : update.entries()) {
            units += units(entry);
        }
        return units;
    }

    private static long payments(Entry entry) {
        if (entry instanceof Entry.PaymentBatch batch) {
            return batch.amounts().count();
        }
        return entry instanceof Entry.Payment ? 1 : 0;
    }

    private static long units(Entry entry) {
        if (entry instanceof Entry.PaymentBatch batch) {
            return batch.amounts().sum();
        }
        return entry instanceof Entry.Payment one ? one.amount().units() : 0;
    }
}
