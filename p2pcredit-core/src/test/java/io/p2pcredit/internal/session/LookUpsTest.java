package io.p2pcredit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.PeerId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookUpsTest {
    private static final PeerId BOB = PeerId.of("Bob");

    private long now;
    private final LookUps lookUps = new LookUps(() -> now);

    @Test
    void areFewForOneNameWithinTheirPeriod() {
        assertThat(ask(BOB, 20)).isEqualTo(LookUps.MAX_FOR_ONE);
        assertThat(ask(PeerId.of("Carol"), 1)).isOne();
        now += LookUps.PERIOD.toNanos() - 1;
        assertThat(ask(BOB, 1)).isZero();
        now++;
        assertThat(ask(BOB, 20)).isEqualTo(LookUps.MAX_FOR_ONE);
    }

    @Test
    void areBoundedAsLongAsTheyWait() {
        long begun = IntStream.range(0, 100)
                .filter(i -> lookUps.begin(PeerId.of("peer" + i)))
                .count();
        assertThat(begun).isEqualTo(LookUps.MAX_AT_ONCE);
        lookUps.end();

        assertThat(lookUps.begin(BOB)).isTrue();
        assertThat(lookUps.begin(BOB)).isFalse();
    }

    private long ask(PeerId name, int times) {
        return IntStream.range(0, times)
                .filter(i -> {
                    boolean may = lookUps.begin(name);
                    if (may) {
                        lookUps.end();
                    }
                    return may;
                })
                .count();
    }
}
