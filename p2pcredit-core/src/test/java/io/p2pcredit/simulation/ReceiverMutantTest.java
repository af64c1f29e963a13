package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.byzantine.Mallory;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One check of what a peer sends is left out, and the named invariant notices within the stated number of runs with
 * Mallory. Among honest peers nobody would.
 */
class ReceiverMutantTest {
    private static final long BASE = 31_000_000L;

    static Stream<Arguments> mutants() {
        return Stream.of(
                mutant("trustline.machine.EntryCheck", "exceeds", false, "I3 MallorysDebtIsBounded", 100),
                mutant("trustline.machine.EntryCheck", "adds", true, "I9 ChainsAreUnbroken", 100),
                mutant("trustline.machine.EntryCheck", "mayBeAnswered", true, "I4 SettlementsAreAgreed", 300),
                mutant("trustline.machine.EntryCheck", "mayBeCredited", true, "I4 SettlementsAreAgreed", 300),
                mutant("trustline.machine.EntryCheck", "isAboutAnother", true, "I24 MisbehaviourHasConsequences", 100),
                mutant(
                        "trustline.machine.Reception",
                        "isNewInThisSession",
                        false,
                        "I24 MisbehaviourHasConsequences",
                        300),
                mutant("trustline.machine.GivenBack", "isWhole", true, "I9 ChainsAreUnbroken", 300),
                mutant("trustline.machine.Resumption", "isAboutThisLine", true, "I24 MisbehaviourHasConsequences", 300),
                mutant(
                        "trustline.machine.SettlementSlot",
                        "isToAnother",
                        false,
                        "I4 SettlementsWithMalloryAreAgreed",
                        300),
                mutant("trustline.machine.Chain", "overflowsWith", false, "I24 NobodyIsAccused", 300),
                mutant("internal.session.MessageCheck", "isOf", true, "I10 AcceptedProofsVerify", 100),
                mutant("internal.session.Handshake", "verifies", true, "I10 SessionsAreAuthentic", 100));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isCaught(Mutant mutant, String invariant, int runs) {
        assertThat(LongStream.iterate(BASE, seed -> seed + 1)
                        .filter(Mallory::takesPart)
                        .limit(runs)
                        .anyMatch(seed -> mutant.isCaughtBy(invariant, seed, 1)))
                .isTrue();
    }

    private static Arguments mutant(String type, String method, Object instead, String invariant, int runs) {
        return Arguments.of(new Mutant(type, method, instead), invariant, runs);
    }
}
