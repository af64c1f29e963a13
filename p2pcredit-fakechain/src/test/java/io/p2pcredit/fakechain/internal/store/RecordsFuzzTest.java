package io.p2pcredit.fakechain.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.internal.chain.Chain;
import io.p2pcredit.fakechain.internal.store.CheckedTable.Column;
import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.trustline.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * What a data directory says, whatever it says: rows with right checksums of any values. In the input each row is the
 * number of its table, then of each value whether it is there (one byte), for a text and for bytes the size (one byte),
 * and the value.
 */
class RecordsFuzzTest extends DecoderFuzz {
    private static final int MOST_ROWS = 50;

    private final Connection connection;

    RecordsFuzzTest() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = connection.createStatement()) {
            for (CheckedTable table : Tables.ALL) {
                statement.execute(table.definition());
            }
        }
    }

    @Override
    protected List<byte[]> samples() {
        Object[] alice = {"c", "Alice", 100L, Bytes.utf8("salt"), 1L, Bytes.utf8("digest"), "{}", key()};
        Object[] bob = {"c", "Bob", 50L, Bytes.utf8("salt"), 1L, Bytes.utf8("digest"), "{\"port\":1}", null};
        Object[] paid = {"c", "Alice", "Bob", 30L, Bytes.ofWords(1, 2), 1_000L, null};
        Object[] refused = {"c", "Alice", "Bob", 300L, Bytes.ofWords(1, 3), 0L, "INSUFFICIENT_FUNDS"};
        Object[] again = {"c", "Bob", "Alice", 1L, null, 1_001L, null};
        byte[] ledger = row(0, "c", 1_000L);
        return List.of(
                row(3, 0L, 77L),
                joined(ledger, row(1, alice), row(1, bob)),
                joined(ledger, row(1, alice), row(1, bob), row(2, paid), row(2, refused), row(2, again)),
                joined(ledger, row(0, "d", 5_000L), row(3, 0L, 77L), row(1, alice)));
    }

    private static Bytes key() {
        return Bytes.ofWords(1, 2, 3, 4);
    }

    @Override
    protected int inputs() {
        return 1_500;
    }

    @Override
    protected void feed(byte[] input) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            if (isWritten(connection, ByteBuffer.wrap(input))) {
                read(connection);
            }
            statement.execute("ROLLBACK");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static void read(Connection connection) throws SQLException {
        Chain chain;
        try {
            chain = Database.replay(connection);
        } catch (IllegalArgumentException | ArithmeticException e) {
            PlainText.check(String.valueOf(e.getMessage()));
            return;
        }
        assertThat(chain.accounts("c")).allMatch(account -> account.balance() >= 0);
    }

    private static boolean isWritten(Connection connection, ByteBuffer in) {
        try {
            write(connection, in);
            return true;
        } catch (SQLException e) {
            return false; // the database itself does not hold such rows
        }
    }

    /** Writes whole rows, as long as there are some. */
    private static void write(Connection connection, ByteBuffer in) throws SQLException {
        for (int rows = 0; rows < MOST_ROWS && in.hasRemaining(); rows++) {
            CheckedTable table = Tables.ALL.get(Math.floorMod(in.get(), Tables.ALL.size()));
            @Nullable Object[] values = new Object[table.columns().size()];
            try {
                for (int i = 0; i < values.length; i++) {
                    values[i] = value(table.columns().get(i), in);
                }
            } catch (BufferUnderflowException e) {
                return;
            }
            try (PreparedStatement writing = table.writing(connection)) {
                table.write(writing, values);
            }
        }
    }

    private static @Nullable Object value(Column column, ByteBuffer in) {
        if (in.get() == 0) {
            return null;
        }
        return switch (column.kind()) {
            case INTEGER -> in.getLong();
            case TEXT -> new String(sized(in), UTF_8);
            case BLOB -> Bytes.of(sized(in));
        };
    }

    private static byte[] sized(ByteBuffer in) {
        byte[] content = new byte[Byte.toUnsignedInt(in.get())];
        in.get(content);
        return content;
    }

    private static byte[] row(int table, @Nullable Object... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(table);
        for (Object value : values) {
            out.write(value == null ? 0 : 1);
            if (value instanceof Long number) {
                out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            } else if (value != null) {
                byte[] bytes = value instanceof Bytes raw ? raw.toArray() : ((String) value).getBytes(UTF_8);
                out.write(bytes.length);
                out.writeBytes(bytes);
            }
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            out.writeBytes(row);
        }
        return out.toByteArray();
    }
}
