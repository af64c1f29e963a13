package io.p2pcredit.store.jdbc;

import static java.util.Objects.requireNonNull;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnel;
import com.google.common.hash.PrimitiveSink;
import io.p2pcredit.trustline.PaymentId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which payment ids may be in a table: an id that was added is never denied, and another one is denied 99 times out of
 * 100 or more. Takes some ten bits for each id, and never more than {@link #MOST} ids' worth; beyond that it denies
 * less often. Ids are added by one thread at a time; asking is thread-safe.
 */
final class IdFilter {
    /** The most ids that there is room for. */
    static final long MOST = 50_000_000;

    private static final long LEAST = 1 << 16;

    /** Each one but the last is full. Together they err as often as the sum of them. */
    private static final double ERRORS = 0.002;

    private volatile List<BloomFilter<PaymentId>> parts;
    private final long most;
    private long room;
    private long total;

    /** A filter that begins with room for twice that many ids. */
    IdFilter(long ids) {
        this(ids, MOST);
    }

    IdFilter(long ids, long most) {
        this.most = most;
        room = Math.min(most, Math.max(LEAST, 2 * ids));
        total = room;
        parts = List.of(part(room));
    }

    boolean mayContain(PaymentId id) {
        return parts.stream().anyMatch(part -> part.mightContain(id));
    }

    void add(PaymentId id) {
        if (room == 0 && total < most) {
            room = Math.min(total, most - total);
            total += room;
            parts = Stream.concat(parts.stream(), Stream.of(part(room))).toList();
        }
        boolean isNew = parts.get(parts.size() - 1).put(id);
        room -= isNew && room > 0 ? 1 : 0;
    }

    private static BloomFilter<PaymentId> part(long ids) {
        return BloomFilter.create(Form.WORDS, ids, ERRORS);
    }

    private enum Form implements Funnel<PaymentId> {
        WORDS;

        @Override
        public void funnel(@Nullable PaymentId id, PrimitiveSink into) {
            into.putLong(requireNonNull(id).first()).putLong(id.second());
        }
    }
}
