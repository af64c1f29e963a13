package io.p2pcredit.trustline.entry;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry.LimitChange;
import io.p2pcredit.trustline.entry.Entry.Open;
import io.p2pcredit.trustline.entry.Entry.Payment;
import io.p2pcredit.trustline.entry.Entry.PaymentBatch;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCancelled;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The one byte form of entries, proofs and updates: what is hashed, signed and stored. {@code PROTOCOL.md} writes it
 * out with a worked example. Reading checks everything that the values themselves check.
 */
public final class CanonicalForm {
    private static final CanonicalSize SIZES = new CanonicalSize();

    private CanonicalForm() {}

    /** The bytes of an entry, beginning with the number of its kind. */
    public static Bytes of(Entry entry) {
        ByteBuffer out = ByteBuffer.allocate(size(entry));
        write(entry, out);
        return Bytes.of(out.flip());
    }

    /** The number of an entry's bytes. */
    public static int size(Entry entry) {
        return entry.match(SIZES);
    }

    /** The next link of a writer's hash chain: SHA-256 over the previous link and the entry's canonical bytes. */
    public static Hash chained(Hash previous, Entry entry) {
        ByteBuffer content = ByteBuffer.allocate(Hash.SIZE + size(entry));
        previous.writeTo(content);
        write(entry, content);
        return Hash.sha256(content.flip());
    }

    /** The first link of both writers' hash chains: the line's id. */
    public static Hash chainStart(LineId line) {
        return line.hash();
    }

    /** The bytes of a signed proof: the proof's, then the signature. */
    public static Bytes of(SignedProof signed) {
        ByteBuffer out = ByteBuffer.allocate(SignedProof.SIZE);
        write(signed, out);
        return Bytes.of(out.flip());
    }

    /** The bytes of an update: its signed proof, the number of its entries in four bytes, the entries. */
    public static Bytes of(Update update) {
        ByteBuffer out = ByteBuffer.allocate(size(update));
        write(update.signed(), out);
        out.putInt(update.entries().size());
        Writer writer = new Writer(out);
        update.entries().forEach(entry -> entry.match(writer));
        return Bytes.of(out.flip());
    }

    /** The number of an update's bytes. */
    public static int size(Update update) {
        int size = SignedProof.SIZE + Integer.BYTES;
        for (Entry entry : update.entries()) {
            size += size(entry);
        }
        return size;
    }

    private static void write(Entry entry, ByteBuffer out) {
        entry.match(new Writer(out));
    }

    private static void write(SignedProof signed, ByteBuffer out) {
        signed.proof().writeTo(out);
        out.put(signed.signature().bytes().buffer());
    }

    /** @throws MalformedException if the buffer does not begin with an entry; else the entry's bytes are consumed */
    public static Entry readEntry(ByteBuffer in) {
        return checked(() -> entry(new CanonicalReader(in)));
    }

    /** @throws MalformedException if the buffer does not begin with a signed proof; else its bytes are consumed */
    public static SignedProof readSignedProof(ByteBuffer in) {
        return checked(() -> signedProof(new CanonicalReader(in)));
    }

    /** @throws MalformedException if the buffer does not begin with an update; else its bytes are consumed */
    public static Update readUpdate(ByteBuffer in) {
        return checked(() -> {
            CanonicalReader reader = new CanonicalReader(in);
            SignedProof signed = signedProof(reader);
            int count = reader.count(in.remaining(), "more entries than bytes");
            List<Entry> entries = new ArrayList<>(Math.min(count, 1_000));
            for (int i = 0; i < count; i++) {
                entries.add(entry(reader));
            }
            return new Update(entries, signed);
        });
    }

    private static SignedProof signedProof(CanonicalReader in) {
        BalanceProof proof = BalanceProof.readFrom(in);
        return new SignedProof(proof, new Signature(in.fixed(Signature.SIZE)));
    }

