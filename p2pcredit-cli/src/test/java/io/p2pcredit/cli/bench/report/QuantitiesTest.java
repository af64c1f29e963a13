package io.p2pcredit.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00 us",
        "9.876, 9.88 us",
        "98.76, 98.8 us",
        "987.6, 988 us",
        "1000, 1.00 ms",
        "123456, 123 ms",
        "1000000, 1.00 s"
    })
    void timesHaveThreeDigitsAndAUnit(double micros, String text) {
        assertThat(Quantities.time(micros)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1 ms", "10, 10 us", "100000, 100 ms", "10000000, 10 s", "1500, 1.50 ms"})
    void ticksHaveNoZerosThatSayNothing(double micros, String text) {
        assertThat(Quantities.briefTime(micros)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.50/s", "99.94, 99.9/s", "1234.4, '1,234/s'", "5000000, '5,000,000/s'"})
    void ratesHaveACommaForEachThousand(double perSecond, String text) {
        assertThat(Quantities.rate(perSecond)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "100, 100", "1000, 1 k", "77890, 77.9 k", "1000000, 1 M", "1676049, 1.68 M"})
    void inPlotsThousandsAndMillionsAreLetters(double value, String text) {
        assertThat(Quantities.brief(value)).isEqualTo(text);
    }
}
