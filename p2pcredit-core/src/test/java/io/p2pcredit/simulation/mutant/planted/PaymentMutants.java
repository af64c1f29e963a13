package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.Value;
import java.util.List;

/** Payments that are made twice, never, or in another order than they were asked for. */
final class PaymentMutants {
    private static final String STEPS = "trustline.machine.PaymentSteps";
    private static final String QUEUE = "trustline.machine.PaymentQueue";
    private static final String REPEATS = "internal.payment.Repeats";

    private PaymentMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted("queues one id twice", in(STEPS, "pay").at(1, 2).answers("Optional.isPresent", false))
                        .fails("trustline.machine.QueueTest#hasTheIdForItself"),
                planted(
                                "pays again what is asked for again",
                                in(REPEATS, "decide").answers("Optional.isEmpty", true))
                        .fails("node.AskingAgainTest#givesTheFirstResultAgain"),
                planted(
                                "takes another payment for the same",
                                in("internal.payment.Asked", "isSameAs").returns(true))
                        .fails("node.AskingAgainTest#refusesOtherContents"),
                planted(
                                "forgets ids that are not in the history yet",
                                in("internal.payment.ChosenIds", "committed").doesNothing())
                        .fails("internal.payment.ChosenIdsTest"),
                planted("pays last what came first", in(QUEUE, "with").becomes(Blunders.class, "before"))
                        .fails("trustline.machine.QueueTest#endsInTheOrderInWhichItBegan"),
                planted(
                                "pays by itself what waited in a lost life",
                                in("trustline.machine.Replay", "restored").leavesOut("PaymentQueue.heldBack"))
                        .fails("trustline.machine.ResumptionTest#paymentsThatWaitedWaitForTheOwnerThen"),
                planted(
                                "pays what was taken back",
                                in("trustline.machine.Replay", "givenUp").leavesOut("PaymentQueue.without"))
                        .fails("trustline.machine.QueueTest#isAPaymentOfWhichNothingIsSigned"),
                planted(
                                "takes back what is paid in part",
                                in(STEPS, "cancel").at(1, 2).skips())
                        .fails("trustline.machine.QueueTest#isNoPaymentThatIsPaidInPart"),
                planted(
                                "does not check again what has waited",
                                in(STEPS, "proceed").answers("QueuedPayment.rest", 0L))
                        .fails("trustline.machine.QueueTest#whatWaitedIsCheckedAgainAndARefusalDoesNotHoldUpTheRest"),
                planted(
                                "pays a cancelled payment that is asked for again",
                                in(REPEATS, "repeat").alters("Payment.status", Blunders.class, "cancelledIsRefused"))
                        .fails("node.AskingAgainTest#staysCancelled"),
                planted(
                                "lets the window be a refusal",
                                in("internal.payment.Cashier", "isForTheWindow").returns(false))
                        .fails("node.FullWindowTest#letsPaymentsWaitInTheirOrderUntilItOpens"),
                planted(
                                "plans without end",
                                in("trustline.machine.PaymentPlan$Reckoning", "plan")
                                        .uses(1_000_000, 100))
                        .fails(
                                "trustline.machine.PlanTest#isRefusedIfItIsMoreThanTheLimitAtOnce",
                                "trustline.machine.PlanTest#isRefusedIfItMayNotSettle",
                                "trustline.machine.PlanTest#itIsRefusedWithWhatTheyLeave",
                                "trustline.machine.PlanTest"),
                planted(
                                "begins a payment anew whose parts came back",
                                in(REPEATS, "goOn").leavesOut("Asked.after"))
                        .fails("node.PayingPastTheLimitTest#paysTheRestOfAPaymentWhosePartsCameBack"),
                planted(
                                "does not count what it pays in part",
                                in(QUEUE, "after").returns(Value.THIS))
                        .fails("trustline.machine.PlanTest#isPaidUpToTheLimitSettledAndPaidOn"));
    }
}
