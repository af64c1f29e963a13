package io.p2pcredit.fakechain.planted;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.MutantContract;
import java.util.List;
import java.util.stream.Stream;

/** The bugs that are planted in the Fakechain's server and in the client. */
class PlantedBugsTest extends MutantContract {
    @Override
    protected List<Mutant> planted() {
        return Stream.of(ServerMutants.all(), ClientMutants.all())
                .flatMap(List::stream)
                .toList();
    }
}
