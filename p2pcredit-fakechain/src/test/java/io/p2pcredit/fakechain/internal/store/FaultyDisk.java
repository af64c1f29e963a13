package io.p2pcredit.fakechain.internal.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Connects to a real database, and fails at what it is told to. */
final class FaultyDisk implements Connector {
    static final int IO_ERROR = 10;
    static final int FULL = 13;

    private final List<Connection> connections = new ArrayList<>();
    private final List<String> failing = new ArrayList<>();
    private int code;
    private boolean isTooLate;

    /** From now on statements that begin so fail, with this result code of SQLite's. */
    void failAt(int resultCode, String... beginnings) {
        failing.addAll(List.of(beginnings));
        code = resultCode;
    }

    /** Those that are to fail do what they should do before they fail. */
    void failTooLate() {
        isTooLate = true;
    }

    void work() {
        failing.clear();
    }

    /** Lets the database have so many pages more than it has. */
    void leaveRoomFor(int pages) throws SQLException {
        Connection writing = connections.get(connections.size() - 1);
        try (Statement statement = writing.createStatement()) {
            int present = statement.executeQuery("PRAGMA page_count").getInt(1);
            statement.execute("PRAGMA max_page_count = " + (present + pages));
        }
    }

    /** What the connection that writes was told, or else does by itself. */
    String setting(String name) throws SQLException {
        Connection writing = connections.get(connections.size() - 1);
        try (Statement statement = writing.createStatement()) {
            return statement.executeQuery("PRAGMA " + name).getString(1);
        }
    }

    @Override
    public Connection connect(String url) throws SQLException {
        Connection connection = Connector.DRIVER.connect(url);
        connections.add(connection);
        return wrapped(Connection.class, connection, null);
    }

    private <T> T wrapped(Class<T> type, Object target, @Nullable String prepared) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments, prepared)));
    }

    private @Nullable Object call(
            Object target, Method method, Object @Nullable [] arguments, @Nullable String prepared) throws Throwable {
        boolean isNamed = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
        String sql = isNamed ? (String) Objects.requireNonNull(arguments)[0] : String.valueOf(prepared);
        boolean fails =
                method.getName().startsWith("execute") && failing.stream().anyMatch(sql::startsWith);
        if (fails && !isTooLate) {
            throw new SQLException("told to fail", "", code);
        }
        Object result = invoke(target, method, arguments);
        if (fails) {
            throw new SQLException("told to fail afterwards", "", code);
        }
        if (result instanceof PreparedStatement) {
            return wrapped(PreparedStatement.class, result, sql);
        }
        return result instanceof Statement ? wrapped(Statement.class, result, null) : result;
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
