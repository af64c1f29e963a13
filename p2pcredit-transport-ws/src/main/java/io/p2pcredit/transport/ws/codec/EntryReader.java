package io.p2pcredit.transport.ws.codec;

import com.fasterxml.jackson.core.io.SerializedString;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.MalformedException;
import java.io.IOException;
import java.util.Arrays;

/** Reads an entry whose object has just begun. Arguments are evaluated in order, which is the order of the keys. */
final class EntryReader {
    private EntryReader() {}

    static Entry read(JsonInput in) throws IOException {
        Entry entry = contents(in, in.type());
        in.endObject();
        return entry;
    }

    private static Entry contents(JsonInput in, String type) throws IOException {
        return switch (type) {
            case EntryType.OPEN -> new Entry.Open(asset(in), limit(in, Key.GRANTED), limit(in, Key.ASKED));
            case EntryType.PAYMENT ->
                new Entry.Payment(
                        id(in),
                        (int) in.number(Key.PART, Integer.MAX_VALUE),
                        amount(in, Key.WHOLE),
                        amount(in, Key.AMOUNT),
                        memo(in));
            case EntryType.PAYMENT_BATCH -> new Entry.PaymentBatch(id(in), amounts(in), memo(in));
            case EntryType.LIMIT_CHANGE -> new Entry.LimitChange(limit(in, Key.LIMIT));
            case EntryType.SETTLEMENT_INTENT ->
                new Entry.SettlementIntent(in.decimal(Key.NUMBER), amount(in, Key.AMOUNT), account(in, Key.PAYER));
            case EntryType.SETTLEMENT_ANSWER ->
                new Entry.SettlementAnswer(
                        in.decimal(Key.NUMBER), in.number(Key.AMOUNT, Amount.MAX_UNITS), account(in, Key.PAYEE));
            case EntryType.SETTLEMENT_CANCELLED -> new Entry.SettlementCancelled(in.decimal(Key.NUMBER));
            case EntryType.SETTLEMENT_CREDIT ->
                new Entry.SettlementCredit(in.decimal(Key.NUMBER), amount(in, Key.AMOUNT), transaction(in));
            default -> throw new MalformedException("no entry is of this \"type\"");
        };
    }

    private static PaymentId id(JsonInput in) throws IOException {
        return PaymentId.of(in.hex(Key.ID, PaymentId.SIZE));
    }

    private static Asset asset(JsonInput in) throws IOException {
        return new Asset(in.text(Key.ASSET, 12), (int) in.number(Key.SCALE, Asset.MAX_SCALE));
    }

    private static CreditLimit limit(JsonInput in, SerializedString key) throws IOException {
        return new CreditLimit(in.number(key, Amount.MAX_UNITS));
    }

    private static Amount amount(JsonInput in, SerializedString key) throws IOException {
        return new Amount(in.number(key, Amount.MAX_UNITS));
    }

    private static Memo memo(JsonInput in) throws IOException {
        return new Memo(in.text(Key.MEMO, Memo.MAX_BYTES));
    }

    private static AccountId account(JsonInput in, SerializedString key) throws IOException {
        return new AccountId(in.text(key, AccountId.MAX_BYTES));
    }

    private static TransactionId transaction(JsonInput in) throws IOException {
        return new TransactionId(in.text(Key.TRANSACTION, TransactionId.MAX_BYTES));
    }

    private static Amounts amounts(JsonInput in) throws IOException {
        in.beginArray(Key.AMOUNTS);
        long[] units = new long[16];
        int count = 0;
        while (in.nextNumber(Key.AMOUNTS)) {
            JsonInput.check(count < Amounts.MAX_COUNT, Key.AMOUNTS, "must hold at most 10,000 numbers");
            if (count == units.length) {
                units = Arrays.copyOf(units, 2 * count);
            }
            units[count++] = in.plainNumber(Key.AMOUNTS);
        }
        return Amounts.of(Arrays.copyOf(units, count));
    }
}
