package io.p2pcredit.transport.ws.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
    private static final Path WIRE = Path.of("WIRE.md");

    @ParameterizedTest
    @MethodSource("names")
    void encodesToTheGoldenFile(String name) throws IOException {
        byte[] text = MessageCodec.encode(message(name));
        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(file(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void decodesTheGoldenFile(String name) throws IOException {
        assertThat(MessageCodec.decode(file(name).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(message(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAnExampleInTheDocument(String name) throws IOException {
        assertThat(Files.readString(WIRE)).contains(file(name));
    }

    @Test
    void thereIsAFileForEveryKindOfMessage() {
        Stream<Class<?>> shown = GoldenMessages.all().values().stream().map(PeerMessage::getClass);
        assertThat(shown).contains(PeerMessage.class.getPermittedSubclasses());
    }

    static Collection<String> names() {
        return GoldenMessages.all().keySet();
    }

    private static PeerMessage message(String name) {
        return GoldenMessages.all().get(name);
    }

    /** The file without the line's end. */
    private static String file(String name) throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
