package io.p2pcredit.store.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lines of a history and their numbers. Keeps a bounded number of them in memory. Thread-safe. */
final class Lines {
    private static final int KEPT = 50_000;
    private static final String SELECT = "SELECT number, line, peer, checksum FROM " + HistoryTables.LINE;

    private final Cache<Long, KnownLine> byNumber =
            CacheBuilder.newBuilder().maximumSize(KEPT).build();
    private final Cache<LineId, KnownLine> byId =
            CacheBuilder.newBuilder().maximumSize(KEPT).build();

    /**
     * A line.
     *
     * @param peer whom it is with, once something was told of it
     */
    record KnownLine(long number, LineId id, Optional<PeerId> peer) {
        /** The same line, with whom it is said to be with. */
        KnownLine with(Optional<PeerId> said) {
            checkArgument(
                    said.isEmpty() || peer.isEmpty() || peer.equals(said),
                    "a line is with one peer, and not with another one too");
            return peer.isPresent() ? this : new KnownLine(number, id, said);
        }

        /** The columns of its row. */
        @Nullable
        Object[] columns() {
            return new @Nullable Object[] {number, id.hash().bytes().toArray(), name(), checksum()};
        }

        /** The name of the peer. */
        @Nullable
        String name() {
            return peer.map(PeerId::name).orElse(null);
        }

        long checksum() {
            byte[] said = peer.map(PeerId::name).orElse("").getBytes(StandardCharsets.UTF_8);
            ByteBuffer content = ByteBuffer.allocate(Hash.SIZE + said.length);
            id.hash().writeTo(content);
            return Checksums.of(content.put(said).flip(), number);
        }
    }

    /** The line of that id, if it is stored. */
    Optional<KnownLine> find(Session session, LineId id) throws SQLException {
        KnownLine kept = byId.getIfPresent(id);
        if (kept != null) {
            return Optional.of(kept);
        }
        PreparedStatement query = session.statement(SELECT + " WHERE line = ?");
        query.setBytes(1, id.hash().bytes().toArray());
        return read(session, query);
    }

    /** The line of that number, of which something is told. */
    KnownLine told(Session session, long number) throws SQLException {
        KnownLine kept = byNumber.getIfPresent(number);
        if (kept != null) {
            return kept;
        }
        PreparedStatement query = session.statement(SELECT + " WHERE number = ?");
        query.setLong(1, number);
        return read(session, query)
                .filter(line -> line.peer().isPresent())
                .orElseThrow(() -> session.damaged("line " + number + " is missing"));
    }

    /** The numbers of all lines with a peer. */
    List<Long> with(Session session, PeerId peer) throws SQLException {
        PreparedStatement query =
                session.statement("SELECT number FROM " + HistoryTables.LINE + " WHERE peer = ? ORDER BY number");
        query.setString(1, peer.name());
        List<Long> numbers = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    private Optional<KnownLine> read(Session session, PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            KnownLine line = line(session, rows);
            if (line.peer().isPresent()) { // and will not change any more
                byNumber.put(line.number(), line);
                byId.put(line.id(), line);
            }
            return Optional.of(line);
        }
    }

    private static KnownLine line(Session session, ResultSet row) throws SQLException {
        long number = row.getLong(1);
        try {
            KnownLine line = new KnownLine(
                    number,
                    new LineId(Hash.of(Bytes.of(row.getBytes(2)))),
                    Optional.ofNullable(row.getString(3)).map(PeerId::of));
            if (row.getLong(4) == line.checksum()) {
                return line;
            }
        } catch (IllegalArgumentException e) {
            throw damaged(session, number);
        }
        throw damaged(session, number);
    }

    private static StorageException damaged(Session session, long number) {
        return session.damaged("line " + number + " is not what was written");
    }
}
