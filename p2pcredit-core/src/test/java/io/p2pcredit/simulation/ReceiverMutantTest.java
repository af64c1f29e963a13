package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.byzantine.Mallory;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One check of what a peer sends is left out, and one of the named invariants notices within the stated number of runs in
 * which Mallory knows the trick. Among honest peers nobody would.
 */
class ReceiverMutantTest {
    private static final long BASE = 31_000_000L;
    private static final String MACHINE = "trustline.machine.";
    private static final String SESSION = "internal.session.";
    private static final String GOES_ON = "I24 MisbehaviourHasConsequences";

    static Stream<Arguments> mutants() {
        return Stream.of(
                mutant(MACHINE + "EntryCheck", "exceeds", false, "PAYS_TOO_MUCH", 10, "I3 MallorysDebtIsBounded"),
                mutant(MACHINE + "EntryCheck", "adds", true, "HIDES_A_PAYMENT", 25, "I9 ChainsAreUnbroken"),
                mutant(MACHINE + "EntryCheck", "mayBeAnswered", true, "ANSWERS_TWICE", 30, "I4 SettlementsAreAgreed"),
                mutant(MACHINE + "EntryCheck", "mayBeCredited", true, "CREDITS_TWICE", 200, "I4 SettlementsAreAgreed"),
                mutant(
                        MACHINE + "EntryCheck",
                        "isAboutAnother",
                        true,
                        "ANSWERS_NOTHING",
                        200,
                        GOES_ON,
                        "I4 SettlementsAreAgreed"),
                mutant(MACHINE + "Chain", "overflowsWith", false, "OVERFLOWS", 10, "I24 NobodyIsAccused"),
                mutant(
                        MACHINE + "SettlementSlot",
                        "isToAnother",
                        false,
                        "ANSWERS_FOR_ANOTHER_ACCOUNT",
                        400,
                        "I4 SettlementsWithMalloryAreAgreed"),
                mutant(SESSION + "MessageCheck", "isOf", true, "SIGNS_WRONGLY", 10, "I10 AcceptedProofsVerify"),
                mutant(SESSION + "Handshake", "verifies", true, "SIGNS_AUTH_WRONGLY", 10, "I10 SessionsAreAuthentic"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isCaught(Mutant mutant, List<String> invariants, String trick, int runs) {
        LongStream seeds = LongStream.iterate(BASE, seed -> seed + 1)
                .filter(seed -> Mallory.knows(seed, trick))
                .limit(runs);
        assertThat(seeds.anyMatch(seed -> invariants.stream().anyMatch(one -> mutant.isCaughtBy(one, seed, 1))))
                .isTrue();
    }

    private static Arguments mutant(
            String type, String method, Object instead, String trick, int runs, String... invariants) {
        return Arguments.of(new Mutant(type, method, instead), List.of(invariants), trick, runs);
    }
}
