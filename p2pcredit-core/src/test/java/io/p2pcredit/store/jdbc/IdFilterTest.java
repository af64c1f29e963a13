package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.PaymentId;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdFilterTest {
    private static final int FEW = 20_000;

    @Test
    void deniesEverythingWhileNothingIsAdded() {
        IdFilter filter = new IdFilter(0);
        assertThat(seen(filter, 1, 0, FEW)).isZero();
    }

    @Test
    void neverDeniesWhatWasAddedHoweverMuchItHasGrown() {
        IdFilter filter = new IdFilter(0);
        add(filter, 300_000);
        assertThat(seen(filter, 1, 0, 300_000)).isEqualTo(300_000);
    }

    @Test
    void deniesNearlyEverythingElseHoweverMuchItHasGrown() {
        IdFilter filter = new IdFilter(0);
        add(filter, 300_000);
        assertThat(seen(filter, 2, 0, FEW)).isLessThan(FEW / 100);
    }

    @Test
    void neverDeniesWhatWasAddedBeyondTheMost() {
        IdFilter filter = new IdFilter(0, 100_000);
        add(filter, 300_000);
        assertThat(seen(filter, 1, 0, 300_000)).isEqualTo(300_000);
        assertThat(seen(filter, 2, 0, FEW)).isBetween(FEW / 100L, (long) FEW);
    }

    @Test
    void tellsIdsApartByBothHalves() {
        IdFilter filter = new IdFilter(0);
        filter.add(new PaymentId(1, 2));
        assertThat(filter.mayContain(new PaymentId(1, 2))).isTrue();
        assertThat(filter.mayContain(new PaymentId(2, 1))).isFalse();
        assertThat(filter.mayContain(new PaymentId(1, 3))).isFalse();
    }

    private static void add(IdFilter filter, int count) {
        LongStream.range(0, count).forEach(i -> filter.add(new PaymentId(1, i)));
    }

    private static long seen(IdFilter filter, long first, int from, int count) {
        return LongStream.range(from, from + count)
                .filter(i -> filter.mayContain(new PaymentId(first, i)))
                .count();
    }
}
