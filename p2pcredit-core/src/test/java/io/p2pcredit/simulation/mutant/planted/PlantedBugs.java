package io.p2pcredit.simulation.mutant.planted;

import io.p2pcredit.simulation.mutant.Mutant;
import java.util.List;
import java.util.stream.Stream;

/** All bugs that are planted in this library. */
final class PlantedBugs {
    private PlantedBugs() {}

    static List<Mutant> all() {
        return Stream.of(
                        ProofMutants.all(),
                        LimitMutants.all(),
                        SettlementMutants.all(),
                        SessionMutants.all(),
                        StorageMutants.all(),
                        PaymentMutants.all(),
                        FormMutants.all(),
                        BoundMutants.all(),
                        MalloryMutants.all(),
                        WorldMutants.all())
                .flatMap(List::stream)
                .toList();
    }
}
