package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.Value;
import java.util.List;

/** Money that is moved, or counted, otherwise than once. */
final class SettlementMutants {
    private static final String SUBMISSION = "internal.settlement.Submission";
    private static final String LEDGER = "trustline.machine.LedgerSteps";
    private static final String STEPS = "trustline.machine.SettlementSteps";
    private static final String STEPPER = "trustline.machine.Stepper";
    private static final String SLOT = "trustline.machine.SettlementSlot";
    private static final String WATCH = "internal.settlement.Watches$Watch";

    private SettlementMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "takes a new key for each attempt",
                                in(SUBMISSION, "send").calls("Ledger.submit", Blunders.class, "submitUnderAnotherKey"))
                        .fails("node.SettlementOrderTest#theDebtorAsksAgainUntilTheLedgerAnswers"),
                planted(
                                "takes a key by chance",
                                in(LEDGER, "submission").calls("SettlementKey.of", Blunders.class, "keyByChance"))
                        .fails("trustline.machine.SettlementTest#isSubmittedAgainUnderTheSameKeyAfterARestart"),
                planted(
                                "takes silence for success",
                                in(SUBMISSION, "send").alters("Ledger.submit", Blunders.class, "silenceIsSuccess"))
                        .fails("node.SettlementOrderTest#nothingIsHandedOverTwice"),
                planted(
                                "takes silence for failure",
                                in(SUBMISSION, "send").alters("Ledger.submit", Blunders.class, "silenceIsFailure"))
                        .fails("node.SettlementOrderTest#nothingIsHandedOverTwice"),
                planted(
                                "does not take a refusal for final",
                                in(SUBMISSION, "send").alters("Ledger.submit", Blunders.class, "refusalIsSilence"))
                        .fails("node.SettlementOrderTest#aRefusalIsTakenAtItsWord"),
                planted(
                                "credits what was paid to somebody else",
                                in(WATCH, "found").at(2, 2).answers("AccountId.equals", true))
                        .fails("node.SettlingTest#looksAtATransferThatWentElsewhereAtItsOwnPace"),
                planted("credits what it has credited", in(STEPS, "found").answers("Optional.isEmpty", true))
                        .fails("trustline.machine.SettlementTest#theSameTransferFoundTwiceIsCreditedOnce"),
                planted(
                                "credits more than the ledger has recorded",
                                in(WATCH, "found").alters("Ledger$Transfer.amount", Blunders.class, "oneMore"))
                        .violates("I7 CreditIsBacked", 30),
                planted(
                                "settles unannounced before it is in step",
                                in(STEPPER, "settleUnannounced").answers("Link.wasReady", true),
                                in("internal.settlement.SettlementDesk", "unsuited")
                                        .answers("Link.wasReady", true))
                        .fails("node.UnannouncedSettlementTest#beforeBothWereInStepSinceTheStart"),
                planted(
                                "announces a settlement while one is under way",
                                in(STEPPER, "refusedUnlessOwed").answers("SettlementSlot.isUnderWay", false))
                        .fails("trustline.machine.SettlementTest#aSecondIsRefusedWhileOneIsAnnounced"),
                planted(
                                "signs what the ledger says before it is in step",
                                in(STEPS, "proceed").answers("Link.isReady", true))
                        .fails("trustline.machine.NotReadyTest#nothingIsSigned"),
                planted(
                                "hands a transfer over twice where keys are not told apart",
                                in(SUBMISSION, "unanswered").answers("Optional.isPresent", true),
                                in(SUBMISSION, "again").answers("LedgerSeen.isSafeToRepeatOn", true))
                        .fails("node.SettlementOrderTest#nothingIsHandedOverTwice"),
                planted(
                                "has no doubt about what a lost life was told to pay",
                                in(LEDGER, "doubted").returns(Value.argument(0)))
                        .fails("trustline.machine.SettlementTest#whatWasAcceptedWasPerhapsHandedOverAndIsInDoubt"),
                planted(
                                "pays whomever the answer names",
                                in(SLOT, "isToAnother").returns(false))
                        .fails("trustline.machine.SettlementTest#isASettlementWhosePayeeIsNotThePeersAccount"),
                planted(
                                "accepts from whomever the intent names",
                                in(STEPS, "answer").answers("AccountId.equals", true))
                        .fails("trustline.machine.SettlementTest#isDeclinedInsteadIfThePayerIsNotThePeersAccount"),
                planted(
                                "does not mind another ledger",
                                in(SUBMISSION, "again").answers("LedgerSeen.isSafeToRepeatOn", true))
                        .fails(
                                "node.LedgerChangedTest#leavesItToBothOwnersAndPaysNothingMore",
                                "node.LedgerChangedTest#isNoticedWhenTheDebtorComesBack"),
                planted(
                                "transfers what it asked for instead of what was accepted",
                                in(SLOT, "transferUnits").mistakes("SettlementSlot.answeredUnits", "intendedUnits"))
                        .fails("trustline.machine.SettlementTest#theDebtorSubmitsNoMoreThanWasAccepted"),
                planted(
                                "withdraws what may be paid",
                                in(STEPS, "resolvedByDebtor").at(1, 2).skips())
                        .fails("trustline.machine.ResolutionTest#nothingElseIsInDoubt"),
                planted(
                                "numbers all settlements alike",
                                in("trustline.machine.Line", "nextSettlement").answers("SettlementSlot.number", 0L))
                        .fails("trustline.machine.SettlementTest#theNextSettlementHasTheNextNumber"));
    }
}
