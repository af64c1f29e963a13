package io.p2pcredit.transport.ws.mallory;

import static io.p2pcredit.transport.ws.mallory.Attack.closed;
import static io.p2pcredit.transport.ws.mallory.Attack.frozen;
import static io.p2pcredit.transport.ws.mallory.Attack.ignored;

import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Misbehaviour;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Records with a valid signature that no honest writer writes: contradictions, wrong totals, wrong entries. */
final class FalseRecords {
    private static final Attack.Answer OUT_OF_STEP = closed(4007);
    private static final Attack.Answer CONTRADICTION = frozen(Misbehaviour.EQUIVOCATION);
    private static final Attack.Answer WRONG_SUMS = frozen(Misbehaviour.WRONG_SUMS);
    private static final Attack.Answer WRONG_ENTRY = frozen(Misbehaviour.WRONG_ENTRY);
    private static final Attack.Answer TOO_MUCH = frozen(Misbehaviour.OVER_THE_LIMIT);
    private static final long LIMIT = Scene.LIMIT.units();
    private static final PaymentId ID = new PaymentId(1, 1);

    private FalseRecords() {}

    static Stream<Attack> all() {
        return Stream.of(equivocation(), totals(), limits(), numbers(), settlements())
                .flatMap(stream -> stream);
    }

    private static Stream<Attack> equivocation() {
        return Stream.of(
                Attack.of("two payments of the same number", CONTRADICTION, m -> {
                    Update other = m.pen().draft(m.pen().payment(2));
                    m.pay(1).say(new Deliver(other));
                }),
                Attack.of("another total under the same number", CONTRADICTION, m -> {
                    m.say(new Deliver(m.pen().lie(Lie.paid(0))));
                }),
                Attack.of("another limit under the same number", CONTRADICTION, m -> {
                    m.say(new Deliver(m.pen().lie(Lie.limit(CreditLimit.of(1)))));
                }),
                Attack.of("an acknowledgement taken back by a later entry", CONTRADICTION, m -> {
                    m.say(new Deliver(m.pen().lie(Lie.peerSeq(1), m.pen().payment(1))));
                }),
                Attack.of("a resume that contradicts what was written", CONTRADICTION, m -> {
                    BalanceProof newest = m.pen().newest().orElseThrow().proof();
                    m.connect().hello().authenticate();
                    m.say(m.resumption(
                            m.line(), Optional.of(m.pen().signed(Lie.paid(1).apply(newest))), Optional.of(m.held())));
                }));
    }

    private static Stream<Attack> totals() {
        return Stream.of(
                lie("a payment that lowers what was paid", WRONG_SUMS, Lie.paid(Scene.PAID - 1)),
                lie("a payment that leaves what was paid as it is", WRONG_SUMS, Lie.paid(Scene.PAID)),
                lie("a total of 0", WRONG_SUMS, Lie.paid(0)),
                lie("a total that jumps over the limit", WRONG_SUMS, Lie.paid(LIMIT + 1)),
                lie("a total of 2^53", WRONG_SUMS, Lie.paid(1L << 53)),
                lie("a total of 2^63 - 1", WRONG_SUMS, Lie.paid(Long.MAX_VALUE)),
                lie("a settlement received that nobody has made", WRONG_SUMS, Lie.credited(1)),
                lie("2^63 - 1 received in settlements", WRONG_SUMS, Lie.credited(Long.MAX_VALUE)),
                lie("a limit that no entry grants", WRONG_SUMS, Lie.limit(CreditLimit.of(Amount.MAX_UNITS))),
                lie("a hash of other entries", WRONG_SUMS, Lie.hash(new Hash(1, 2, 3, 4))));
    }

