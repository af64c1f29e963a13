package io.p2pcredit.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.internal.recovery.Recovered.Since;
import io.p2pcredit.trustline.PublicKey;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SinceTest {
    /** The next snapshot is made in that order, and what two nodes do with the same journal is the same. */
    @Test
    void keepsTheOrderOfTheLines() {
        Set<PublicKey> keys = LongStream.of(5, 1, 9, 3, 7, 2, 8, 4, 6, 0)
                .mapToObj(number -> new PublicKey(number, 0, 0, number))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(new Since(keys, 0, 0).changed()).containsExactlyElementsOf(keys);
    }
}
