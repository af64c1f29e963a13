package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;

import io.p2pcredit.simulation.mutant.Mutant;
import java.util.List;

/** Nodes as they are, in a world that does not keep its promises. */
final class WorldMutants {
    private WorldMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted("has a journal that loses its last group", BrokenStores.losingTheLastGroup())
                        .violates("I22 RebuiltStateIsTheSame", 20),
                planted("has a journal that writes too late", BrokenStores.late())
                        .violates("I11 DurableBeforeSent", 1),
                planted("is not told that its journal has failed", BrokenStores.failingInSilence())
                        .violates("I13 StopsAfterStorageError", 1),
                planted("is not alone with its journal", BrokenStores.shared()).violates("I14 OneOwnerPerStore", 1),
                planted("has a history that forgets payments", BrokenStores.forgettingPayments())
                        .violates("I2 HistoryTellsEverything", 1),
                planted("has a ledger that pays twice", BrokenSurroundings.ledgerThatPaysTwice())
                        .violates("I4 SettlementsAreAgreed", 50),
                planted("has a ledger that only says that it pays", BrokenSurroundings.ledgerThatOnlySaysThatItPays())
                        .violates("I6 EverythingRecovers", 50),
                planted("has a network that never heals", BrokenSurroundings.networkThatNeverHeals())
                        .violates("I6 EverythingRecovers", 1),
                planted("signs anything and believes it", BrokenSurroundings.signaturesOfAnything())
                        .violates("I10 AcceptedProofsVerify", 1));
    }
}
