package io.p2pcredit.transport.ws.codec.planted;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.MutantContract;
import java.util.List;

/** The bugs that are planted in the codec. */
class PlantedBugsTest extends MutantContract {
    @Override
    protected List<Mutant> planted() {
        return CodecMutants.all();
    }
}
