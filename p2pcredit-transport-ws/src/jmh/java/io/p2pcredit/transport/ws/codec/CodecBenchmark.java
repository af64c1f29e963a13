package io.p2pcredit.transport.ws.codec;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Messages into JSON text and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
    private static final Random VALUES = new Random(7);

    /** An acknowledgement, updates with 1 and 1,000 payments, and one with a batch of 10,000. */
    public enum Kind {
        ACKNOWLEDGEMENT,
        ONE,
        THOUSAND,
        BATCH
    }

    @Param
    public Kind kind = Kind.ONE;

    private PeerMessage message = new PeerMessage.Deliver(update(List.of()));
    private byte[] text = MessageCodec.encode(message);

    @Setup
    public void write() {
        message = new PeerMessage.Deliver(update(entries()));
        text = MessageCodec.encode(message);
    }

    @Benchmark
    public byte[] encode() {
        return MessageCodec.encode(message);
    }

    @Benchmark
    public PeerMessage decode() {
        return MessageCodec.decode(text);
    }

    private List<Entry> entries() {
        return switch (kind) {
            case ACKNOWLEDGEMENT -> List.of();
            case ONE -> payments(1);
            case THOUSAND -> payments(1_000);
            case BATCH -> List.of(batch());
        };
    }

    private static List<Entry> payments(int count) {
        return IntStream.rangeClosed(1, count)
                .<Entry>mapToObj(i -> new Entry.Payment(
                        new PaymentId(VALUES.nextLong(), i), 0, Amount.of(95), Amount.of(95), Memo.NONE))
                .toList();
    }

    private static Entry batch() {
        long[] units = new long[Amounts.MAX_COUNT];
        Arrays.setAll(units, i -> i + 1L);
        return new Entry.PaymentBatch(new PaymentId(VALUES.nextLong(), 1), Amounts.of(units), Memo.NONE);
    }

    private static Update update(List<Entry> entries) {
        byte[] signature = new byte[Signature.SIZE];
        VALUES.nextBytes(signature);
        Hash hash = new Hash(VALUES.nextLong(), VALUES.nextLong(), VALUES.nextLong(), VALUES.nextLong());
        BalanceProof proof =
                new BalanceProof(new LineId(hash), Side.LOW, 1_000_000, 500_000_000, 20, CreditLimit.of(100), 7, hash);
        return new Update(entries, new SignedProof(proof, new Signature(Bytes.of(signature))));
    }
}
