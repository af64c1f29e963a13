package io.p2pcredit.store.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.store.jdbc.Lines.KnownLine;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Update;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of some batches, made before the transaction that writes them. For one thread. */
final class NewRows {
    private final Session session;
    private final Lines lines;
    private final Map<Long, Long> makers;
    private final Map<LineId, KnownLine> linesHere = new HashMap<>();
    private final Map<Long, Long> newMakers = new HashMap<>();
    private final Map<Writer, Long> newest = new HashMap<>();
    private final List<PaymentId> newIds = new ArrayList<>();

    private final Inserts lineRows = Inserts.into(HistoryTables.LINE, 4);
    private final Inserts peerRows =
            new Inserts("UPDATE " + HistoryTables.LINE + " SET peer = ?, checksum = ? WHERE number = ?");
    private final Inserts updateRows = Inserts.into(HistoryTables.UPDATE, UpdateRow.COLUMNS);
    private final Inserts replacedRows = new Inserts("UPDATE " + HistoryTables.UPDATE + " SET side = side + "
            + UpdateRow.REPLACED + " WHERE line = ? AND side = ? AND last_seq >= ? AND number < ?");
    private final Inserts taleRows = Inserts.into(HistoryTables.TALE, TaleRow.COLUMNS);
    private final Inserts makerRows = Inserts.into(HistoryTables.MAKER, 3);
    private final Inserts madeRows = Inserts.into(HistoryTables.MADE, 6);
    private final Inserts idRows = Inserts.into(HistoryTables.ID, 4);

    private HistoryState state;

    private record Writer(long line, Side side) {}

    /**
     * No rows yet.
     *
     * @param makers the numbers of those that are known
     */
    NewRows(Session session, Lines lines, Map<Long, Long> makers, HistoryState state) {
        this.session = session;
        this.lines = lines;
        this.makers = makers;
        this.state = state;
    }

    /** The state when these rows are written. */
    HistoryState state() {
        return state;
    }

    /** The makers that are new, and their numbers. */
    Map<Long, Long> makers() {
        return newMakers;
    }

    /** The ids that nobody can be found by but by themselves. */
    List<PaymentId> ids() {
        return newIds;
    }

    /** Writes everything but the state, within a transaction. */
    void write() throws SQLException {
        idRows.sort(); // they come in any order, and the table is in theirs
        for (Inserts rows :
                List.of(lineRows, peerRows, updateRows, replacedRows, taleRows, makerRows, madeRows, idRows)) {
            rows.write(session);
        }
    }

    void add(Batch batch) throws SQLException {
        BatchEntries entries = new BatchEntries();
        @Nullable
        Long at = batch.events().stream()
                .findFirst()
                .map(event -> event.at().toEpochMilli())
                .orElse(null);
        for (Update update : batch.updates()) {
            entries.add(add(update, batch.position(), at), update);
        }
        List<RecordedEvent> events = batch.events();
        for (int from = 0; from < events.size(); ) {
            int to = endOfTale(events, from);
            addTale(batch, events.subList(from, to), entries);
            from = to;
        }
        state = state.at(batch.position(), batch.mark());
    }

    private static int endOfTale(List<RecordedEvent> events, int from) {
        int to = from + 1;
        while (to < events.size() && TaleForm.isOne(events.get(from), events.get(to))) {
            to++;
        }
        return to;
    }

    private long add(Update update, long position, @Nullable Long at) throws SQLException {
        state = state.withUpdate();
        long line = line(update.proof().line(), Optional.empty());
        updateRows.add(new UpdateRow(state.updates(), position, line, at, update).columns());
        Writer writer = new Writer(line, update.proof().side());
        if (newest(writer) >= update.firstSeq()) {
            replacedRows.add(line, (long) writer.side().number(), update.firstSeq(), state.updates());
        }
        newest.put(writer, update.proof().seq());
        return state.updates();
    }

    /** The number of a writer's newest entry, here or stored; 0 if there is none. */
    private long newest(Writer writer) throws SQLException {
        Long here = newest.get(writer);
        return here != null ? here : UpdateReader.newest(session, writer.line(), writer.side());
    }

    private void addTale(Batch batch, List<RecordedEvent> events, BatchEntries entries) throws SQLException {
        RecordedEvent first = events.get(0);
        long line = line(first.line(), Optional.of(peerOf(events)));
        taleRows.add(new TaleRow(first.cursor(), line, TaleForm.of(events, entries)).columns());
        Map<Long, IntSummaryStatistics> made = new TreeMap<>();
        Set<PaymentId> others = new LinkedHashSet<>();
        OptionalLong maker = batch.maker();
        for (RecordedEvent event : events) {
            Optional<PaymentId> id = event.paymentId();
            if (id.isPresent() && isBy(maker, id.get())) {
                made.computeIfAbsent(MadeIds.bucket(id.get()), bucket -> new IntSummaryStatistics())
                        .accept(MadeIds.place(id.get()));
            } else {
                id.ifPresent(others::add);
            }
        }
        made.forEach((bucket, places) -> addMade(first.cursor(), maker.orElseThrow(), bucket, places));
        others.forEach(id -> addId(first.cursor(), id));
    }

    private static boolean isBy(OptionalLong maker, PaymentId id) {
        return maker.isPresent() && maker.getAsLong() == id.first();
    }

    private static PeerId peerOf(List<RecordedEvent> events) {
        PeerId peer = events.get(0).event().peer();
        for (RecordedEvent event : events) {
            checkArgument(event.event().peer().equals(peer), "a line is with one peer, and not with another one too");
        }
        return peer;
    }

    private void addMade(Cursor tale, long maker, long bucket, IntSummaryStatistics places) {
        madeRows.add(maker(maker), bucket, tale.position(), (long) tale.index(), (long) places.getMin(), (long)
                places.getMax());
    }

    private void addId(Cursor tale, PaymentId id) {
        idRows.add(id.first(), id.second(), tale.position(), (long) tale.index());
        state = state.withId(Checksums.share(id.first(), id.second(), tale.position(), tale.index()));
        newIds.add(id);
    }

    private long maker(long maker) {
        Long known = makers.containsKey(maker) ? makers.get(maker) : newMakers.get(maker);
        if (known != null) {
            return known;
        }
        state = state.withMaker();
        makerRows.add(state.makers(), maker, PaymentFinder.checksum(state.makers(), maker));
        newMakers.put(maker, state.makers());
        return state.makers();
    }

    /** The number of a line, which is new, or of which something is told for the first time. */
    private long line(LineId id, Optional<PeerId> peer) throws SQLException {
        Optional<KnownLine> known = Optional.ofNullable(linesHere.get(id));
        if (known.isEmpty()) {
            known = lines.find(session, id);
        }
        KnownLine line = known.isPresent() ? known.get().with(peer) : newLine(id, peer);
        if (known.isPresent() && !line.equals(known.get())) {
            peerRows.add(line.name(), line.checksum(), line.number());
        }
        linesHere.put(id, line);
        return line.number();
    }

    private KnownLine newLine(LineId id, Optional<PeerId> peer) {
        state = state.withLine();
        KnownLine line = new KnownLine(state.lines(), id, peer);
        lineRows.add(line.columns());
        return line;
    }
}
