package io.p2pcredit.store.jdbc;

import io.p2pcredit.store.jdbc.Schema.Use;
import java.util.List;

/** The tables of a history. Rows are only ever added, but for the one of {@link #STATE}; some learn more. */
final class HistoryTables {
    /** One row: how far the history has come, and how many rows it has. */
    static final String STATE = "history_state";

    /** The lines, numbered in the order in which they were first heard of; without a peer until something is told. */
    static final String LINE = "history_line";

    /** The updates, numbered in the order in which they were stored. */
    static final String UPDATE = "history_update";

    /**
     * What is told: for each batch, its events, cut wherever the line or its numbering
     * changes. {@code tale} is the first's index.
     */
    static final String TALE = "history_tale";

    /** First halves of payment ids that a node has made, numbered. */
    static final String MAKER = "history_maker";

    /** Which tales speak of ids that the node has made, by 256 ids: there it is {@code lowest} to {@code highest}. */
    static final String MADE = "history_made";

    /** Which tales speak of an id, one row each. */
    static final String ID = "history_id";

    static final Schema SCHEMA = new Schema(
            "history",
            0x70327068,
            1,
            Use.SHARED,
            List.of(
                    "CREATE TABLE " + STATE + " (id $long PRIMARY KEY, position $long NOT NULL, mark $long NOT NULL,"
                            + " updates $long NOT NULL, lines $long NOT NULL, makers $long NOT NULL, ids $long NOT NULL,"
                            + " id_sum $long NOT NULL, checksum $long NOT NULL, synced $long NOT NULL)",
                    "CREATE TABLE " + LINE + " (number $long PRIMARY KEY, line $bytes NOT NULL UNIQUE, peer text,"
                            + " checksum $long NOT NULL)",
                    "CREATE INDEX history_line_of ON " + LINE + " (peer)",
                    "CREATE TABLE " + UPDATE + " (number $long PRIMARY KEY, position $long NOT NULL,"
                            + " line $long NOT NULL, side $long NOT NULL, first_seq $long NOT NULL,"
                            + " last_seq $long NOT NULL, peer_seq $long NOT NULL, at_millis $long,"
                            + " payments $long NOT NULL, units $long NOT NULL, checksum $long NOT NULL,"
                            + " size $long NOT NULL, content $bytes NOT NULL)",
                    "CREATE INDEX history_update_of ON " + UPDATE + " (line, side, last_seq, number, size)",
                    "CREATE TABLE " + TALE + " (position $long NOT NULL, tale $long NOT NULL, line $long NOT NULL,"
                            + " checksum $long NOT NULL, content $bytes NOT NULL, PRIMARY KEY (position, tale))"
                            + Schema.IN_ORDER,
                    "CREATE INDEX history_tale_of ON " + TALE + " (line, position, tale)",
                    "CREATE TABLE " + MAKER + " (number $long PRIMARY KEY, maker $long NOT NULL,"
                            + " checksum $long NOT NULL)",
                    "CREATE TABLE " + MADE + " (maker $long NOT NULL, bucket $long NOT NULL, position $long NOT NULL,"
                            + " tale $long NOT NULL, lowest $long NOT NULL, highest $long NOT NULL,"
                            + " PRIMARY KEY (maker, bucket, position, tale))" + Schema.IN_ORDER,
                    "CREATE TABLE " + ID + " (id_first $long NOT NULL, id_second $long NOT NULL,"
                            + " position $long NOT NULL, tale $long NOT NULL,"
                            + " PRIMARY KEY (id_first, id_second, position, tale))" + Schema.IN_ORDER));

    private HistoryTables() {}
}
