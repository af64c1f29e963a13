package io.p2pcredit.trustline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.p2pcredit.message.Nonce;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final String FOREIGN = "\u001b[2Jsecret";

    private static void assertAllowed(boolean allowed, ThrowingCallable making) {
        if (allowed) {
            assertThatCode(making).doesNotThrowAnyException();
        } else {
            assertThatIllegalArgumentException().isThrownBy(making);
        }
    }

    @Nested
    class Quantities {
        @ParameterizedTest
        @CsvSource({
            "-9223372036854775808, false, false",
            "-1, false, false",
            "0, false, true",
            "1, true, true",
            "9007199254740991, true, true",
            "9007199254740992, false, false",
            "9223372036854775807, false, false"
        })
        void haveTheirRange(long units, boolean amount, boolean limit) {
            assertThat(Amount.isValid(units)).isEqualTo(amount);
            assertThat(CreditLimit.isValid(units)).isEqualTo(limit);
            assertAllowed(amount, () -> Amount.of(units));
            assertAllowed(limit, () -> CreditLimit.of(units));
            assertAllowed(amount, () -> Amounts.of(1, units));
        }

        @ParameterizedTest
        @CsvSource({"-7, 7, 0", "-1, 1, 0", "0, 0, 0", "1, 0, 1", "7, 0, 7"})
        void ofABalanceAreOwedOneWayOnly(long units, long byMe, long toMe) {
            assertThat(Balance.of(units).owedByMe()).isEqualTo(byMe);
            assertThat(Balance.of(units).owedToMe()).isEqualTo(toMe);
        }
    }

    @Nested
    class Batches {
        @ParameterizedTest
        @CsvSource({"0, false", "1, true", "10000, true", "10001, false"})
        void haveACount(int count, boolean allowed) {
            long[] units = new long[count];
            Arrays.fill(units, 1);
            assertAllowed(allowed, () -> Amounts.of(units));
        }

        @Test
        void haveASumUpToTheLargestTotal() {
            long[] most = new long[1_024];
            Arrays.fill(most, Amount.MAX_UNITS);
            assertThat(Amounts.of(most).sum()).isEqualTo(Long.MAX_VALUE - 1_023);
            long[] exact = Arrays.copyOf(most, 1_025);
            exact[1_024] = 1_023;
            assertThat(Amounts.of(exact).sum()).isEqualTo(Long.MAX_VALUE);
            exact[1_024] = 1_024;
            assertThatIllegalArgumentException().isThrownBy(() -> Amounts.of(exact));
        }

        @Test
        void areEqualByContentsAndKeepThem() {
            long[] units = {1, 2};
            Amounts amounts = Amounts.of(units);
            units[0] = 9;
            assertThat(amounts).isEqualTo(Amounts.of(1, 2)).hasSameHashCodeAs(Amounts.of(1, 2));
            assertThat(amounts).isNotEqualTo(Amounts.of(2, 1));
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(strings = {"A", "a", "0", "Alice", "a.b_c-d", "9..", "a-", "A_"})
        void areLettersDigitsAndThreeMore(String name) {
            assertThat(PeerId.of(name).name()).isEqualTo(name);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "-a",
                    ".a",
                    "_a",
                    "a b",
                    "a\n",
                    "\na",
                    "a\u0000",
                    "a/b",
                    "a\\b",
                    "a:b",
                    "a@b",
                    "é",
                    "Аlice",
                    "Ａlice",
                    "a\u200b",
                    "a\u202e",
                    "\ud83d\ude00",
                    "\ud83d",
                    "a\u0301",
                    "\u0661",
                    "a%41",
                    "../a"
                })
        void areNothingElse(String name) {
            assertThat(PeerId.isValid(name)).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> PeerId.of(name));
        }

        @ParameterizedTest
        @CsvSource({"0, false", "1, true", "64, true", "65, false", "100000, false"})
        void haveALength(int length, boolean allowed) {
            assertAllowed(allowed, () -> PeerId.of("a".repeat(length)));
        }

        @Test
        void differByCase() {
            assertThat(PeerId.of("alice")).isNotEqualTo(PeerId.of("Alice"));
        }
    }

    @Nested
    class Assets {
        @ParameterizedTest
        @CsvSource({
            "CREDIT, 0, true",
            "A, 9, true",
            "0, 0, true",
            "ABCDEFGHIJKL, 0, true",
            "ABCDEFGHIJKLM, 0, false",
            "'', 0, false",
            "eur, 2, false",
            "EU R, 2, false",
            "ÉUR, 2, false",
            "EUR, -1, false",
            "EUR, 10, false"
        })
        void haveACodeAndAScale(String code, int scale, boolean allowed) {
            assertAllowed(allowed, () -> new Asset(code, scale));
        }

        @Test
        void areWholeCreditsByDefault() {
            assertThat(Asset.CREDIT).isEqualTo(new Asset("CREDIT", 0));
        }
    }

    @Nested
    class ForeignTexts {
        @ParameterizedTest
        @MethodSource("io.p2pcredit.trustline.ValuesTest#texts")
        void haveASizeInBytes(Consumer<String> making, int least, int most) {
            assertAllowed(least == 0, () -> making.accept(""));
            assertAllowed(true, () -> making.accept("a".repeat(most)));
            assertAllowed(false, () -> making.accept("a".repeat(most + 1)));
            assertAllowed(true, () -> making.accept("é".repeat(most / 2)));
            assertAllowed(false, () -> making.accept("é".repeat(most / 2) + "a"));
        }

        @ParameterizedTest
        @MethodSource("io.p2pcredit.trustline.ValuesTest#texts")
        void haveNoLoneSurrogates(Consumer<String> making, int least, int most) {
            assertAllowed(true, () -> making.accept("\ud83d\ude00"));
            for (String lone : List.of("\ud83d", "\ude00", "\ude00\ud83d", "a\ud83d", "\ud83da")) {
                assertAllowed(false, () -> making.accept(lone));
            }
        }
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                text(Memo::of, 0, 256),
                text(AccountId::of, 1, 256),
                text(TransactionId::of, 1, 128),
                text(LedgerInstance::of, 1, 128));
    }

    private static Arguments text(Consumer<String> making, int least, int most) {
        return Arguments.of(making, least, most);
    }

    @Nested
    class Sizes {
        @Test
        void ofFixedValuesAreExact() {
            for (int size = 0; size <= 65; size++) {
                Bytes bytes = Bytes.of(new byte[size]);
                assertAllowed(size == 16, () -> PaymentId.of(bytes));
                assertAllowed(size == 16, () -> SettlementKey.of(bytes));
                assertAllowed(size == 32, () -> Hash.of(bytes));
                assertAllowed(size == 32, () -> PublicKey.of(bytes));
                assertAllowed(size == 32, () -> new Nonce(bytes));
                assertAllowed(size == 64, () -> new Signature(bytes));
            }
        }

        @Test
        void ofFixedValuesAreKept() {
            Seeds.repeat(500, random -> {
                RandomValues values = new RandomValues(random);
                Bytes sixteen = values.bytes(16);
                Bytes thirtyTwo = values.bytes(32);
                assertThat(PaymentId.of(sixteen).bytes()).isEqualTo(sixteen);
                assertThat(SettlementKey.of(sixteen).bytes()).isEqualTo(sixteen);
                assertThat(Hash.of(thirtyTwo).bytes()).isEqualTo(thirtyTwo);
                assertThat(PublicKey.of(thirtyTwo).bytes()).isEqualTo(thirtyTwo);
                assertThat(Bytes.fromHex(sixteen.toHex())).isEqualTo(sixteen);
                assertThat(Bytes.fromBase64Url(thirtyTwo.toBase64Url())).isEqualTo(thirtyTwo);
            });
        }
    }

    @Nested
    class Keys {
        @Test
        void areOrderedAsUnsignedBytes() {
            Seeds.repeat(2_000, random -> {
                RandomValues values = new RandomValues(random);
                byte[] one = values.bytes(32).toArray();
                byte[] other = random.nextBoolean() ? values.bytes(32).toArray() : one.clone();
                other[random.nextInt(32)] = (byte) random.nextInt();
                int order = PublicKey.of(Bytes.of(one)).compareTo(PublicKey.of(Bytes.of(other)));
                assertThat(Integer.signum(order)).isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
            });
        }

        @Test
        void giveTheirLineOneNameAndTwoSides() {
            Seeds.repeat(500, random -> {
                RandomValues values = new RandomValues(random);
                PublicKey one = values.key();
                PublicKey other = values.key();
                assertThat(LineId.between(one, other, Asset.CREDIT))
                        .isEqualTo(LineId.between(other, one, Asset.CREDIT));
                assertThat(Side.of(one, other)).isEqualTo(Side.of(other, one).other());
            });
        }

        @Test
        void giveAnotherLineForEachAssetAndPeer() {
            PublicKey one = new PublicKey(1, 0, 0, 0);
            PublicKey two = new PublicKey(2, 0, 0, 0);
            PublicKey three = new PublicKey(3, 0, 0, 0);
            assertThat(Stream.of(
                            LineId.between(one, two, Asset.CREDIT),
                            LineId.between(one, three, Asset.CREDIT),
                            LineId.between(two, three, Asset.CREDIT),
                            LineId.between(one, two, new Asset("CREDIT", 1)),
                            LineId.between(one, two, new Asset("CREDI", 0))))
                    .doesNotHaveDuplicates();
        }

        @Test
        void haveNoLineWithThemselves() {
            PublicKey key = new PublicKey(1, 2, 3, 4);
            assertThatIllegalArgumentException().isThrownBy(() -> LineId.between(key, key, Asset.CREDIT));
        }

        @Test
        void haveAShortFormInGroups() {
            PublicKey key = PublicKey.of(Bytes.fromHex("00112233445566778899" + "aa".repeat(22)));
            assertThat(key.fingerprint()).isEqualTo("0011-2233-4455-6677-8899");
        }
    }

    @Nested
    class SettlementKeys {
        @Test
        void differByLineSideAndNumber() {
            LineId line = new LineId(new Hash(1, 2, 3, 4));
            assertThat(Stream.of(
                            SettlementKey.of(line, Side.LOW, 1),
                            SettlementKey.of(line, Side.HIGH, 1),
                            SettlementKey.of(line, Side.LOW, 2),
                            SettlementKey.of(line, Side.LOW, Long.MAX_VALUE),
                            SettlementKey.of(new LineId(new Hash(1, 2, 3, 5)), Side.LOW, 1)))
                    .doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @CsvSource({"-1, false", "0, false", "1, true", "9223372036854775807, true"})
        void areNumberedFromOne(long number, boolean allowed) {
            assertAllowed(allowed, () -> SettlementKey.of(new LineId(new Hash(1, 2, 3, 4)), Side.LOW, number));
        }
    }

    @Nested
    class RunsOfBytes {
        @Test
        void keepACopy() {
            byte[] content = {1, 2};
            Bytes bytes = Bytes.of(content);
            content[0] = 9;
            bytes.toArray()[1] = 9;
            assertThat(bytes).isEqualTo(Bytes.of((byte) 1, (byte) 2));
            assertThat(bytes.buffer().isReadOnly()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "0g", "g0", "\uff11\uff12", " 00", "00 ", "0x", "\u001b0"})
        void areNotReadFromAnythingButHexadecimalDigits(String hex) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Bytes.fromHex(hex))
                    .withMessage("bytes are written as an even number of hexadecimal digits");
        }

        @ParameterizedTest
        @ValueSource(strings = {"A", "AA==", "AA=", "A+", "A/", "A\n", "\u001bA", "AB"})
        void areNotReadFromAnythingButUnpaddedBase64Url(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Bytes.fromBase64Url(text))
                    .withMessage("bytes are written as base64url without padding");
        }
    }

    @Nested
    class Messages {
        @ParameterizedTest
        @MethodSource("io.p2pcredit.trustline.ValuesTest#foreign")
        void neverRepeatForeignText(ThrowingCallable making) {
            assertThatIllegalArgumentException()
                    .isThrownBy(making)
                    .satisfies(e ->
                            assertThat(e.getMessage()).doesNotContain("secret").matches("\\P{Cntrl}*"));
        }
    }

    static Stream<ThrowingCallable> foreign() {
        return Stream.of(
                () -> PeerId.of(FOREIGN),
                () -> new Asset(FOREIGN, 0),
                () -> Memo.of(FOREIGN.repeat(60)),
                () -> Memo.of(FOREIGN + "\ud83d"),
                () -> AccountId.of(FOREIGN.repeat(60)),
                () -> TransactionId.of(FOREIGN.repeat(60)),
                () -> LedgerInstance.of(FOREIGN.repeat(60)),
                () -> new SettlementReason(SettlementReason.Code.LEDGER_REFUSED, FOREIGN),
                () -> Bytes.fromHex(FOREIGN),
                () -> Bytes.fromBase64Url(FOREIGN));
    }

    @Nested
    class SettlementReasons {
        @Test
        void keepOfForeignWordsWhatIsPrintableAndFits() {
            assertThat(said("no money\u001b[2J")).isEqualTo("no money\ufffd[2J");
            assertThat(said("a".repeat(300))).isEqualTo("a".repeat(200));
            assertThat(said("a".repeat(199) + "\ud83d\ude00")).isEqualTo("a".repeat(199));
            assertThat(said("a".repeat(198) + "\ud83d\ude00")).hasSize(200);
        }

        private String said(String words) {
            return SettlementReason.because(SettlementReason.Code.LEDGER_REFUSED, words)
                    .said();
        }
    }
}
