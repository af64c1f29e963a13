package io.p2pcredit.trustline.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Golden;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.RandomValues;
import io.p2pcredit.trustline.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalFormTest {
    @Nested
    class WhatIsWritten {
        /** The example of the specification grants as much as it asks for. */
        @Test
        void hasItsFieldsInTheirOrder() {
            Entry open = new Entry.Open(Asset.CREDIT, CreditLimit.of(1), CreditLimit.of(2));
            assertThat(CanonicalForm.of(open).toHex())
                    .isEqualTo("01000643524544495400" + "0000000000000001" + "0000000000000002");
        }

        @Test
        void isReadBackAsTheSameEntry() {
            Seeds.repeat(3_000, random -> {
                Entry entry = new RandomValues(random).entry();
                Bytes written = CanonicalForm.of(entry);
                assertThat(CanonicalForm.readEntry(written.buffer())).isEqualTo(entry);
                assertThat(CanonicalForm.size(entry)).isEqualTo(written.size());
            });
        }

        @Test
        void isReadBackAsTheSameSignedProof() {
            Seeds.repeat(1_000, random -> {
                SignedProof proof = new RandomValues(random).signedProof();
                assertThat(CanonicalForm.readSignedProof(CanonicalForm.of(proof).buffer()))
                        .isEqualTo(proof);
                assertThat(CanonicalForm.of(proof).size()).isEqualTo(SignedProof.SIZE);
            });
        }

        @Test
        void isReadBackAsTheSameUpdateAndNothingIsLeftOver() {
            Seeds.repeat(1_000, random -> {
                Update update = new RandomValues(random).update();
                ByteBuffer in = CanonicalForm.of(update).buffer();
                assertThat(CanonicalForm.readUpdate(in)).isEqualTo(update);
                assertThat(in.hasRemaining()).isFalse();
                assertThat(CanonicalForm.size(update)).isEqualTo(in.limit());
            });
        }

        @Test
        void isTheOnlyFormOfAValue() {
            Seeds.repeat(1_000, random -> {
                byte[] noise =
                        CanonicalForm.of(new RandomValues(random).entry()).toArray();
                noise[random.nextInt(noise.length)] ^= (byte) (1 << random.nextInt(8));
                Optional<Entry> other = read(CanonicalForm::readEntry, noise);
                other.ifPresent(entry -> assertThat(Bytes.of(noise).toHex())
                        .startsWith(CanonicalForm.of(entry).toHex()));
            });
        }
    }

    @Nested
    class WhatIsLeftOver {
        @Test
        void staysInTheBuffer() {
            byte[] entry = Golden.of("entry-limit-change").bytes().toArray();
            ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(entry, entry.length + 3));
            CanonicalForm.readEntry(in);
            assertThat(in.remaining()).isEqualTo(3);
        }

        @Test
        void doesNotBelongToTheBufferBeforeItsPosition() {
            byte[] entry = Golden.of("entry-limit-change").bytes().toArray();
            ByteBuffer in =
                    ByteBuffer.allocate(entry.length + 2).position(2).put(entry).position(2);
            assertThat(CanonicalForm.readEntry(in)).isEqualTo(CanonicalForm.readEntry(ByteBuffer.wrap(entry)));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyTruncationIsRefused(String name, Function<ByteBuffer, Object> reading) {
        byte[] whole = Golden.of(name).bytes().toArray();
        for (int length = 0; length < whole.length; length++) {
            assertThat(read(reading, Arrays.copyOf(whole, length)))
                    .as("first %s bytes", length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyCorruptedByteIsRefusedOrMeansSomethingElse(String name, Function<ByteBuffer, Object> reading) {
        byte[] whole = Golden.of(name).bytes().toArray();
        Object meaning = reading.apply(ByteBuffer.wrap(whole));
        for (int at = 0; at < whole.length; at++) {
            for (int wrong = 1; wrong < 256; wrong++) {
                byte[] corrupt = whole.clone();
                corrupt[at] ^= (byte) wrong;
                if (read(reading, corrupt).equals(Optional.of(meaning))) {
                    throw new AssertionError("byte " + at + " ^ " + wrong + " makes no difference");
                }
            }
        }
    }

    static Stream<Arguments> vectors() {
        Function<ByteBuffer, Object> entry = CanonicalForm::readEntry;
        Function<ByteBuffer, Object> update = CanonicalForm::readUpdate;
        return Stream.concat(
                GoldenVectorsTest.entries().map(vector -> Arguments.of(vector.get()[0], entry)),
                Stream.of("update-open", "update-paid", "update-acknowledged").map(name -> Arguments.of(name, update)));
    }

    private static <T> Optional<T> read(Function<ByteBuffer, T> reading, byte[] bytes) {
        try {
            return Optional.of(reading.apply(ByteBuffer.wrap(bytes)));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    @Test
    void randomBytesAreNeverAnythingButMalformed() {
        Seeds.repeat(20_000, random -> {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            if (noise.length > 0) {
                noise[0] = (byte) random.nextInt(10);
            }
            read(CanonicalForm::readEntry, noise);
            read(CanonicalForm::readUpdate, noise);
            read(CanonicalForm::readSignedProof, noise);
        });
    }

    @Nested
    class OutOfRange {
        @ParameterizedTest
        @CsvSource({
            "00, no kind 0",
            "09 0000000000000001, no kind 9",
            "04 0020000000000000, limit 2^53",
            "04 ffffffffffffffff, limit -1",
            "07 0000000000000000, settlement number 0",
            "07 8000000000000000, settlement number negative",
            "01 0000 00 0000000000000001 0000000000000001, no asset code",
            "01 0001 61 00 0000000000000001 0000000000000001, lower case asset code",
            "01 0001 41 0a 0000000000000001 0000000000000001, scale 10",
            "01 000d 41414141414141414141414141 00 0000000000000001 0000000000000001, 13 characters",
            "05 0000000000000001 0000000000000000 0001 61, amount 0",
            "05 0000000000000001 0020000000000000 0001 61, amount 2^53",
            "05 0000000000000001 0000000000000001 0000, no account",
            "05 0000000000000001 0000000000000001 0001 80, not UTF-8",
            "05 0000000000000001 0000000000000001 0002 c080, overlong UTF-8",
            "05 0000000000000001 0000000000000001 0003 eda080, a surrogate in UTF-8",
            "06 0000000000000001 ffffffffffffffff 0001 61, a negative answer",
            "03 00000000000000000000000000000000 00000000 0000, a batch of none",
            "03 00000000000000000000000000000000 00002711 0000, a batch of 10001",
            "03 00000000000000000000000000000000 ffffffff 0000, a batch of -1",
            "03 00000000000000000000000000000000 00000001 0000000000000000 0000, a payment of 0",
            "02 00000000000000000000000000000000 80000000 0000000000000001 0000000000000001 0000, a negative part",
            "02 00000000000000000000000000000000 00000000 0000000000000001 0000000000000002 0000, more than the whole",
            "02 00000000000000000000000000000000 00000000 0000000000000001 0000000000000001 0101, a memo of 257 bytes"
        })
        void isMalformed(String hex, String what) {
            byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
            byte[] padded = hex.endsWith("0101") ? Arrays.copyOf(bytes, bytes.length + 257) : bytes;
            assertThatExceptionOfType(MalformedException.class)
                    .as(what)
                    .isThrownBy(() -> CanonicalForm.readEntry(ByteBuffer.wrap(padded)));
        }

        @Test
        void aProofOfAnotherVersionIsMalformed() {
            assertMalformedProof(18, 2);
        }

        @Test
        void aProofUnderAnotherTagIsMalformed() {
            assertMalformedProof(0, 'P');
        }

        @Test
        void aProofWithAnotherSideIsMalformed() {
            assertMalformedProof(17 + 2 + Hash.SIZE, 2);
        }

        @Test
        void aProofWithSomethingLockedIsMalformed() {
            assertMalformedProof(BalanceProof.SIZE - 1, 1);
        }

        @Test
        void aProofOfNoEntryIsMalformed() {
            assertMalformedProof(17 + 2 + Hash.SIZE + 1 + 7, 0);
        }

        private void assertMalformedProof(int at, int value) {
            byte[] bytes = Golden.of("update-open").bytes().toArray();
            bytes[at] = (byte) value;
            assertThat(read(CanonicalForm::readSignedProof, bytes)).isEmpty();
        }
    }

    @Nested
    class Counts {
        @Test
        void thatClaimMoreEntriesThanBytesAreRefused() {
            assertThat(read(CanonicalForm::readUpdate, withCount(2))).isEmpty();
            assertThat(read(CanonicalForm::readUpdate, withCount(Integer.MAX_VALUE)))
                    .isEmpty();
            assertThat(read(CanonicalForm::readUpdate, withCount(-1))).isEmpty();
        }

        @Test
        void thatClaimMoreEntriesThanTheProofCoversAreRefused() {
            SignedProof proof = Golden.of("proof-open").signedProof();
            byte[] entry = Golden.of("entry-limit-change").bytes().toArray();
            ByteBuffer out = ByteBuffer.allocate(SignedProof.SIZE + 4 + 2 * entry.length);
            out.put(CanonicalForm.of(proof).buffer()).putInt(2).put(entry).put(entry);
            assertThat(read(CanonicalForm::readUpdate, out.array())).isEmpty();
        }

        private byte[] withCount(int count) {
            byte[] bytes = Golden.of("update-paid").bytes().toArray();
            ByteBuffer.wrap(bytes).putInt(SignedProof.SIZE, count);
            return bytes;
        }
    }

    @Test
    void aMalformedTextIsNotRepeatedInTheMessage() {
        byte[] escape = HexFormat.of().parseHex("01000311223300");
        List<Throwable> chain = Stream.iterate(
                        (Throwable) catchMalformed(escape), Objects::nonNull, Throwable::getCause)
                .toList();
        assertThat(chain)
                .allSatisfy(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("\u0011", "\"3"));
    }

    private static MalformedException catchMalformed(byte[] bytes) {
        try {
            throw new AssertionError(
                    CanonicalForm.readEntry(ByteBuffer.wrap(bytes)).toString());
        } catch (MalformedException e) {
            return e;
        }
    }
}
