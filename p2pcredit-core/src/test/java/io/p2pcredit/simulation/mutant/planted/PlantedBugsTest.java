package io.p2pcredit.simulation.mutant.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.MutantContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bugs that are planted in this library, and in what stands around its nodes. */
class PlantedBugsTest extends MutantContract {
    private static final Path DOCUMENT = Path.of("TESTING.md");

    @Override
    protected List<Mutant> planted() {
        return Stream.of(
                        ProofMutants.all(),
                        LimitMutants.all(),
                        ClosedLineMutants.all(),
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

    @Test
    void eachIsInTheDocument() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(planted()).allSatisfy(bug -> assertThat(document).contains(bug.name()));
    }

    @Test
    void theTableOfRulesNamesOnlyBugsThatAreOnTheLists() throws IOException {
        String[] parts = Files.readString(DOCUMENT).split("### The rules that must not|### What the bugs have", 3);
        List<String> bugs = parts[1].lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .flatMap(row -> Stream.of(row.split("\\|", -1)[2].strip().split("; ")))
                .toList();
        assertThat(bugs)
                .hasSizeGreaterThan(17)
                .allSatisfy(bug -> assertThat(parts[0]).contains(bug));
    }
}
