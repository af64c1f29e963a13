package io.p2pcredit;

import io.p2pcredit.trustline.Cursor;
import java.util.List;
import java.util.Optional;

/**
 * Some rows of many.
 *
 * @param next where the next page begins; empty if there is none
 */
public record Page<T>(List<T> rows, Optional<Cursor> next) {
    public Page {
        rows = List.copyOf(rows);
    }
}