    private static Entry entry(CanonicalReader in) {
        int kind = in.u8();
        return switch (kind) {
            case Kind.OPEN -> new Open(asset(in), new CreditLimit(in.i64()), new CreditLimit(in.i64()));
            case Kind.PAYMENT ->
                new Payment(
                        PaymentId.of(in.fixed(PaymentId.SIZE)),
                        in.count(Integer.MAX_VALUE, "a part is not negative"),
                        new Amount(in.i64()),
                        new Amount(in.i64()),
                        memo(in));
            case Kind.PAYMENT_BATCH -> new PaymentBatch(PaymentId.of(in.fixed(PaymentId.SIZE)), amounts(in), memo(in));
            case Kind.LIMIT_CHANGE -> new LimitChange(new CreditLimit(in.i64()));
            case Kind.SETTLEMENT_INTENT -> new SettlementIntent(in.i64(), new Amount(in.i64()), account(in));
            case Kind.SETTLEMENT_ANSWER -> new SettlementAnswer(in.i64(), in.i64(), account(in));
            case Kind.SETTLEMENT_CANCELLED -> new SettlementCancelled(in.i64());
            case Kind.SETTLEMENT_CREDIT -> new SettlementCredit(in.i64(), new Amount(in.i64()), transaction(in));
            default -> throw new MalformedException("no entry is of kind " + kind);
        };
    }

    private static Asset asset(CanonicalReader in) {
        return new Asset(in.text(12), in.u8());
    }

    private static Memo memo(CanonicalReader in) {
        return new Memo(in.text(Memo.MAX_BYTES));
    }

    private static AccountId account(CanonicalReader in) {
        return new AccountId(in.text(AccountId.MAX_BYTES));
    }

    private static TransactionId transaction(CanonicalReader in) {
        return new TransactionId(in.text(TransactionId.MAX_BYTES));
    }

    private static Amounts amounts(CanonicalReader in) {
        long[] units = new long[in.count(Amounts.MAX_COUNT, "a batch has at most 10,000 amounts")];
        for (int i = 0; i < units.length; i++) {
            units[i] = in.i64();
        }
        return Amounts.of(units);
    }

    private static <T> T checked(java.util.function.Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new MalformedException("a value is out of its range", e);
        }
    }

    /** The first byte of an entry. */
    private static final class Kind {
        static final int OPEN = 1;
        static final int PAYMENT = 2;
        static final int PAYMENT_BATCH = 3;
        static final int LIMIT_CHANGE = 4;
        static final int SETTLEMENT_INTENT = 5;
        static final int SETTLEMENT_ANSWER = 6;
        static final int SETTLEMENT_CANCELLED = 7;
        static final int SETTLEMENT_CREDIT = 8;

        private Kind() {}
    }

    private static final class Writer implements Entry.Cases<CanonicalWriter> {
        private final CanonicalWriter out;

        Writer(ByteBuffer out) {
            this.out = new CanonicalWriter(out);
        }

        @Override
        public CanonicalWriter open(Open entry) {
            return begin(Kind.OPEN)
                    .text(entry.asset().code())
                    .u8(entry.asset().scale())
                    .i64(entry.granted().units())
                    .i64(entry.asked().units());
        }

        @Override
        public CanonicalWriter payment(Payment entry) {
            return begin(Kind.PAYMENT)
                    .id(entry.id())
                    .u32(entry.part())
                    .i64(entry.whole().units())
                    .i64(entry.amount().units())
                    .text(entry.memo().text());
        }

        @Override
        public CanonicalWriter paymentBatch(PaymentBatch entry) {
            return begin(Kind.PAYMENT_BATCH)
                    .id(entry.id())
                    .amounts(entry.amounts())
                    .text(entry.memo().text());
        }

        @Override
        public CanonicalWriter limitChange(LimitChange entry) {
            return begin(Kind.LIMIT_CHANGE).i64(entry.limit().units());
        }

        @Override
        public CanonicalWriter settlementIntent(SettlementIntent entry) {
            return begin(Kind.SETTLEMENT_INTENT)
                    .i64(entry.number())
                    .i64(entry.amount().units())
                    .text(entry.payer().text());
        }

        @Override
        public CanonicalWriter settlementAnswer(SettlementAnswer entry) {
            return begin(Kind.SETTLEMENT_ANSWER)
                    .i64(entry.number())
                    .i64(entry.units())
                    .text(entry.payee().text());
        }

        @Override
        public CanonicalWriter settlementCancelled(SettlementCancelled entry) {
            return begin(Kind.SETTLEMENT_CANCELLED).i64(entry.number());
        }

        @Override
        public CanonicalWriter settlementCredit(SettlementCredit entry) {
            return begin(Kind.SETTLEMENT_CREDIT)
                    .i64(entry.number())
                    .i64(entry.amount().units())
                    .text(entry.transaction().text());
        }

        private CanonicalWriter begin(int kind) {
            return out.u8(kind);
        }
    }
}
