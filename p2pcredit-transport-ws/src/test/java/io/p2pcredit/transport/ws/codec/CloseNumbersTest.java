package io.p2pcredit.transport.ws.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.CloseCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CloseNumbersTest {
    @ParameterizedTest
    @EnumSource
    void leadsBackFromItsNumber(CloseCode code) {
        assertThat(CloseNumbers.code(CloseNumbers.of(code))).contains(code);
        assertThat(CloseNumbers.closest(CloseNumbers.of(code))).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void isInTheDocument(CloseCode code) throws IOException {
        assertThat(Files.readString(Path.of("WIRE.md")))
                .contains("| " + CloseNumbers.of(code) + " | `" + code.name() + "` |");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, GOING_AWAY",
        "1001, GOING_AWAY",
        "1002, PROTOCOL_VIOLATION",
        "1003, PROTOCOL_VIOLATION",
        "1005, LOST",
        "1006, LOST",
        "1007, PROTOCOL_VIOLATION",
        "1008, PROTOCOL_VIOLATION",
        "1009, TOO_LARGE",
        "1010, PROTOCOL_VIOLATION",
        "1011, LOST",
        "1012, GOING_AWAY",
        "1013, BUSY",
        "1014, LOST",
        "1015, LOST",
        "3000, LOST",
        "4014, LOST",
        "4999, LOST",
        "-1, LOST",
        "0, LOST"
    })
    void takesAForeignStatusForTheClosestCode(int status, CloseCode code) {
        assertThat(CloseNumbers.code(status)).isEmpty();
        assertThat(CloseNumbers.closest(status)).isEqualTo(code);
    }
}
