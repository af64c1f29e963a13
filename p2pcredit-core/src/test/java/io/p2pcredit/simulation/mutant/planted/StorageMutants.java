package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.spi.StorageException;
import java.nio.channels.OverlappingFileLockException;
import java.util.List;

/** What is durable too late, in part, or not at all. */
final class StorageMutants {
    private static final String LOOP = "internal.loop.Loop";
    private static final String ENVELOPE = "internal.recovery.Envelope";
    private static final String SNAPSHOTS = "internal.snapshot.Snapshots";

    private StorageMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "sends before it commits",
                                in(LOOP, "commit").calls("Journal.append", Blunders.class, "appendLater"),
                                in(LOOP, "commit").calls("Consumer.accept", Blunders.class, "sendAndAppend"))
                        .fails(
                                "node.StoppingTest#leavesNothingOfAPaymentForWhichThereIsNoSpace",
                                "node.StoppingTest#acknowledgesNothingThatThePeerHadOnItsWay",
                                "node.SurvivingTest#stopsAtTheFirstStorageErrorAndAcknowledgesNothingMore"),
                planted(
                                "stores a proof without its entries",
                                in(LOOP, "group").alters("Commit$Change.facts", Blunders.class, "withoutEntries"))
                        .violates("I11 DurableBeforeSent", 20),
                planted(
                                "acknowledges out of its memory",
                                in(LOOP, "group").alters("Commit$Change.facts", Blunders.class, "withoutThePeers"))
                        .violates("I11 DurableBeforeSent", 20),
                planted(
                                "forgets in a restart what waits",
                                in("internal.recovery.Rebuilding$State", "apply")
                                        .calls("Line.apply", Blunders.class, "applyAllButQueued"))
                        .violates("I22 RebuiltStateIsTheSame", 20),
                planted(
                                "applies again what a snapshot reflects",
                                in("internal.recovery.Rebuilding$State", "reflects")
                                        .returns(false))
                        .violates("I22 RebuiltStateIsTheSame", 20),
                planted(
                                "takes a torn group for a whole one",
                                in(ENVELOPE, "check").at(5, 5).skips())
                        .fails("internal.recovery.RecoveryTest#isRefusedIfAChunkIsDamaged"),
                planted(
                                "takes a group that goes on after its end",
                                in(ENVELOPE, "read").answers("ByteBuffer.hasRemaining", false))
                        .fails("internal.recovery.RecoveryTest#refusesAGroupThatGoesOnAfterItsEnd"),
                planted(
                                "reads what a newer version wrote",
                                in(ENVELOPE, "check").at(3, 5).skips())
                        .fails("internal.recovery.RecoveryTest"),
                planted(
                                "takes a snapshot with a chunk missing",
                                in("internal.recovery.SavedLines", "take")
                                        .at(3, 4)
                                        .skips())
                        .fails("internal.recovery.RecoveryTest#isRefusedIfAChunkIsMissing"),
                planted(
                                "takes a snapshot that ends too early",
                                in("internal.recovery.SavedLines", "of")
                                        .at(1, 2)
                                        .skips())
                        .fails("internal.recovery.RecoveryTest"),
                planted(
                                "seals a snapshot before the history is durable",
                                in(SNAPSHOTS, "add").mistakes("Projector.whenDurable", "whenStored"))
                        .failsBy(
                                IndexOutOfBoundsException.class,
                                "node.SnapshottingTest#sealsAfterTheHistoryIsDurableAndLetsTheGroupsBeforeItGo"),
                planted(
                                "lets groups go that a backup needs",
                                in("internal.snapshot.Backups", "begin").leavesOut("Snapshots.hold"))
                        .failsBy(
                                StorageException.class,
                                "node.CopyingTest#copiesTheHistoryFirstAndLetsNothingGoThatItNeeds"),
                planted(
                                "takes the lines of somebody else",
                                in("internal.recovery.Rebuilding", "state").answers("PublicKey.equals", true))
                        .fails("internal.recovery.RecoveryTest"),
                planted("goes on after a storage error", in(LOOP, "guarded").leavesOut("Loop.halt"))
                        .fails("node.StoppingTest#signsStoresAndSendsNothingMore"),
                planted(
                                "takes a history of another journal",
                                in("internal.recovery.Rebuilding", "apply/3")
                                        .at(2, 5)
                                        .skips())
                        .fails("internal.recovery.RecoveryTest#refusesOneOfAnotherJournal"),
                planted(
                                "takes a history that knows more than the journal",
                                in("internal.recovery.Recovery", "check")
                                        .at(1, 6)
                                        .skips())
                        .fails("internal.recovery.RecoveryTest"),
                planted(
                                "takes its folder twice",
                                in("store.DirectoryLock", "tryLock").answers("Set.add", true))
                        .failsBy(OverlappingFileLockException.class, "store.DirectoryLockTest"));
    }
}
