package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.Value;
import java.util.List;

/** More credit than was granted, or less. */
final class LimitMutants {
    private static final String CHECK = "trustline.machine.EntryCheck";
    private static final String LINE = "trustline.machine.Line";

    private LimitMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "checks the limit at the end of an update only",
                                in(CHECK, "check").alters("Update.entries", Blunders.class, "rememberTheLast"),
                                in(CHECK, "check")
                                        .calls("EntryCheck.raisesTheDebt", Blunders.class, "isTheLastAndRaisesTheDebt"))
                        .fails("trustline.machine.ReceptionTest#aPaymentFreezesAlsoIfTheUpdateMakesUpForItInTheEnd"),
                planted(
                                "checks the limit after every entry",
                                in(CHECK, "raisesTheDebt").returns(true))
                        .fails("trustline.machine.ReceptionTest#noOtherEntryIsCheckedAgainstTheLimit"),
                planted(
                                "binds the peer to a limit that it has not seen",
                                in(CHECK, "check").answers("BalanceProof.peerSeq", Long.MAX_VALUE))
                        .fails("trustline.machine.ReceptionTest#aPaymentIsFineIfThePeerHadNotSeenTheLowerLimit"),
                planted(
                                "lets the peer rely on limits of long ago",
                                in(CHECK, "check").leavesOut("GrantedLimits.seenUpTo"))
                        .fails(
                                "trustline.machine.ReceptionTest#aPaymentFreezesIfItIsTheFirstToShowThatThePeerHadSeenTheLowerLimit"),
                planted(
                                "grants nothing that it has granted",
                                in("trustline.machine.GrantedLimits", "largest").returns(0L))
                        .violates("I24 NobodyIsAccused", 20),
                planted(
                                "leaves the payer's own reserve out of the receiver's check",
                                in(CHECK, "exceeds").answers("SettlementSlot.reserved", 0L))
                        .fails("trustline.machine.ReceptionTest#whatIsAcceptedAsComingCountsAsOwedInBothOrders"),
                planted("pays without a limit", in(LINE, "payable").returns(1_000_000L))
                        .violates("I3 DebtWithinLimit", 30),
                planted(
                                "reserves nothing for what it has accepted",
                                in("trustline.machine.SettlementSlot", "reserved")
                                        .returns(0L))
                        .violates("I3 DebtWithinLimit", 50),
                planted(
                                "signs once for a round that lowers a limit",
                                in("trustline.machine.Reception", "lowersTheLimit")
                                        .returns(false))
                        .fails("trustline.machine.PaymentTest#inTheSameRoundAsAPaymentCutsItOffUnderTheOlderView"),
                planted(
                                "binds the peer too late",
                                in("trustline.machine.Reception", "isNewInThisSession")
                                        .returns(true))
                        .violates("I24 NobodyIsAccused", 50),
                planted(
                                "pays what it does not have",
                                in("internal.payment.Funds", "refusal").returns(Value.EMPTY))
                        .fails("node.SolvencyTest#countsTheDebtsOnAllLines"),
                planted(
                                "accepts more than it is owed",
                                in("trustline.machine.SettlementSteps", "answer")
                                        .answers("Balance.owedToMe", Long.MAX_VALUE))
                        .fails("trustline.machine.SettlementTest#areAcceptedUpToWhatTheCreditorSeesOwed"),
                planted(
                                "does not count what waits against the limit",
                                in("trustline.machine.PaymentPlan", "of").answers("PaymentQueue.units", 0L))
                        .fails("trustline.machine.QueueTest#countsAgainstTheHeadroomWhenAsked"),
                planted(
                                "refuses to pay up to the limit",
                                in("trustline.machine.PaymentPlan", "of")
                                        .at(1, 3)
                                        .shiftsTheBoundary())
                        .fails("trustline.machine.PaymentTest#aPaymentUpToTheLimitGoesThrough"),
                planted(
                                "spends what it has accepted as coming",
                                in(LINE, "payable").answers("SettlementSlot.reserved", 0L))
                        .fails("trustline.machine.SettlementTest#takesTheCreditorsHeadroomAtBothEnds"));
    }
}
