package io.p2pcredit.transport.ws.codec.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.MutantContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bugs that are planted in the codec. */
class PlantedBugsTest extends MutantContract {
    @Override
    protected List<Mutant> planted() {
        return CodecMutants.all();
    }

    @Test
    void eachIsInTheDocument() throws IOException {
        String document = Files.readString(Path.of("../p2pcredit-core/TESTING.md"));
        assertThat(planted()).allSatisfy(bug -> assertThat(document).contains(bug.name()));
    }
}
