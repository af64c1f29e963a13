package io.p2pcredit.transport.ws.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.transport.ws.codec.Mutations.Mutation;
import io.p2pcredit.trustline.entry.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing but exactly a message is taken for one, in every kind of message. */
class StrictnessTest {
    private static final long SEED = Long.getLong("p2pcredit.seed", new Random().nextLong());
    private static final JsonFactory JSON = new JsonFactory();

    private final Random random = new Random(SEED);
    private final RandomMessages messages = new RandomMessages(random);

    @ParameterizedTest
    @MethodSource("names")
    void refusesEveryMutationOfAMessage(String name) {
        Mutations.of(text(GoldenMessages.all().get(name))).forEach(mutation -> assertRefused(name, mutation));
    }

    @Test
    void refusesAnyMutationOfAnyMessage() {
        for (int i = 0; i < 200; i++) {
            List<Mutation> mutations = Mutations.of(text(messages.next()));
            for (int j = 0; j < 10; j++) {
                assertRefused("-Dp2pcredit.seed=" + SEED, mutations.get(random.nextInt(mutations.size())));
            }
        }
    }

    @Test
    void takesDamagedTextOnlyForWhatItSays() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            byte[] text = damaged(MessageCodec.encode(messages.next()));
            Optional<byte[]> again = decodedAndEncoded(text);
            if (again.isPresent()) {
                assertThat(tokens(again.get()))
                        .as("-Dp2pcredit.seed=%d, text %d", SEED, i)
                        .isEqualTo(tokens(text));
            }
        }
    }

    static Collection<String> names() {
        return GoldenMessages.all().keySet();
    }

    private static void assertRefused(String where, Mutation mutation) {
        byte[] text = mutation.text().get();
        assertThat(decodedAndEncoded(text))
                .as(() -> where + ", " + mutation.what() + ": " + new String(text, StandardCharsets.UTF_8))
                .isEmpty();
    }

    /** Empty if refused. No other exception is allowed, and no message repeats what is foreign. */
    private static Optional<byte[]> decodedAndEncoded(byte[] text) {
        try {
            return Optional.of(MessageCodec.encode(MessageCodec.decode(text)));
        } catch (MalformedException e) {
            assertThat(e.getMessage()).matches("[ -!#-~]*(\"[A-Za-z]+\"[ -!#-~]*)?");
            return Optional.empty();
        }
    }

    private static List<String> tokens(byte[] text) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                tokens.add(parser.currentToken() + " " + parser.getText());
            }
        }
        return tokens;
    }

    private byte[] damaged(byte[] text) {
        byte[] copy = random.nextInt(4) == 0 ? Arrays.copyOf(text, random.nextInt(text.length + 1)) : text.clone();
        for (int i = random.nextInt(3); i > 0 && copy.length > 0; i--) {
            copy[random.nextInt(copy.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(96) + 32);
        }
        return copy;
    }

    private static String text(PeerMessage message) {
        return new String(MessageCodec.encode(message), StandardCharsets.UTF_8);
    }
}
