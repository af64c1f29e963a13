package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;

/**
 * A place in a node's stream of recorded events, which never changes: the position of the event's journal group, and
 * the event's place in that group.
 */
@Immutable
public record Cursor(long position, int index) implements Comparable<Cursor> {
    /** Before the first event ever. */
    public static final Cursor START = new Cursor(0, 0);

    /** After every event that there will ever be. */
    public static final Cursor END = new Cursor(Long.MAX_VALUE, Integer.MAX_VALUE);

    public Cursor {
        checkArgument(position >= 0 && index >= 0, "a cursor is never negative");
    }

    @Override
    public int compareTo(Cursor other) {
        return position != other.position
                ? Long.compare(position, other.position)
                : Integer.compare(index, other.index);
    }
}
