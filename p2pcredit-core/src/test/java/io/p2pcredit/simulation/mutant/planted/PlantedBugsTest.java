package io.p2pcredit.simulation.mutant.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.MutantContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bugs that are planted in this library, and in what stands around its nodes. */
class PlantedBugsTest extends MutantContract {
    @Override
    protected List<Mutant> planted() {
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

    @Test
    void eachHasANameOfItsOwn() {
        assertThat(planted()).extracting(Mutant::name).doesNotHaveDuplicates();
    }
}
