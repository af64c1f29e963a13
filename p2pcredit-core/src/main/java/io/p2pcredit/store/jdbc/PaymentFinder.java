package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.trustline.PaymentId;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what is told of a payment by its id. Most ids that were never stored are known to be so without a look into any
 * table. Ids and makers are added by one thread at a time, before they are stored; finding is thread-safe.
 */
final class PaymentFinder {
    private static final long NO_MAKER = 0;
    private static final int PAGE = 10_000;

    /** All places of an id at one moment, whichever way they were stored. */
    private static final String PLACES = "SELECT position, tale FROM " + HistoryTables.ID
            + " WHERE id_first = ? AND id_second = ? UNION SELECT position, tale FROM " + HistoryTables.MADE
            + " WHERE maker = ? AND bucket = ? AND lowest <= ? AND highest >= ? ORDER BY position, tale";

    private static final String TALE = TaleRow.SELECT + " WHERE position = ? AND tale = ?";

    private final TaleReader reader;
    private final Map<Long, Long> makers = new ConcurrentHashMap<>();
    private final IdFilter ids;

    private PaymentFinder(TaleReader reader, IdFilter ids) {
        this.reader = reader;
        this.ids = ids;
    }

    private record Place(long position, long tale) {}

    /** Learns what is stored, within a transaction; the store is damaged unless it is what the state says. */
    static PaymentFinder load(Session session, TaleReader reader, HistoryState state) throws SQLException {
        PaymentFinder finder = new PaymentFinder(reader, new IdFilter(state.ids()));
        finder.loadMakers(session, state);
        finder.loadIds(session, state);
        return finder;
    }

    private void loadMakers(Session session, HistoryState state) throws SQLException {
        try (ResultSet rows = session.statement("SELECT number, maker, checksum FROM " + HistoryTables.MAKER)
                .executeQuery()) {
            while (rows.next()) {
                if (rows.getLong(3) != checksum(rows.getLong(1), rows.getLong(2))) {
                    throw session.damaged("maker " + rows.getLong(1) + " of ids is not what was written");
                }
                makers.put(rows.getLong(2), rows.getLong(1));
            }
        }
        if (makers.size() != state.makers()) {
            throw session.damaged("it knows " + makers.size() + " makers of ids, and not " + state.makers());
        }
    }

    static long checksum(long number, long maker) {
        return Checksums.of(ByteBuffer.allocate(0), number, maker);
    }

    private void loadIds(Session session, HistoryState state) throws SQLException {
        PreparedStatement query =
                session.statement("SELECT id_first, id_second, position, tale FROM " + HistoryTables.ID);
        query.setFetchSize(PAGE);
        long count = 0;
        long sum = 0;
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(new PaymentId(rows.getLong(1), rows.getLong(2)));
                sum += Checksums.share(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
                count++;
            }
        }
        if (count != state.ids() || sum != state.idSum()) {
            throw session.damaged("its payment ids are not those that were written");
        }
    }

    /** The numbers of the makers that were added. */
    Map<Long, Long> makers() {
        return makers;
    }

    /** Adds what is about to be stored. */
    void add(NewRows rows) {
        makers.putAll(rows.makers());
        rows.ids().forEach(ids::add);
    }

    /** Whether anything may be found under the id. */
    boolean mayFind(PaymentId id) {
        return makers.containsKey(id.first()) || ids.mayContain(id);
    }

    /** What all that is told of a payment says together. */
    Optional<PaymentRow> find(Session session, PaymentId id) throws SQLException {
        List<TaleRow> tales = new ArrayList<>();
        for (Place place : places(session, id)) {
            tales.add(tale(session, place));
        }
        return reader.told(session, tales).stream()
                .flatMap(List::stream)
                .flatMap(event -> event.payment().stream())
                .filter(row -> row.payment().id().equals(id))
                .reduce((earlier, later) -> later.after(earlier));
    }

    private List<Place> places(Session session, PaymentId id) throws SQLException {
        PreparedStatement query = session.statement(PLACES);
        query.setLong(1, id.first());
        query.setLong(2, id.second());
        query.setLong(3, makers.getOrDefault(id.first(), NO_MAKER));
        query.setLong(4, MadeIds.bucket(id));
        query.setLong(5, MadeIds.place(id));
        query.setLong(6, MadeIds.place(id));
        List<Place> places = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                places.add(new Place(rows.getLong(1), rows.getLong(2)));
            }
        }
        return places;
    }

    private static TaleRow tale(Session session, Place place) throws SQLException {
        PreparedStatement query = session.statement(TALE);
        query.setLong(1, place.position());
        query.setLong(2, place.tale());
        List<TaleRow> found = TaleReader.tales(session, query);
        if (found.isEmpty()) {
            throw session.damaged("what batch " + place.position() + " tells of a payment is missing");
        }
        return found.get(0);
    }
}
