package io.p2pcredit.transport.ws.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.entry.MalformedException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final String PAYMENT =
            "{'type':'payment','id':'000102030405060708090a0b0c0d0e0f','part':0,'whole':10,'amount':10,'memo':'tea'}";

    private static final long SEED = Long.getLong("p2pcredit.seed", new Random().nextLong());

    @Test
    void decodesWhatItHasEncoded() {
        RandomMessages messages = new RandomMessages(new Random(SEED));
        for (int i = 0; i < 3_000; i++) {
            PeerMessage message = messages.next();
            assertThat(MessageCodec.decode(MessageCodec.encode(message)))
                    .as("-Dp2pcredit.seed=%d, message %d", SEED, i)
                    .isEqualTo(message);
        }
    }

    @Test
    void takesWhiteSpaceBetweenTokens() {
        assertThat(decoded(" { 'type' :\t'decline'\r\n} ".substring(1))).isEqualTo(new Decline());
    }

    @ParameterizedTest
    @EnumSource
    void hasANumberForEveryCloseCode(CloseCode code) {
        assertThat(decoded("{'type':'bye','code':" + CloseNumbers.of(code) + "}"))
                .isEqualTo(new Bye(code));
    }

    @Nested
    class Refuses {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {'type':'decline','more':1}                     | an object has a key that does not belong there
                {'type':'decline','type':'decline'}             | an object has a key that does not belong there
                {'type':'bye'}                                  | the next key must be "code"
                {}                                              | the next key must be "type"
                {'code':4000,'type':'bye'}                      | the next key must be "type"
                {'type':'nonsense'}                             | no message is of this "type"
                {'type':'nonsensical nonsense'}                 | "type" is too long
                {'type':7}                                      | "type" must be a string
                {'type':'bye','code':'4000'}                    | "code" must be a number of plain digits
                {'type':'bye','code':null}                      | "code" must be a number of plain digits
                {'type':'bye','code':[4000]}                    | "code" must be a number of plain digits
                {'type':'bye','code':4999}                      | there is no such "code"
                {'type':'bye','code':5000}                      | "code" is too large
                {'type':'refused','reason':'whatever'}          | there is no such "reason"
                {'type':'decline'}{}                            | nothing may follow a message
                {'type':'decline'}]                             | the text must be JSON (RFC 8259)
                {'type':'decline'                               | the text must be JSON (RFC 8259)
                {'type':'decline',}                             | the text must be JSON (RFC 8259)
                {'type':/*no*/'decline'}                        | the text must be JSON (RFC 8259)
                {type:'decline'}                                | the text must be JSON (RFC 8259)
                ['decline']                                     | a message begins with an object, in UTF-8
                {'type':'hello','versions':[]}                  | the next key must be "name"
                {'type':'hello','versions':[1,'2']}             | "versions" must hold numbers of plain digits
                {'type':'hello','versions':[65536]}             | "versions" must hold numbers from 1 to 65,535
                {'type':'hello','versions':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]} | "versions" holds too many numbers
                """)
        void whatIsNotExactlyAMessage(String text, String rule) {
            assertRefused(text, rule);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1e3", "1E3", "1.0", "+1", "01", "-1", "-0", ".5", "0x10", "NaN", "Infinity", "1e400"})
        void numbersThatAreNotPlainDigits(String number) {
            assertThatThrownBy(() -> decoded("{'type':'bye','code':" + number + "}"))
                    .isInstanceOf(MalformedException.class);
            assertRefusedPayment("'amount':10", "'amount':" + number);
            assertRefusedPayment("'part':0", "'part':" + number);
        }

        @ParameterizedTest
        @CsvSource({
            "0, a value is out of its range",
            "11, a value is out of its range",
            "9007199254740992, '\"amount\" is too large'",
            "99999999999999999999, '\"amount\" must be at most 2^53 - 1'",
            "1000000000000000000000000000000000000000, 'a string, a number, a key or the nesting is too long'",
        })
        void amountsOutOfRange(String number, String rule) {
            assertThatThrownBy(() -> decodedPayment("'amount':10", "'amount':" + number))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageStartingWith(rule);
        }

        @ParameterizedTest
        @CsvSource({
            "update-acknowledgement, side, 1, 2",
            "update-acknowledgement, limit, 9007199254740991, 9007199254740992",
            "update, scale, 9, 10",
            "update, granted, 9007199254740991, 9007199254740992",
            "update, part, 2147483647, 2147483648",
            "propose-again, asked, 9007199254740991, 9007199254740992"
        })
        void numbersBeyondTheirLast(String message, String key, String last, String more) {
            String before = "\"" + key + "\":";
            String taken = golden(message).replaceFirst(before + "[0-9]+", before + last);
            assertThat(MessageCodec.decode(utf8(taken))).isNotNull();
            assertRefused(utf8(taken.replaceFirst(before + last, before + more)), "\"" + key + "\" is too large");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "00",
                    "01",
                    "+1",
                    "-1",
                    "1.0",
                    "1e3",
                    " 1",
                    "1 ",
                    "x",
                    "9223372036854775808",
                    "18446744073709551617",
                    "\u0661"
                })
        void totalsThatAreNotPlainDecimals(String total) {
            String golden = golden("update-acknowledgement");
            assertThatThrownBy(() -> MessageCodec.decode(
                            utf8(golden.replace("\"credited\":\"40\"", "\"credited\":\"" + total + '"'))))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageStartingWith("\"credited\" ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "000102030405060708090a0b0c0d0e0", "000102030405060708090a0b0c0d0e0f0",
                            "000102030405060708090A0B0C0D0E0F",
                    "000102030405060708090a0b0c0d0e0g", "", "0x0102030405060708090a0b0c0d0e0f"
                })
        void idsThatAreNotLowerCaseHexadecimal(String id) {
            assertThatThrownBy(() -> decodedPayment("000102030405060708090a0b0c0d0e0f", id))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageStartingWith("\"id\" ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
                    "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyB",
                    "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHy",
                    "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAA",
                    "+QIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA",
                    "*QIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA",
                    ""
                })
        void valuesThatAreNotCanonicalBase64Url(String value) {
            String text = golden("resume-empty").replace("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA", value);
            assertRefused(utf8(text), "\"line\" must be 32 bytes in base64url without padding");
        }

        @Test
        void aMemoThatIsTooLong() {
            assertRefusedPayment("tea", "x".repeat(257));
            assertRefusedPayment("tea", "\u00fc".repeat(129));
            assertRefusedPayment("tea", "x".repeat(100_000));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud800x", "\u0001", "\\x", "\\u12"})
        void textThatIsNotWellFormed(String memo) {
            assertRefusedPayment("tea", memo);
        }

        @Test
        void nestingThatIsTooDeep() {
            assertRefused("{'type':" + "[".repeat(100_000), "\"type\" must be a string");
            assertRefusedPayment("'tea'", "{'a':".repeat(17) + "1" + "}".repeat(17));
        }

        @Test
        void keysThatAreTooLong() {
            assertRefused("{'" + "t".repeat(1_000) + "':1}", "a string, a number, a key or the nesting is too long");
        }

        @Test
        void moreThanTenThousandAmounts() {
            String batch =
                    "{'type':'update','entries':[{'type':'batch','id':'000102030405060708090a0b0c0d0e0f','amounts':[1"
                            + ",1".repeat(10_000);
            assertRefused(batch, "\"amounts\" must hold at most 10,000 numbers");
        }

        @Test
        void moreThanSixtyFourUpdates() {
            String proposal = golden("propose");
            String update = proposal.substring(proposal.indexOf("{\"entries\""), proposal.length() - 2);
            String beginning = proposal.substring(0, proposal.indexOf(update));
            String most = beginning + String.join(",", Collections.nCopies(64, update));
            assertThat(((Propose) decoded(most + "]}")).updates()).hasSize(64);
            assertRefused(most + "," + update, "\"updates\" holds too many updates");
        }

        @Test
        void textThatIsNotUtf8() {
            byte[] latin = "{\"type\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
            assertRefused(latin, "a message is well-formed UTF-8");
            byte[] surrogate = utf8("{\"type\":\"???\"}");
            surrogate[9] = (byte) 0xed;
            surrogate[10] = (byte) 0xa0;
            surrogate[11] = (byte) 0x80;
            assertRefused(surrogate, "a message is well-formed UTF-8");
            for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                assertRefused("{\"type\":\"decline\"}".getBytes(charset), "a message begins with an object, in UTF-8");
            }
            assertRefused(utf8("\ufeff{\"type\":\"decline\"}"), "a message begins with an object, in UTF-8");
            assertRefused(new byte[0], "a message begins with an object, in UTF-8");
        }

        @Test
        void messagesThatAreTooLarge() {
            byte[] text = utf8("{\"type\":\"decline\"}" + " ".repeat(262_144 - 18));
            assertThat(MessageCodec.decode(text)).isEqualTo(new Decline());
            assertRefused(Arrays.copyOf(text, 262_145), "a message has at most 262144 bytes");
        }
    }

    private static void assertRefused(String text, String rule) {
        assertRefused(utf8(text.replace('\'', '"')), rule);
    }

    private static void assertRefused(byte[] text, String rule) {
        assertThatThrownBy(() -> MessageCodec.decode(text))
                .isInstanceOf(MalformedException.class)
                .hasMessage(rule);
    }

    private static void assertRefusedPayment(String from, String to) {
        assertThatThrownBy(() -> decodedPayment(from, to)).isInstanceOf(MalformedException.class);
    }

    /** The golden acknowledgement with one payment in it, of which something is replaced. */
    private static PeerMessage decodedPayment(String from, String to) {
        assertThat(PAYMENT).contains(from);
        String payment = PAYMENT.replace(from, to).replace('\'', '"');
        return MessageCodec.decode(utf8(golden("update-acknowledgement").replace("[]", "[" + payment + "]")));
    }

    private static PeerMessage decoded(String text) {
        return MessageCodec.decode(utf8(text.replace('\'', '"')));
    }

    private static String golden(String name) {
        return new String(MessageCodec.encode(GoldenMessages.all().get(name)), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
