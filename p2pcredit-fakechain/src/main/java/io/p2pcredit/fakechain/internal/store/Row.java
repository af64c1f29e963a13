package io.p2pcredit.fakechain.internal.store;

import io.p2pcredit.trustline.Bytes;
import org.jspecify.annotations.Nullable;

/** A row's values, asked for in the order of its columns. What must be there and is not is an {@link IllegalArgumentException}. */
final class Row {
    private final @Nullable Object[] values;
    private int next;

    Row(@Nullable Object... values) {
        this.values = values;
    }

    String text() {
        return required(optionalText());
    }

    @Nullable
    String optionalText() {
        return (String) values[next++];
    }

    long number() {
        return required((Long) values[next++]);
    }

    Bytes bytes() {
        return required(optionalBytes());
    }

    @Nullable
    Bytes optionalBytes() {
        return (Bytes) values[next++];
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("a value is missing");
        }
        return value;
    }
}
