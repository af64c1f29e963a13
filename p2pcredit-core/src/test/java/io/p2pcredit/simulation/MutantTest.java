package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One rule of the nodes is broken, and the named invariant notices within the stated number of seeds. */
class MutantTest {
    private static final long BASE = 7_000;
    private static final Implementation ALWAYS = FixedValue.value(true);
    private static final Implementation NEVER = FixedValue.value(false);

    static Stream<Arguments> mutants() {
        return Stream.of(
                mutant("trustline.machine.Link$Goal", "isReachedBy", ALWAYS, "I12 SignsOnlyWhenReady", 20),
                mutant("trustline.machine.Line", "payable", FixedValue.value(1_000_000L), "I3 DebtWithinLimit", 30),
                mutant("trustline.machine.SettlementSlot", "reserved", FixedValue.value(0L), "I3 DebtWithinLimit", 50),
                mutant("trustline.machine.Reception", "lowersTheLimit", NEVER, "I3 DebtWithinLimit", 100),
                mutant("trustline.machine.GrantedLimits", "largest", FixedValue.value(0L), "I24 NobodyIsAccused", 20),
                mutant("trustline.machine.Reception", "isNewInThisSession", ALWAYS, "I24 NobodyIsAccused", 50),
                mutant("internal.session.Standing", "rival", nothing(), "I16 OneSessionPerPair", 100));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isCaught(Mutant mutant, String invariant, int seeds) {
        assertThat(mutant.isCaughtBy(invariant, BASE, seeds)).isTrue();
    }

    private static Arguments mutant(String type, String method, Implementation instead, String invariant, int seeds) {
        return Arguments.of(new Mutant(type, method, instead), invariant, seeds);
    }

    private static Implementation nothing() {
        try {
            return MethodCall.invoke(Optional.class.getMethod("empty"));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
