package io.p2pcredit.store.jdbc;

import java.util.List;

/**
 * What a kind of store is in its database.
 *
 * @param name for people, and the row of the store in PostgreSQL
 * @param applicationId what marks a file of SQLite as one
 * @param version of the tables; 1 or more
 * @param use how the file is used, in SQLite
 * @param tables what creates them, with {@code $long} and {@code $bytes} for the types of such columns
 */
record Schema(String name, int applicationId, int version, Use use, List<String> tables) {
    /** Ends what creates a table whose rows lie in the order of the primary key, where that can be asked for. */
    static final String IN_ORDER = " WITHOUT ROWID";

    Schema {
        tables = List.copyOf(tables);
    }

    /** What creates the tables, with the database's own names of the types. */
    List<String> tables(String longType, String bytesType) {
        return tables.stream()
                .map(table -> table.replace("$long", longType).replace("$bytes", bytesType))
                .toList();
    }

    /** How a file is used while the store is open. */
    enum Use {
        /** By one connection, which keeps it locked; each commit is on the disk when it returns. */
        ALONE_AND_DURABLE,
        /** By several connections of one process; a crash may take the newest commits back. */
        SHARED
    }
}
