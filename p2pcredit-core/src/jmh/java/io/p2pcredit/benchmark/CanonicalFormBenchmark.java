package io.p2pcredit.benchmark;

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
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Canonical bytes, the hash chain over them, and the proof that is signed; nothing is signed here. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CanonicalFormBenchmark {
    private Hash link = new Hash(1, 2, 3, 4);
    private Entry payment = payment(1);
    private Entry batch = batch();
    private Bytes some = Bytes.of(new byte[200]);

    /** An update with so many payments. */
    @State(Scope.Benchmark)
    public static class Written {
        @Param({"1", "1000"})
        public int payments;

        private Update update = update(1);
        private Bytes bytes = CanonicalForm.of(update);

        @Setup
        public void write() {
            update = update(payments);
            bytes = CanonicalForm.of(update);
        }
    }

    @Benchmark
    public Bytes bytesOfAPayment() {
        return CanonicalForm.of(payment);
    }

    @Benchmark
    public Bytes bytesOfABatchOf10000() {
        return CanonicalForm.of(batch);
    }

    @Benchmark
    public Bytes bytesOfAnUpdate(Written written) {
        return CanonicalForm.of(written.update);
    }

    @Benchmark
    public Update readAnUpdate(Written written) {
        return CanonicalForm.readUpdate(written.bytes.buffer());
    }

    /** The bytes included. */
    @Benchmark
    public Hash nextLinkOfAPayment() {
        return CanonicalForm.chained(link, payment);
    }

    @Benchmark
    public Hash sha256Of200Bytes() {
        return Hash.sha256(some.buffer());
    }

    /** From the sums to the bytes that are signed. */
    @Benchmark
    public Bytes bytesOfAProof() {
        return proof(link, 1_000).canonicalBytes();
    }

    private static BalanceProof proof(Hash entries, long seq) {
        return new BalanceProof(new LineId(entries), Side.LOW, seq, 500, 20, CreditLimit.of(100), 7, entries);
    }

    private static Update update(int payments) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= payments; i++) {
            entries.add(payment(i));
        }
        Signature signature = new Signature(Bytes.of(new byte[Signature.SIZE]));
        return new Update(entries, new SignedProof(proof(new Hash(1, 2, 3, 4), payments), signature));
    }

    private static Entry payment(int number) {
        return new Entry.Payment(new PaymentId(7, number), 0, Amount.of(95), Amount.of(95), Memo.NONE);
    }

    private static Entry batch() {
        long[] units = new long[Amounts.MAX_COUNT];
        Arrays.setAll(units, i -> i + 1L);
        return new Entry.PaymentBatch(new PaymentId(7, 1), Amounts.of(units), Memo.NONE);
    }
}
