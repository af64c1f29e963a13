package io.p2pcredit.fakechain.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.Value;
import java.util.List;

/** A client that believes what no server has said, or says a thing twice. */
final class ClientMutants {
    private static final String LEDGER = "fakechain.internal.client.V2Ledger";
    private static final String ORIGINAL = "fakechain.internal.client.OriginalLedger";
    private static final String TEST = "fakechain.FakechainClientTest#";
    private static final String FAULTS = "fakechain.FakechainClientFaultsTest#";

    private ClientMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "pays under another key each time",
                                in(LEDGER, "submit").calls("SettlementKey.toString", FakechainBlunders.class, "anyKey"))
                        .fails(TEST + "movesMoneyOnceForEachKey"),
                planted(
                                "takes silence for a refusal",
                                in(LEDGER, "outcome")
                                        .alters("V2Ledger.decided", FakechainBlunders.class, "silenceIsRefusal"))
                        .fails(FAULTS + "knowsNothingAndIsExecutedOnceWhenItIsSubmittedAgain"),
                planted(
                                "takes the answer about another transfer",
                                in(LEDGER, "decided").answers("Ledger$Transfer.equals", true))
                        .fails(FAULTS + "takesNoAnswerAboutAnotherTransfer"),
                planted("takes the record of another key", in(LEDGER, "keyUsed").leavesOut("V2Ledger.checkIsOf"))
                        .fails(FAULTS + "takesNoRecordOfAnotherKeyOrOfTheSameTransfer"),
                planted("finds what was refused", in(LEDGER, "found").answers("TransferCodec.isExecuted", true))
                        .fails(TEST + "tellsARefusalThatIsFinal"),
                planted(
                                "takes any failure of a look-up for nothing there",
                                in(LEDGER, "lookUp").answers("V2Answers.isError", true))
                        .fails(FAULTS + "knowsNothing"),
                planted(
                                "goes back in a list of transfers",
                                in(LEDGER, "page").at(2, 2).leavesOut("Decoder.check"))
                        .fails(FAULTS + "takesNoPageThatGoesBackOrStandsStill"),
                planted(
                                "takes what others were paid for its own",
                                in(LEDGER, "page").at(1, 2).leavesOut("Decoder.check"))
                        .fails(FAULTS + "takesNoPageThatGoesBackOrStandsStill"),
                planted(
                                "takes any outcome for an execution",
                                in("fakechain.internal.client.TransferCodec", "isExecuted")
                                        .returns(true))
                        .fails(TEST + "tellsARefusalThatIsFinal"),
                planted(
                                "reads an answer of any size",
                                in("fakechain.internal.exchange.AnswerReader", "exactly")
                                        .at(1, 2)
                                        .skips())
                        .fails("fakechain.internal.exchange.SingleRequestTest#mayBeAsLargeAsItsBound"),
                planted(
                                "lets the JDK pay again over the original interface",
                                in(ORIGINAL, "submit").mistakes("Calls.once", "get"))
                        .fails("fakechain.AtMostOneRequestTest#paysAtMostOnceAndKnowsNothing"),
                planted(
                                "has the original interface hold any amount",
                                in(ORIGINAL, "submit").at(2, 2).skips())
                        .fails("fakechain.OverTheOriginalInterfaceTest#sendsNoAmountThatOriginalServersCannotHold"),
                planted(
                                "takes the original interface for one that tells keys apart",
                                in(ORIGINAL, "askCapabilities")
                                        .reads(Value.constant("spi.Ledger$Capability", "IDEMPOTENT_SUBMIT"), "BALANCE"))
                        .fails("fakechain.WhichInterfaceTest#staysTheOriginalOneToo"),
                planted(
                                "takes a server that fails for an original one",
                                in("fakechain.internal.client.Interfaces", "isWithoutV2")
                                        .returns(true))
                        .fails("fakechain.WhichInterfaceTest#isUnknownWhereTheServerFailsOrSpeaksNonsense"),
                planted(
                                "believes any published key",
                                in("fakechain.internal.client.UserCodec", "peer/3")
                                        .leavesOut("Optional.filter"))
                        .fails(TEST + "believesNoKeyOtherThanTheAccountsOwn"));
    }
}
