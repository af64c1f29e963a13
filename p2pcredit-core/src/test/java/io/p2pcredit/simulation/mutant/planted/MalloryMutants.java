package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Seeds.withTrick;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import java.util.List;

/**
 * Checks that honest peers never need: Mallory knows the trick that each of them is for, and the oracle notices that it
 * works. Tests of the receiver notice them too.
 */
final class MalloryMutants {
    private static final String CHECK = "trustline.machine.EntryCheck";

    private MalloryMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "lets Mallory pay more than its limit",
                                in(CHECK, "exceeds").returns(false))
                        .violates("I3 MallorysDebtIsBounded", withTrick("PAYS_TOO_MUCH", 31_000_900, 20)),
                planted("lets Mallory hide a payment", in(CHECK, "adds").returns(true))
                        .violates("I9 ChainsAreUnbroken", withTrick("HIDES_A_PAYMENT", 31_004_400, 20)),
                planted("lets Mallory answer twice", in(CHECK, "mayBeAnswered").returns(true))
                        .violates("I4 SettlementsAreAgreed", withTrick("ANSWERS_TWICE", 31_001_200, 40)),
                planted(
                                "lets Mallory's totals leave their range",
                                in("trustline.machine.Chain", "overflowsWith").returns(false))
                        .violates("I24 NobodyIsAccused", withTrick("OVERFLOWS", 31_000_500, 20)),
                planted(
                                "credits what Mallory has paid to its accomplice",
                                in("internal.settlement.Watches$Watch", "found")
                                        .at(2, 2)
                                        .answers("AccountId.equals", true))
                        .violates("I7 MalloryIsCreditedWhatItPaid", withTrick("PAYS_ANOTHER_AMOUNT", 31_004_600, 100)),
                planted(
                                "settles on with Mallory who credits less",
                                in("trustline.machine.SettlementSlot", "isCreditedLess")
                                        .returns(false))
                        .violates("I26 LossIsOneSettlement", withTrick("CREDITS_TOO_LITTLE", 31_004_790, 200)),
                planted(
                                "believes what Mallory has not signed",
                                in("internal.session.MessageCheck", "isOf")
                                        .at(2, 2)
                                        .returns(true))
                        .violates("I10 AcceptedProofsVerify", withTrick("SIGNS_WRONGLY", 31_000_700, 60)),
                planted(
                                "talks to Mallory whoever it is",
                                in("internal.session.Handshake", "verifies")
                                        .at(1, 2)
                                        .returns(true))
                        .violates("I10 SessionsAreAuthentic", withTrick("SIGNS_AUTH_WRONGLY", 31_001_900, 20)));
    }
}