    private static Stream<Attack> limits() {
        Entry.PaymentBatch many = batch(LIMIT, 1);
        return Stream.of(
                written("a payment of one unit too much", TOO_MUCH, payment(LIMIT - Scene.DEBT + 1)),
                written("a payment of 2^53 - 1", TOO_MUCH, payment(Amount.MAX_UNITS)),
                written("a batch of one unit too much", TOO_MUCH, batch(LIMIT - Scene.DEBT + 1, 1)),
                written("a batch of almost 2^63", frozen(Misbehaviour.OVER_THE_LIMIT), batch(1_000, Amount.MAX_UNITS)),
                written("two payments that are too much together", TOO_MUCH, many, payment(1)),
                written("a batch with which the total leaves its range", frozen(Misbehaviour.OVERFLOW), overflow()));
    }

    /** All of 2^63 - 1 but a few, which were paid before. */
    private static Entry overflow() {
        long[] amounts = new long[1_025];
        Arrays.fill(amounts, Amount.MAX_UNITS);
        amounts[1_024] = Long.MAX_VALUE - 1_024 * Amount.MAX_UNITS - Scene.PAID + 1;
        return new Entry.PaymentBatch(ID, Amounts.of(amounts), Memo.NONE);
    }

    private static Stream<Attack> numbers() {
        return Stream.of(
                lie("an entry number of 2^63 - 1", OUT_OF_STEP, Lie.seq(Long.MAX_VALUE)),
                lie(
                        "a gap of one entry",
                        OUT_OF_STEP,
                        proof -> Lie.seq(proof.seq() + 1).apply(proof)),
                lie(
                        "an acknowledgement of what was never written",
                        frozen(Misbehaviour.UNSEEN_ENTRIES),
                        proof -> Lie.peerSeq(proof.peerSeq() + 1).apply(proof)),
                lie(
                        "an acknowledgement of 2^63 - 1 entries",
                        frozen(Misbehaviour.UNSEEN_ENTRIES),
                        Lie.peerSeq(Long.MAX_VALUE)),
                Attack.of("an old proof under new totals", ignored(), m -> {
                    m.say(new Deliver(
                            m.pen().lie(proof -> Lie.peerSeq(0).apply(Lie.seq(1).apply(proof)))));
                }));
    }

    private static Stream<Attack> settlements() {
        AccountId account = new AccountId("Mallory");
        return Stream.of(
                written("a second Open", WRONG_ENTRY, new Entry.Open(Asset.CREDIT, Scene.LIMIT, Scene.LIMIT)),
                written(
                        "an answer to a settlement that nobody has announced",
                        WRONG_ENTRY,
                        new Entry.SettlementAnswer(1, 50, account)),
                written(
                        "a credit of a settlement that nobody has announced",
                        WRONG_ENTRY,
                        new Entry.SettlementCredit(1, Amount.of(50), new TransactionId("1"))),
                written(
                        "a credit of settlement 2^63 - 1",
                        WRONG_ENTRY,
                        new Entry.SettlementCredit(Long.MAX_VALUE, Amount.of(50), new TransactionId("1"))),
                written(
                        "a withdrawal of a settlement that was not announced",
                        WRONG_ENTRY,
                        new Entry.SettlementCancelled(1)),
                written(
                        "a settlement out of its turn",
                        WRONG_ENTRY,
                        new Entry.SettlementIntent(2, Amount.of(1), account)),
                written(
                        "a settlement of number 2^63 - 1",
                        WRONG_ENTRY,
                        new Entry.SettlementIntent(Long.MAX_VALUE, Amount.of(1), account)));
    }

    private static Attack lie(String name, Attack.Answer answer, UnaryOperator<BalanceProof> lie) {
        return Attack.of(
                name, answer, m -> m.say(new Deliver(m.pen().lie(lie, m.pen().payment(1)))));
    }

    private static Attack written(String name, Attack.Answer answer, Entry... entries) {
        return Attack.of(name, answer, m -> m.say(new Deliver(m.pen().draft(entries))));
    }

    private static Entry payment(long units) {
        return new Entry.Payment(ID, 0, Amount.of(units), Amount.of(units), Memo.NONE);
    }

    private static Entry.PaymentBatch batch(long count, long units) {
        long[] amounts = new long[(int) count];
        Arrays.fill(amounts, units);
        return new Entry.PaymentBatch(ID, Amounts.of(amounts), Memo.NONE);
    }
}
