package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.Value;
import java.util.List;

/** What a receiver has to check in an update, and does not; and what it must not refuse. */
final class ProofMutants {
    private static final String ORDER = "trustline.machine.ProofOrder";
    private static final String RECEPTION = "trustline.machine.Reception";
    private static final String CHECK = "trustline.machine.EntryCheck";
    private static final String GIVEN_BACK = "trustline.machine.GivenBack";

    private ProofMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "takes a stale proof for a new one",
                                in(ORDER, "of").at(2, 2).reads(order("NEWER"), "STALE"))
                        .fails("trustline.machine.ReceptionTest#aStaleUpdateIsIgnored"),
                planted(
                                "takes other bytes in the same place for old news",
                                in(ORDER, "sameEntries").reads(order("STALE"), "CONTRADICTION"))
                        .fails("trustline.machine.ReceptionTest#isAnotherTotalForTheSameEntries"),
                planted(
                                "does not compare the hashes of two proofs",
                                in(ORDER, "sameEntries").answers("Hash.equals", true))
                        .fails("trustline.machine.ReceptionTest#isAnotherHashForTheSameEntries"),
                planted(
                                "takes a proof that has seen less than the last one",
                                in(ORDER, "of").reads(order("NEWER"), "CONTRADICTION"))
                        .fails("trustline.machine.ReceptionTest#isMoreEntriesWithLessSeen"),
                planted(
                                "does not compare a proof with its entries",
                                in(CHECK, "adds").returns(true))
                        .fails("trustline.machine.ReceptionTest#thatDoNotFollowFromTheEntriesFreeze"),
                planted(
                                "does not compare the hash with the entries",
                                in(CHECK, "adds").calls("BalanceProof.equals", Blunders.class, "areSameButTheHash"))
                        .fails("trustline.machine.ReceptionTest#overAnotherEntryWithTheSameTotalsFreeze"),
                planted(
                                "takes an update of another line",
                                in(RECEPTION, "receive").answers("LineId.equals", true))
                        .fails("trustline.machine.ReceptionTest#anUpdateOfAnotherLineEndsTheSession"),
                planted(
                                "takes its own update for the peer's",
                                in(RECEPTION, "receive").answers("BalanceProof.side", Value.NULL))
                        .fails("trustline.machine.ReceptionTest#anUpdateOfThisEndsOwnSideEndsTheSession"),
                planted(
                                "lets the peer acknowledge what was never written",
                                in(RECEPTION, "newer").answers("Chain.signedSeq", Long.MAX_VALUE))
                        .fails("trustline.machine.ReceptionTest#entriesThatWereNeverWrittenFreeze"),
                planted(
                                "lets the peer forget what it was shown",
                                in(RECEPTION, "newer").answers("Link.shown", 0L))
                        .fails("trustline.machine.ReceptionTest#aLoweredLimitBindsAPeerThatNeverAcknowledgesIt"),
                planted(
                                "takes an update over a gap",
                                in(RECEPTION, "newer").at(6, 6).skips())
                        .fails("trustline.machine.ReceptionTest#aGapAsksForAnotherSession"),
                planted(
                                "lets totals wrap",
                                in("trustline.machine.Chain", "overflowsWith").returns(false))
                        .failsBy(
                                ArithmeticException.class,
                                "trustline.machine.ReceptionTest#ofThePaidTotalFreezesAndIsNeverWrapped"),
                planted(
                                "takes back whatever the peer says that it had signed",
                                in(GIVEN_BACK, "isWhole").returns(true))
                        .fails("trustline.machine.GivenBackTest"),
                planted(
                                "takes its own back beyond what was shown",
                                in(GIVEN_BACK, "newer").answers("Optional.isPresent", true))
                        .fails("trustline.machine.GivenBackTest"),
                planted(
                                "lets the peer answer what it was never asked",
                                in(CHECK, "isAboutAnother").returns(true))
                        .fails("trustline.machine.ReceptionTest#freeze"),
                planted(
                                "never binds the peer to what it was shown",
                                in(RECEPTION, "isNewInThisSession").returns(false))
                        .fails("trustline.machine.ReceptionTest#aLoweredLimitBindsAPeerThatNeverAcknowledgesIt"),
                planted(
                                "takes what is shown of another line for this one",
                                in("trustline.machine.Resumption", "isAboutThisLine")
                                        .returns(true))
                        .fails("trustline.machine.ResumptionTest#isSentAwayIfItShowsAProofOfAnotherLine"),
                planted("takes a line of another asset", in(CHECK, "open").answers("Asset.equals", true))
                        .fails("trustline.machine.ReceptionTest#anAssetThatIsNotTheLinesFreezes"),
                planted(
                                "lets the peer announce two settlements at a time",
                                in(CHECK, "settlementIntent").answers("SettlementSlot.isUnderWay", false))
                        .fails("trustline.machine.ReceptionTest#aSecondSettlementWhileOneIsUnderWayFreezes"),
                planted(
                                "lets the peer accept more than it was asked",
                                in(CHECK, "mayBeAnswered").returns(true))
                        .fails("trustline.machine.ReceptionTest#anAnswerLargerThanWhatWasAskedFreezes"),
                planted(
                                "lets the peer credit one settlement twice",
                                in(CHECK, "mayBeCredited").returns(true))
                        .fails("trustline.machine.ReceptionTest#aSecondCreditForOneSettlementFreezes"),
                planted(
                                "refuses what its peer has signed beyond the limit",
                                in(RECEPTION, "freeze/2").calls("Reception.freeze", Blunders.class, "ignored"))
                        .fails("trustline.machine.ReceptionTest#aPaymentFreezes"),
                planted(
                                "ends the session over what its peer has signed beyond the limit",
                                in(RECEPTION, "freeze/2").calls("Reception.freeze", Blunders.class, "sentAway"))
                        .fails("trustline.machine.ReceptionTest#aPaymentFreezes"),
                planted(
                                "refuses what its peer has signed while it is full itself",
                                in(RECEPTION, "receive").calls("Line.isFrozen", Blunders.class, "isFrozenOrBusy"))
                        .fails("trustline.machine.PaymentTest#neverKeepsAnAcknowledgementFromBeingSigned"));
    }

    private static Value order(String name) {
        return Value.constant(ORDER, name);
    }
}
