package io.p2pcredit.trustline.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Golden;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Entries, signed proofs and updates: what is read is, byte by byte, what would be written. */
class CanonicalFormFuzzTest extends DecoderFuzz {
    @Override
    protected List<byte[]> samples() {
        return Stream.of(
                        "entry-limit-change",
                        "entry-open",
                        "entry-payment-batch",
                        "entry-payment-part",
                        "entry-payment",
                        "entry-settlement-answer-declined",
                        "entry-settlement-answer",
                        "entry-settlement-cancelled",
                        "entry-settlement-credit",
                        "entry-settlement-intent",
                        "update-accepted",
                        "update-acknowledged",
                        "update-open",
                        "update-paid")
                .map(name -> Golden.of(name).bytes().toArray())
                .toList();
    }

    @Override
    protected void feed(byte[] input) {
        feed(input, CanonicalForm::readEntry, CanonicalForm::of);
        feed(input, CanonicalForm::readSignedProof, CanonicalForm::of);
        feed(input, CanonicalForm::readUpdate, CanonicalForm::of);
    }

    private static <T> void feed(byte[] input, Function<ByteBuffer, T> read, Function<T, Bytes> write) {
        ByteBuffer in = ByteBuffer.wrap(input);
        T value;
        try {
            value = read.apply(in);
        } catch (MalformedException e) {
            PlainText.check(e);
            return;
        }
        assertThat(write.apply(value)).isEqualTo(Bytes.of(in.duplicate().flip()));
    }
}
