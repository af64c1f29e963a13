package io.p2pcredit.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExposureTest {
    private final Exposure exposure = new Exposure();

    @Test
    void isTheSumOverAllLines() {
        exposure.change(0, 60);
        exposure.change(0, 40);
        exposure.change(60, 5);
        assertThat(exposure.units()).isEqualTo(45);
        exposure.change(5, 0);
        exposure.change(40, 0);
        assertThat(exposure.units()).isZero();
    }

    @Test
    void doesNotWrapHoweverMuchItIs() {
        for (int line = 0; line < 5; line++) {
            exposure.change(0, Long.MAX_VALUE);
        }
        exposure.change(0, 7);
        assertThat(exposure.units()).isEqualTo(Long.MAX_VALUE);
        for (int line = 0; line < 5; line++) {
            exposure.change(Long.MAX_VALUE, 0);
        }
        assertThat(exposure.units()).isEqualTo(7);
        exposure.change(7, Long.MAX_VALUE);
        assertThat(exposure.units()).isEqualTo(Long.MAX_VALUE);
        exposure.change(Long.MAX_VALUE, 1);
        assertThat(exposure.units()).isEqualTo(1);
    }
}
