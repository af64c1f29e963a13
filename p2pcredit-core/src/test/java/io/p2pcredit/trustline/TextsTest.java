package io.p2pcredit.trustline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "lunch", "café €", "日本", "\ud83d\ude00", "-rf", "a b", "\"x\"", "e\u0301"})
    void plainTextIsPrintedAsItIs(String text) {
        assertThat(Texts.printable(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u0007",
                "\b",
                "\t",
                "\n",
                "\r",
                "\u001b",
                "\u007f",
                "\u0085",
                "\u009b",
                "\u00ad",
                "\u061c",
                "\u200b",
                "\u200d",
                "\u200e",
                "\u200f",
                "\u2028",
                "\u2029",
                "\u202a",
                "\u202e",
                "\u2066",
                "\u2069",
                "\ufeff",
                "\ue000",
                "\ufffe",
                "\ud83d",
                "\ude00",
                "\udb40\udc01"
            })
    void whatIsNoPlainTextIsReplaced(String text) {
        assertThat(Texts.printable("a" + text + "b")).isEqualTo("a\ufffdb");
    }

    @Test
    void everyMemoIsPrintedWithoutControlCharacters() {
        Seeds.repeat(500, random -> {
            StringBuilder text = new StringBuilder();
            random.ints(20, 0, 0x3000).forEach(text::appendCodePoint);
            String shown = Memo.of(text.toString()).toString();
            assertThat(shown).matches("[^\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]*");
            assertThat(shown).hasSameSizeAs(text);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d"})
    void aLoneSurrogateHasNoUtf8Form(String text) {
        assertThat(Texts.isWellFormed(text)).isFalse();
    }
}
