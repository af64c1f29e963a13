package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import java.util.List;

/** Room without end, for whoever asks for it. */
final class BoundMutants {
    private BoundMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "takes what a stranger sends however much it is",
                                in("internal.session.FrameQueue", "take")
                                        .at(1, 1)
                                        .skips())
                        .fails("internal.session.FrameQueueTest"),
                planted(
                                "takes from all together what is too much",
                                in("internal.session.FrameBudget", "makeRoom").doesNothing())
                        .fails("internal.session.FrameQueueTest"),
                planted(
                                "lets any number of payments wait",
                                in("trustline.machine.PaymentQueue", "isFull").returns(false))
                        .fails("trustline.machine.QueueTest#isBoundedInNumber"),
                planted(
                                "hears everything at once",
                                in("internal.session.Pace", "after").answers("Math.min", 0L))
                        .fails("internal.session.PaceTest"),
                planted(
                                "looks up for whoever asks",
                                in("internal.session.LookUps", "begin").returns(true))
                        .fails("internal.session.LookUpsTest"));
    }
}
