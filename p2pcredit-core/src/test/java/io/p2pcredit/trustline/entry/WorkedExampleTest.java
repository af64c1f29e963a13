package io.p2pcredit.trustline.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.trustline.Golden;
import io.p2pcredit.trustline.machine.Window;
import io.p2pcredit.trustline.machine.WorkingLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The specification says what the golden vectors say. */
class WorkedExampleTest {
    private static String document() throws IOException {
        return Files.readString(Path.of("PROTOCOL.md"));
    }

    @ParameterizedTest
    @CsvSource({
        "keys, alice.public",
        "keys, bob.public",
        "line, bytes",
        "line, id",
        "chain, entry.1",
        "chain, hash.1",
        "chain, entry.2",
        "chain, hash.2",
        "proof-paid, signature",
        "update-paid, bytes",
        "settlement-key, key"
    })
    void theExampleShowsTheGoldenBytes(String vector, String field) throws IOException {
        assertThat(document().replaceAll("\\s", "")).contains(Golden.of(vector).text(field));
    }

    @Test
    void theExampleShowsTheFieldsOfTheProofInOrder() throws IOException {
        String document = document();
        String example = document.substring(document.indexOf("Her proof over both"), document.indexOf("Her signature"));
        String hex = example.lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(word -> word.matches("[0-9a-f]{2,}"))
                .reduce("", String::concat);
        assertThat(hex).isEqualTo(Golden.of("proof-paid").text("bytes"));
    }

    @Test
    void theSizesAreThoseOfTheCode() throws IOException {
        assertThat(document())
                .contains(BalanceProof.SIZE + " bytes.", SignedProof.SIZE + " bytes.")
                .contains(WorkingLine.MAX_UPDATE_BYTES / 1024 + " KiB of canonical bytes")
                .contains("at most 1,024 of them and " + Window.MAX_BYTES / (1024 * 1024) + " MiB")
                .contains("at most " + ProtocolLimits.MAX_PROPOSAL_UPDATES + " updates")
                .contains("one message of " + ProtocolLimits.MAX_MESSAGE_BYTES / 1024 + " KiB");
        assertThat(Window.MAX_UPDATES).isEqualTo(1_024);
    }
}
