package io.p2pcredit.cli.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {
    private final Refusals refusals = new Refusals(PeerId.of("Alice"), URI.create("http://127.0.0.1:5000"));

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void everyCodeIsOneLineThatSaysWhatHappenedAndWhatToDo(RefusalCode code) {
        String line = line(code);
        assertThat(line).doesNotContain("\n", code.name(), "null").hasSizeBetween(30, 200);
        assertThat(line.split("[.:;,] ")).as("two halves").hasSizeGreaterThan(1);
    }

    @Test
    void onlyWhatComesToTheSameForTheUserHasTheSameLine() {
        long lines = Arrays.stream(RefusalCode.values())
                .map(this::line)
                .collect(Collectors.toSet())
                .size();
        assertThat(lines).isEqualTo(RefusalCode.values().length - 1); // the directory and the ledger are both Fakechain
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNKNOWN_PEER | Fakechain knows nobody called Bob. See who is there: users",
                "PEER_WITHOUT_KEY | Bob publishes no identity key, so it runs other software: no trustline with it is"
                        + " possible.",
                "ALREADY_PROPOSED | Bob has not answered your proposal yet. Wait for the answer.",
                "NOT_ACCEPTED | Bob has not accepted your proposal yet. Nothing was done: wait for the answer.",
                "CREDIT_LIMIT_EXCEEDED | Paying Bob 30 is over the limit: you can pay at most 20 now. Settle what you"
                        + " owe first: settle Bob",
                "MORE_THAN_OWED | Settling 30 is more than you owe Bob: at most 20. Settle everything: settle Bob",
            })
    void namesThePeerAndTheNumbers(RefusalCode code, String line) {
        assertThat(line(code)).isEqualTo(line);
    }

    @Test
    void aProposalToOneselfNamesTheWayOut() {
        assertThat(refusals.line(Refusal.because(RefusalCode.SELF), PeerId.of("Alice"), 100))
                .isEqualTo("Alice is you. Name another peer: users shows who is there");
    }

    @Test
    void aTrustlineWithOneselfIsNotToBeProposed() {
        assertThat(refusals.line(Refusal.because(RefusalCode.NO_TRUSTLINE), PeerId.of("Alice"), 100))
                .isEqualTo("Alice is you. Name another peer: users shows who is there");
    }

    private String line(RefusalCode code) {
        return refusals.line(Refusal.because(code, 20), PeerId.of("Bob"), 30);
    }
}
