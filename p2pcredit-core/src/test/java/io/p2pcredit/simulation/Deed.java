package io.p2pcredit.simulation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An action of which something came.
 *
 * @param time in nanoseconds
 * @param what what was asked for, shown by {@code toString}; more than one thing only if one leads to the next
 */
public record Deed(long time, ActionId id, List<Object> what) {
    @Override
    public String toString() {
        String all = what.stream().map(Object::toString).collect(Collectors.joining(", "));
        return String.format("%14.6f  %-12s  %s", time / 1e9, id, all);
    }
}
