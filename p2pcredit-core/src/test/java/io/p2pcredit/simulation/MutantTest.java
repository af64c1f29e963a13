package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One rule of the nodes is broken, and the named invariant notices within the stated number of seeds. */
class MutantTest {
    private static final long BASE = 7_000;

    static Stream<Arguments> mutants() {
        return Stream.of(
                mutant("trustline.machine.Link$Goal", "isReachedBy", true, "I12 SignsOnlyWhenReady", 20),
                mutant("trustline.machine.Line", "payable", 1_000_000L, "I3 DebtWithinLimit", 30),
                mutant("trustline.machine.SettlementSlot", "reserved", 0L, "I3 DebtWithinLimit", 50),
                mutant("trustline.machine.Reception", "lowersTheLimit", false, "I3 DebtWithinLimit", 300),
                mutant("trustline.machine.GrantedLimits", "largest", 0L, "I24 NobodyIsAccused", 20),
                mutant("trustline.machine.Reception", "isNewInThisSession", true, "I24 NobodyIsAccused", 50),
                mutant("internal.recovery.Rebuilding$State", "reflects", false, "I22 RebuiltStateIsTheSame", 20),
                mutant("internal.session.Standing", "rival", Optional.empty(), "I16 OneSessionPerPair", 100));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isCaught(Mutant mutant, String invariant, int seeds) {
        assertThat(mutant.isCaughtBy(invariant, BASE, seeds)).isTrue();
    }

    private static Arguments mutant(String type, String method, Object instead, String invariant, int seeds) {
        return Arguments.of(new Mutant(type, method, instead), invariant, seeds);
    }
}
