package io.p2pcredit.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.simulation.world.SimulatedDisk.Copies;
import io.p2pcredit.simulation.world.SimulatedDisk.CrashPoint;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Pace;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedDiskTest {
    @ParameterizedTest
    @CsvSource({"1, false, 0", "1, true, 1", "3, false, 2", "3, true, 3"})
    void crashesAtTheAppendWithOrWithoutTheGroup(int appends, boolean durable, int kept) {
        SimulatedDisk disk = new SimulatedDisk(UnaryOperator.identity(), Chance.of(1, "disk"), Pace.USUAL);
        Life life = new Life(PeerId.of("Alice"), 1);
        Journal journal = disk.open(life, () -> {});
        disk.plan(new CrashPoint(appends, durable));
        for (int i = 1; i < appends; i++) {
            assertThat(journal.append(Bytes.of((byte) i).buffer())).isEqualTo(i);
        }
        assertThatThrownBy(() -> journal.append(Bytes.of((byte) appends).buffer()))
                .isInstanceOf(Crash.class);
        assertThat(life.isAlive()).isFalse();
        assertThat(end(disk.contents())).isEqualTo(kept);
        assertThat(end(disk.promised())).isEqualTo(kept);
        assertThatThrownBy(journal::end).isInstanceOf(Crash.class);
    }

    private static long end(Copies copies) {
        return copies.journal().open().end();
    }
}
