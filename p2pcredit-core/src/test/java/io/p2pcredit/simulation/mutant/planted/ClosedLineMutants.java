package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import java.util.List;

/** A line on which nobody gives credit, taken for one that is over. */
final class ClosedLineMutants {
    private ClosedLineMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "takes nothing in on a line without credit",
                                in("trustline.machine.Reception", "receive")
                                        .calls("Line.isFrozen", Blunders.class, "isFrozenOrClosed"))
                        .fails("trustline.machine.ReopeningTest#isAcceptedByALimitChange"),
                planted(
                                "writes nothing on a line without credit",
                                in("trustline.machine.Stepper", "refusedUnlessUsable")
                                        .calls("Line.isFrozen", Blunders.class, "isFrozenOrClosed"))
                        .fails("trustline.machine.ReopeningTest#isPossibleUnlessBothGiveCredit"),
                planted(
                                "settles nothing on a line without credit",
                                in("trustline.machine.SettlementSteps", "goesOn")
                                        .calls("Line.isFrozen", Blunders.class, "isFrozenOrClosed"))
                        .fails("trustline.machine.ReopeningTest#stillWritesAndTakesInEverythingElse"),
                planted(
                                "takes a settlement on a line without credit for a wrong entry",
                                in("trustline.machine.EntryCheck", "settlementIntent")
                                        .calls("Line.isOpen", Blunders.class, "givesCredit"))
                        .fails("trustline.machine.ReopeningTest#stillWritesAndTakesInEverythingElse"));
    }
}
