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
    private static final String INCOMING = "internal.settlement.Search$Incoming";
    private static final String BALANCE = "internal.settlement.BalanceWatch$Expected";
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
                                in(STEPS, "resolvedByDebtor").at(4, 6).skips())
                        .fails("trustline.machine.ResolutionTest#nothingElseIsInDoubt"),
                planted(
                                "takes back what the ledger has confirmed",
                                in(STEPS, "resolvedByDebtor").answers("OnLedger.isOwnersWord", true))
                        .fails("trustline.machine.UnannouncedTest$WhenTheCreditorIsBack#theLedgersWordIsNotTakenBack"),
                planted(
                                "numbers all settlements alike",
                                in("trustline.machine.Line", "nextSettlement").answers("SettlementSlot.number", 0L))
                        .fails("trustline.machine.SettlementTest#theNextSettlementHasTheNextNumber"),
                planted(
                                "transfers before it is answered",
                                in(STEPS, "asDebtor").answers("SettlementSlot.answeredUnits", 1L),
                                in(SLOT, "transferUnits").mistakes("SettlementSlot.answeredUnits", "intendedUnits"))
                        .fails("trustline.machine.SettlementTest#theDebtorSubmitsNothingBeforeTheAnswer"),
                planted(
                                "takes the transfer for the credit",
                                in("trustline.machine.Line", "payable")
                                        .calls("Line.myDebt", Blunders.class, "debtLessWhatIsMoved"))
                        .fails("trustline.machine.SettlementTest#doesNotGiveTheDebtorHeadroomBeforeTheCredit"),
                planted(
                                "credits whatever has come in by its payer",
                                in(INCOMING, "look").answers("SettlementKey.equals", true),
                                in(WATCH, "found").answers("SettlementKey.equals", true))
                        .fails("internal.settlement.SearchTest#takesNoOtherTransferOfThePayers"),
                planted("does not look who has paid", in(INCOMING, "look").answers("AccountId.equals", true))
                        .failsBy(ClassCastException.class, "internal.settlement.SearchTest#takesNobodyElsesKey"),
                planted(
                                "credits any rise of its balance",
                                in(BALANCE, "judge").at(2, 4).ignores())
                        .fails("node.CreditingByBalanceTest#leavesItToTheOwnerAfterAnotherRise"),
                planted(
                                "does not mind what the ledger has recorded under its key",
                                in(SUBMISSION, "keyUsed").at(1, 2).answers("AccountId.equals", false))
                        .fails("node.SettlementOrderTest#theRecordedTransferIsConfirmedThoughTheCreditorHasNotSeenIt"),
                planted(
                                "takes a transfer to somebody else under its key for its own",
                                in(SUBMISSION, "keyUsed").at(2, 2).answers("AccountId.equals", true))
                        .fails("node.SettlementOrderTest#aTransferToSomebodyElseIsADoubtForAPerson"),
                planted(
                                "has no doubt about what came back accepted",
                                in("trustline.machine.Replay", "restored")
                                        .leavesOut("SettlementSlot.inDoubtIfAnswered"))
                        .fails("trustline.machine.RestoredLineTest#isInDoubtAlsoIfThisLifeWasInStepBefore"),
                planted(
                                "doubts what came back announced and unanswered",
                                in(SLOT, "inDoubtIfAnswered").answers("SettlementSlot.isToBePaid", true))
                        .failsBy(
                                IllegalArgumentException.class,
                                "trustline.machine.ResumptionTest#aSettlementThatWasOnlyAnnouncedGoesOn"));
    }
}
