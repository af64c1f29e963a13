package io.p2pcredit.trustline.machine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.errorprone.annotations.Immutable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list that grows at its end at the same small cost however long it is, because the longer one shares all
 * elements with the shorter one. It is walked newest first.
 */
@Immutable(containerOf = "T")
final class Trail<T> implements Iterable<T> {
    private static final Trail<?> EMPTY = new Trail<>(null, null, 0);

    private final @Nullable Trail<T> before;
    private final @Nullable T newest;
    private final int size;

    private Trail(@Nullable Trail<T> before, @Nullable T newest, int size) {
        this.before = before;
        this.newest = newest;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // it has no elements
    static <T> Trail<T> empty() {
        return (Trail<T>) EMPTY;
    }

    Trail<T> with(T element) {
        return new Trail<>(this, element, size + 1);
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The newest one of that kind. */
    Optional<T> find(Predicate<T> wanted) {
        Trail<T> rest = this;
        while (rest.newest != null && rest.before != null) {
            if (wanted.test(rest.newest)) {
                return Optional.of(rest.newest);
            }
            rest = rest.before;
        }
        return Optional.empty();
    }

    /** Newest first. */
    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private Trail<T> rest = Trail.this;

            @Override
            public boolean hasNext() {
                return rest.size > 0;
            }

            @Override
            public T next() {
                T element = rest.newest;
                Trail<T> shorter = rest.before;
                if (element == null || shorter == null) {
                    throw new NoSuchElementException();
                }
                rest = shorter;
                return element;
            }
        };
    }

    /** Oldest first. */
    List<T> toList() {
        List<T> newestFirst = new ArrayList<>(size);
        forEach(newestFirst::add);
        return ImmutableList.copyOf(Lists.reverse(newestFirst));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Trail<?> trail && trail.size == size && toList().equals(trail.toList());
    }

    @Override
    public int hashCode() {
        return toList().hashCode();
    }

    @Override
    public String toString() {
        return toList().toString();
    }
}
