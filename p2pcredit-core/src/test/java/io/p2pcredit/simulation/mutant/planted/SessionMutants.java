package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.Value;
import java.util.List;
import java.util.NoSuchElementException;

/** Sessions that prove too little, and lines that are not brought in step. */
final class SessionMutants {
    private static final String CHECK = "internal.session.MessageCheck";
    private static final String CONTENT = "message.SignedContent";
    private static final String RESUMPTION = "trustline.machine.Resumption";
    private static final String STEPPER = "trustline.machine.Stepper";
    private static final String WORKING = "trustline.machine.WorkingLine";

    private SessionMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted("believes every proof", in(CHECK, "isOf").at(2, 2).returns(true))
                        .fails("internal.session.MessageCheckTest"),
                planted("takes an unsigned resume", in(CHECK, "resume").answers("Handshake.verifies", true))
                        .fails("internal.session.MessageCheckTest"),
                planted(
                                "believes every signature",
                                in("internal.session.Verifier", "verifies").returns(true))
                        .fails("internal.session.MessageCheckTest"),
                planted("does not sign its role", in(CONTENT, "auth").answers("Role.number", 0))
                        .fails("internal.session.MessageCheckTest"),
                planted("does not sign the versions", in(CONTENT, "hello").leavesOut("List.forEach"))
                        .fails("internal.session.MessageCheckTest#isNotOverOtherVersions"),
                planted(
                                "signs a resume for every session",
                                in(CONTENT, "resume").at(2, 4).leavesOut("ByteBuffer.put"))
                        .fails("internal.session.MessageCheckTest#isNotBelievedFromAnotherSession"),
                planted(
                                "takes what an old session says",
                                in("internal.session.Succession", "isCurrent").returns(true))
                        .violates("I24 NobodyQuarrels", 30),
                planted(
                                "takes any key for a known name",
                                in("internal.session.Gate", "admit").answers("PublicKey.equals", true))
                        .fails("node.OpeningTest#turnsAwayWhoeverComesBackUnderAPinnedNameWithAnotherKey"),
                planted(
                                "takes whoever answers for whom it has dialled",
                                in("internal.session.Handshake", "isMet").returns(true))
                        .fails("internal.session.MessageCheckTest#meetsNobodyElse"),
                planted(
                                "keeps the session that the higher key has dialled",
                                in("internal.session.Standing", "resumed").answers("PublicKey.compareTo", -1))
                        .fails("internal.session.StandingTest"),
                planted(
                                "takes in no second session",
                                in("internal.session.Standing", "rival").returns(Value.EMPTY))
                        .fails("internal.session.StandingTest"),
                planted(
                                "is ready before it has everything",
                                in("trustline.machine.Link$Goal", "isReachedBy")
                                        .at(1, 2)
                                        .returns(true),
                                in("trustline.machine.Link$Goal", "isReachedBy")
                                        .at(2, 2)
                                        .returns(true))
                        .violates("I12 SignsOnlyWhenReady", 20),
                planted(
                                "sends in no causal order",
                                in("internal.resume.CausalMerge", "isNext")
                                        .at(2, 2)
                                        .ignores())
                        .fails("internal.resume.CausalMergeTest#sendsNothingBeforeWhatItCovers"),
                planted(
                                "takes its own back in any order",
                                in("trustline.machine.GivenBack", "newer")
                                        .at(1, 1)
                                        .answers("Chain.signedSeq", Long.MAX_VALUE))
                        .fails("trustline.machine.GivenBackTest"),
                planted(
                                "does not mind what it has lost",
                                in(RESUMPTION, "receive")
                                        .reads(
                                                Value.constant("trustline.machine.ProofOrder", "CONTRADICTION"),
                                                "NEWER"))
                        .fails("trustline.machine.ResumptionTest#aRestoredSideGetsItsOwnPaymentBack"),
                planted(
                                "merges what it sends again",
                                in(RESUMPTION, "missing").alters("Window.after", Blunders.class, "merged"))
                        .fails("trustline.machine.ResumptionTest#whatIsSentAgainIsTheUpdatesAsTheyWereSigned"),
                planted(
                                "acknowledges acknowledgements",
                                in(WORKING, "owesAcknowledgement").at(4, 4).shiftsTheBoundary())
                        .fails("trustline.machine.PaymentTest#haveNoEntriesAndAreNotAcknowledged"),
                planted("has no window", in(WORKING, "isWindowFull").returns(false))
                        .fails("trustline.machine.PaymentTest#refusesAsBusyWhenTooManyUpdatesAreUnacknowledged"),
                planted(
                                "sends a restored peer all at once",
                                in("internal.resume.Allowance", "admits").returns(true))
                        .fails("internal.resume.AllowanceTest#admitsNothingLargeToAStranger"),
                planted(
                                "pays on a frozen line",
                                in(STEPPER, "refusedUnlessUsable").answers("Line.isFrozen", false))
                        .fails("trustline.machine.ReceptionTest#everyCommandIsRefusedAndEveryUpdateIgnored"),
                planted(
                                "shows nothing where it holds nothing",
                                in(STEPPER, "sessionStarted")
                                        .at(3, 3)
                                        .calls("Stepper.moved", Blunders.class, "movedUnlessBlank"))
                        .failsBy(
                                NoSuchElementException.class,
                                "trustline.machine.ResumptionTest#aSideThatLostEverythingGetsTheWholeLineBack"),
                planted(
                                "shows where it stands in its first session only",
                                in(STEPPER, "sessionStarted")
                                        .at(3, 3)
                                        .calls("Stepper.moved", Blunders.class, "movedUnlessReadyBefore"))
                        .fails("trustline.machine.ResumptionTest#oneUpdateIsMissingThere"),
                planted(
                                "signs a resume without its domain tag",
                                in(CONTENT, "resume").at(1, 4).leavesOut("ByteBuffer.put"))
                        .fails("message.SignedContentTest"),
                planted(
                                "signs no line in a resume",
                                in(CONTENT, "resume").at(4, 4).leavesOut("ByteBuffer.put"))
                        .fails("message.SignedContentTest"),
                planted(
                                "signs nothing of what it shows of itself",
                                in(CONTENT, "resume").at(1, 2).leavesOut("SignedContent.put"))
                        .fails("message.SignedContentTest"),
                planted(
                                "signs nothing of what it shows of the peer",
                                in(CONTENT, "resume").at(2, 2).leavesOut("SignedContent.put"))
                        .fails("message.SignedContentTest"),
                planted(
                                "sends entries again under its newest proof",
                                in(RESUMPTION, "missing").calls("Line.window", Blunders.class, "underTheNewestProof"))
                        .fails("trustline.machine.ResumptionTest#whatIsSentAgainIsNotSignedForAnew"),
                planted(
                                "brings in step with its newest proofs alone",
                                in("internal.resume.CatchUp", "sendNext")
                                        .alters("Strand.take", Blunders.class, "withoutItsEntries"))
                        .fails("internal.resume.CatchUpTest#goesOnAfterWhatThePeerHasShownOfItsOwn"),
                planted(
                                "gives nothing back",
                                in(RESUMPTION, "whatThePeerLacks").at(1, 9).skips())
                        .fails("trustline.machine.ResumptionTest#aRestoredSideGetsItsOwnPaymentBack"),
                planted(
                                "forgets the ids of what came back",
                                in("trustline.machine.LineStory", "tell/1")
                                        .at(2, 3)
                                        .leavesOut("LineStory.tell"))
                        .fails("node.RestoringTest#paysNothingTwiceThatHasComeBackWhileTheHistoryLags"),
                planted(
                                "pays before it is in step",
                                in("trustline.machine.PaymentSteps", "pay").answers("Link.isReady", true))
                        .fails("trustline.machine.NotReadyTest#aPaymentThatFitsWaitsToo"),
                planted(
                                "acknowledges before it is in step",
                                in(WORKING, "owesAcknowledgement").answers("Link.isReady", true))
                        .fails(
                                "trustline.machine.NotReadyTest#noAcknowledgementIsSignedBeforeTheLastOfWhatIsMissingHasCome"),
                planted(
                                "changes its limit before it is in step",
                                in(STEPPER, "refusedUnlessReady").answers("Link.isReady", true))
                        .fails("trustline.machine.NotReadyTest#nothingIsSigned"),
                planted("goes on after its session", in(STEPPER, "sessionEnded").leavesOut("WorkingLine.with"))
                        .fails("trustline.machine.NotReadyTest"));
    }
}
