package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.machine.Transition.Moved;
import io.p2pcredit.trustline.machine.WorkingLine.Sealed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Pure transitions, without a signature: one payment, and whole rounds of the payer and of the payee. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("missing-explicit-ctor") // the package is exported, and this is not in it
public class TransitionBenchmark {
    private Pair pair = Pair.open(1L << 50);
    private Input.Pay one = pay(1, Amounts.of(1));
    private Input.Pay batch = pay(1, Amounts.of(7)); // takes its amounts when it is set up

    /** What one call pays; JMH counts it. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Paid {
        public long payments;
    }

    /** A round that pays so often, and what the peer gets of it. */
    @State(Scope.Benchmark)
    public static class Round {
        @Param({"1", "100", "10000"})
        public int payments;

        private WorkingLine payer = WorkingLine.of(Pair.open(1).alice.line(), Link.AWAY);
        private WorkingLine payee = payer;
        private List<Input> orders = List.of();
        private List<Input> updates = List.of();

        @Setup
        public void pay() {
            Pair pair = Pair.open(1L << 50);
            payer = pair.alice.working();
            payee = pair.bob.working();
            orders = new ArrayList<>();
            for (int i = 1; i <= payments; i++) {
                orders.add(TransitionBenchmark.pay(i, Amounts.of(1)));
            }
            updates = new ArrayList<>();
            for (LineRecord fact : sealed(pair.alice, after(payer, orders)).facts()) {
                updates.add(new Input.UpdateReceived(((LineRecord.OwnUpdate) fact).update()));
            }
        }
    }

    @Setup
    public void fill() {
        long[] units = new long[Amounts.MAX_COUNT];
        Arrays.setAll(units, i -> i + 1L);
        batch = new Input.Pay(QueuedPayment.of(new PaymentId(7, 1), Amounts.of(units), true, Memo.NONE, true));
    }

    /** One payment at once: checks, the entry, its bytes, and the next link of the hash chain. */
    @Benchmark
    public Transition payWithTheHashChain() {
        return pair.alice.working().step(one);
    }

    /** One payment that waits for the peer: the same checks, and nothing is written or hashed. */
    @Benchmark
    public Transition payWithoutTheHashChain() {
        return WorkingLine.of(pair.alice.line(), Link.AWAY).step(one);
    }

    /** The payer's round: all payments, then the updates as they are stored and sent. */
    @Benchmark
    public Sealed payerRound(Round round, Paid paid) {
        paid.payments += round.payments;
        return sealed(pair.alice, after(round.payer, round.orders));
    }

    /** The payee's round: the updates are checked and taken in, and the acknowledgement is as it is sent. */
    @Benchmark
    public Sealed payeeRound(Round round, Paid paid) {
        paid.payments += round.payments;
        return sealed(pair.bob, after(round.payee, round.updates));
    }

    /** The payer's round with one batch of 10,000 payments. */
    @Benchmark
    public Sealed payerBatch(Paid paid) {
        paid.payments += Amounts.MAX_COUNT;
        return sealed(pair.alice, after(pair.alice.working(), List.of(batch)));
    }

    private static Input.Pay pay(long number, Amounts amounts) {
        return new Input.Pay(QueuedPayment.of(new PaymentId(7, number), amounts, false, Memo.NONE, true));
    }

    private static WorkingLine after(WorkingLine first, List<? extends Input> inputs) {
        WorkingLine work = first;
        for (Input input : inputs) {
            work = ((Moved) work.step(input)).next();
        }
        return work;
    }

    /** The digest in place of a signature costs little beside what is measured. */
    private static Sealed sealed(End end, WorkingLine work) {
        WorkingLine ready = work.readyToSeal();
        return ready.seal(ready.unsigned().stream()
                .map(proof -> FakeSignature.by(end.line().identity().self(), proof))
                .toList());
    }
}
