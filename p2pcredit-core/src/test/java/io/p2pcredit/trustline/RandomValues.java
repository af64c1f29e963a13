package io.p2pcredit.trustline;

import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Any values that are allowed, the edges of their ranges more often than not. */
public final class RandomValues {
    private final RandomGenerator random;

    public RandomValues(RandomGenerator random) {
        this.random = random;
    }

    public Update update() {
        BalanceProof proof = proof();
        int most = (int) Math.min(5, proof.seq());
        List<Entry> entries =
                Stream.generate(this::entry).limit(random.nextInt(most + 1)).toList();
        return new Update(entries, new SignedProof(proof, signature()));
    }

    public SignedProof signedProof() {
        return new SignedProof(proof(), signature());
    }

    public BalanceProof proof() {
        return new BalanceProof(
                new LineId(hash()),
                random.nextBoolean() ? Side.LOW : Side.HIGH,
                units(1, Long.MAX_VALUE),
                units(0, Long.MAX_VALUE),
                units(0, Long.MAX_VALUE),
                limit(),
                units(0, Long.MAX_VALUE),
                hash());
    }

    public Entry entry() {
        return switch (random.nextInt(8)) {
            case 0 -> new Entry.Open(new Asset(text("ABYZ059", 1, 12), random.nextInt(10)), limit(), limit());
            case 1 -> payment();
            case 2 -> new Entry.PaymentBatch(id(), amounts(), memo());
            case 3 -> new Entry.LimitChange(limit());
            case 4 -> new Entry.SettlementIntent(number(), amount(), AccountId.of(text("aZ0 é€\n", 1, 80)));
            case 5 ->
                new Entry.SettlementAnswer(number(), units(0, Amount.MAX_UNITS), AccountId.of(text("aZ0 é€", 1, 80)));
            case 6 -> new Entry.SettlementCancelled(number());
            default -> new Entry.SettlementCredit(number(), amount(), TransactionId.of(text("0af-", 1, 128)));
        };
    }

    public Amount amount() {
        return Amount.of(units(1, Amount.MAX_UNITS));
    }

    public CreditLimit limit() {
        return CreditLimit.of(units(0, Amount.MAX_UNITS));
    }

    public Signature signature() {
        return new Signature(bytes(Signature.SIZE));
    }

    public Hash hash() {
        return Hash.of(bytes(Hash.SIZE));
    }

    public PublicKey key() {
        return PublicKey.of(bytes(PublicKey.SIZE));
    }

    public Bytes bytes(int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return Bytes.of(content);
    }

    private Entry payment() {
        Amount whole = amount();
        Amount part = Amount.of(units(1, whole.units()));
        return new Entry.Payment(id(), (int) units(0, Integer.MAX_VALUE), whole, part, memo());
    }

    public PaymentId id() {
        return PaymentId.of(bytes(PaymentId.SIZE));
    }

    public Amounts amounts() {
        return Amounts.of(LongStream.generate(() -> units(1, Amount.MAX_UNITS))
                .limit(1 + random.nextInt(9))
                .toArray());
    }

    public Memo memo() {
        return Memo.of(text("abc é€\u202e\u0000\t", 0, 85));
    }

    public long number() {
        return units(1, Long.MAX_VALUE);
    }

    private long units(long least, long most) {
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> least + random.nextLong(Math.max(1, most - least));
        };
    }

    private String text(String alphabet, int least, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = least + random.nextInt(most - least + 1); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
