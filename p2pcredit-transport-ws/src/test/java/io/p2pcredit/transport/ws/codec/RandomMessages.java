package io.p2pcredit.transport.ws.codec;

import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Reason;
import io.p2pcredit.message.PeerMessage.Refused;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Well-formed messages by chance, with a liking for the ends of every range. */
final class RandomMessages {
    private static final List<String> CHARACTERS = List.of(
            "a",
            "Z",
            "0",
            " ",
            "\"",
            "\\",
            "/",
            "\n",
            "\u0000",
            "\u001f",
            "\u007f",
            "\u00fc",
            "\u2028",
            "\ufeff",
            "\uffff",
            "\ud83d\ude00",
            "\udbff\udfff");

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    PeerMessage next() {
        return switch (random.nextInt(9)) {
            case 0 -> hello();
            case 1 -> new Auth(signature());
            case 2 -> new Resume(line(), maybe(signed(1)), maybe(signed(1)), signature());
            case 3 -> new Propose(limit(), many(0, 4, this::update));
            case 4 -> new Decline();
            case 5 -> new Deliver(update());
            case 6 -> new Refused(one(Reason.values()));
            case 7 -> new Progress(total(), total());
            default -> new Bye(one(CloseCode.values()));
        };
    }

    private Hello hello() {
        List<Integer> versions = many(1, 16, () -> 1 + random.nextInt(65_535));
        String name = "n" + "x.-_Q9".substring(0, random.nextInt(7));
        return new Hello(versions, PeerId.of(name), PublicKey.of(bytes(4)), new Nonce(bytes(4)));
    }

    private Update update() {
        List<Entry> entries = many(0, 6, this::entry);
        return new Update(entries, signed(Math.max(1, entries.size())));
    }

    private SignedProof signed(long minSeq) {
        BalanceProof proof = new BalanceProof(
                line(),
                one(Side.values()),
                Math.max(minSeq, total()),
                total(),
                total(),
                limit(),
                total(),
                Hash.of(bytes(4)));
        return new SignedProof(proof, signature());
    }

    private Entry entry() {
        return switch (random.nextInt(8)) {
            case 0 ->
                new Entry.Open(new Asset("A0Z".substring(random.nextInt(3)), random.nextInt(10)), limit(), limit());
            case 1 -> payment();
            case 2 -> new Entry.PaymentBatch(id(), amounts(), memo());
            case 3 -> new Entry.LimitChange(limit());
            case 4 -> new Entry.SettlementIntent(number(), amount(), account());
            case 5 -> new Entry.SettlementAnswer(number(), limit().units(), account());
            case 6 -> new Entry.SettlementCancelled(number());
            default -> new Entry.SettlementCredit(number(), amount(), TransactionId.of("t" + text(32)));
        };
    }

    private Entry payment() {
        Amount one = amount();
        Amount other = amount();
        boolean inOrder = one.units() <= other.units();
        int part = random.nextBoolean() ? 0 : random.nextInt(Integer.MAX_VALUE);
        return new Entry.Payment(id(), part, inOrder ? other : one, inOrder ? one : other, memo());
    }

    private Amounts amounts() {
        return Amounts.of(
                random.longs(1 + random.nextInt(40), 1, Amount.MAX_UNITS + 1).toArray());
    }

    private Amount amount() {
        return Amount.of(oneOf(1, Amount.MAX_UNITS, 1 + random.nextInt(1_000)));
    }

    private CreditLimit limit() {
        return CreditLimit.of(oneOf(0, Amount.MAX_UNITS, random.nextInt(1_000)));
    }

    private long total() {
        return oneOf(0, Long.MAX_VALUE, random.nextLong() >>> 1);
    }

    private long number() {
        return Math.max(1, total());
    }

    private Memo memo() {
        return Memo.of(text(Memo.MAX_BYTES / 4));
    }

    private AccountId account() {
        return AccountId.of("a" + text(60));
    }

    private PaymentId id() {
        return new PaymentId(random.nextLong(), random.nextLong());
    }

    private LineId line() {
        return new LineId(Hash.of(bytes(4)));
    }

    private Signature signature() {
        return new Signature(bytes(8));
    }

    private Bytes bytes(int words) {
        return Bytes.ofWords(random.longs(words).toArray());
    }

    private String text(int maxCharacters) {
        return String.join("", many(0, maxCharacters, () -> CHARACTERS.get(random.nextInt(CHARACTERS.size()))));
    }

    private long oneOf(long... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> List<T> many(int min, int max, Supplier<T> one) {
        return Stream.generate(one).limit(min + random.nextInt(max - min + 1)).toList();
    }
}
