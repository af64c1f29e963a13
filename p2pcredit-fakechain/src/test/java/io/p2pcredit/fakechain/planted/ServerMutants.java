package io.p2pcredit.fakechain.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.Value;
import java.util.List;

/** A server that moves money otherwise than once, answers what is not stored, or serves whoever asks. */
final class ServerMutants {
    private static final String CHAIN = "fakechain.internal.chain.";
    private static final String RULES = CHAIN + "Rules";
    private static final String ORDERS = CHAIN + "Orders";
    private static final String RECORDS = "fakechain.internal.store.SqliteRecords";
    private static final String CHAIN_TEST = CHAIN + "ChainTest#";
    private static final String DISK_TEST = "fakechain.internal.store.DiskFailureTest#";

    private ServerMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted("pays one key twice", in(RULES, "transfer").answers("LedgerDraft.decided", Value.NULL))
                        .fails(CHAIN_TEST + "isExecutedOnceAndAnsweredAlwaysTheSame"),
                planted(
                                "pays once the reason of a refusal is gone",
                                in(RULES, "transfer")
                                        .alters("LedgerDraft.decided", FakechainBlunders.class, "unlessRefused"))
                        .fails(CHAIN_TEST + "staysRefusedWhenTheReasonIsGone"),
                planted(
                                "takes any transfer for the one under its key",
                                in(CHAIN + "Transfer", "answers").returns(true))
                        .fails(CHAIN_TEST + "isRefusedWithOtherContentsAndToldTheRecordedOnes"),
                planted(
                                "gives all senders the same keys",
                                in(CHAIN + "CandidateLedger$KeyOfSender", "<init>")
                                        .doesNotWrite("sender"))
                        .fails(CHAIN_TEST + "sharesNoKeysWithOtherSenders"),
                planted("lets anybody use up a key", in(RULES, "transfer").answers("KeyHash.equals", true))
                        .fails(CHAIN_TEST + "leavesItsKeyUnusedIfItIsNotTheSendersOwn"),
                planted(
                                "takes any private key",
                                in("fakechain.internal.key.PrivateKeys", "matches")
                                        .returns(true))
                        .fails("fakechain.V2InterfaceTest#ofSomebodyElseLeavesTheKeyUnused"),
                planted(
                                "remembers a wrong private key as verified",
                                in("fakechain.internal.key.PrivateKeys", "matches")
                                        .at(2, 2)
                                        .ignores())
                        .fails("fakechain.internal.key.PrivateKeysTest#recognisesAWrongKeyNeitherTheFirstTimeNorLater"),
                planted("overdraws", in(RULES, "refusal").at(4, 5).skips())
                        .fails(CHAIN_TEST + "isRecordedWhenItIsRefused"),
                planted("keeps the last unit", in(RULES, "refusal").at(4, 5).shiftsTheBoundary())
                        .fails("fakechain.OriginalInterfaceTest#needsNoMoreThanTheExactBalance"),
                planted("holds balances of any size", in(RULES, "refusal").answers("Units.isBalance", true))
                        .fails("fakechain.OriginalInterfaceTest#boundBalancesByUnsigned32Bit"),
                planted("numbers again from the first", in(RULES, "register").answers("Draft.newestNumber", 0L))
                        .fails(CHAIN_TEST + "neverLetsATransferHaveTheNumberOfADeletedOne"),
                planted(
                                "begins a page with the end of the one before",
                                in(CHAIN + "CandidateLedger", "firstAfter")
                                        .at(2, 2)
                                        .shiftsTheBoundary())
                        .fails(CHAIN_TEST + "comePageByPage"),
                planted("answers what it has not stored", in(ORDERS, "record").leavesOut("Records.keep"))
                        .fails(ORDERS + "Test#isNotMadeAndCanBeOrderedAgain"),
                planted(
                                "changes before it stores",
                                in(ORDERS, "record").calls("Records.keep", FakechainBlunders.class, "keepLater"),
                                in(ORDERS, "record").calls("List.forEach", FakechainBlunders.class, "keepAndRelease"))
                        .fails(ORDERS + "Test#isNotMadeAndCanBeOrderedAgain"),
                planted(
                                "goes on after a change of which nobody knows whether it is stored",
                                in(ORDERS, "record").at(3, 4).doesNotWrite("isInDoubt"))
                        .fails(ORDERS + "Test#isTheLastUntilTheNextStart"),
                planted(
                                "stores each change by itself",
                                in(RECORDS, "keep").answers("Statement.execute", false),
                                in(RECORDS, "commit").answers("Statement.execute", false))
                        .fails(DISK_TEST + "aCommitWithoutRoomChangesNothing"),
                planted(
                                "takes a failed commit for one that changes nothing",
                                in(RECORDS, "commit").answers("SqliteError.isFull", true))
                        .fails(DISK_TEST + "aCommitThatFailedIsFoundOutAtTheNextStart"),
                planted(
                                "leaves it to the system when a change is on the disk",
                                in(RECORDS, "<init>").uses("PRAGMA synchronous = OFF", "PRAGMA synchronous = FULL"))
                        .fails(DISK_TEST + "everyCommitIsOnTheDiskWhenItIsOver"),
                planted(
                                "reads a body of any size",
                                in("fakechain.internal.http.Request", "read")
                                        .at(2, 2)
                                        .skips())
                        .fails("fakechain.V2InterfaceTest#thatAreTooLargeAreRefused"),
                planted(
                                "serves the pages of other sites",
                                in("fakechain.internal.http.Request", "isFromAnotherSite")
                                        .returns(false))
                        .fails("fakechain.OriginalInterfaceTest#ofOtherSitesPagesAreRefused"));
    }
}
