package io.p2pcredit.transport.ws.codec;

import io.p2pcredit.transport.ws.codec.JsonOutput.Form;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.entry.Entry;
import java.util.Arrays;

/** The JSON form of every kind of entry, to be written. */
final class EntryWriter implements Entry.Cases<Form> {
    private static final EntryWriter WRITER = new EntryWriter();

    private EntryWriter() {}

    static Form of(Entry entry) {
        return entry.match(WRITER);
    }

    @Override
    public Form open(Entry.Open entry) {
        return out -> out.beginObject(EntryType.OPEN)
                .text(Key.ASSET, entry.asset().code())
                .number(Key.SCALE, entry.asset().scale())
                .number(Key.GRANTED, entry.granted().units())
                .number(Key.ASKED, entry.asked().units())
                .endObject();
    }

    @Override
    public Form payment(Entry.Payment entry) {
        return out -> out.beginObject(EntryType.PAYMENT)
                .text(Key.ID, entry.id().toString())
                .number(Key.PART, entry.part())
                .number(Key.WHOLE, entry.whole().units())
                .number(Key.AMOUNT, entry.amount().units())
                .text(Key.MEMO, entry.memo().text())
                .endObject();
    }

    @Override
    public Form paymentBatch(Entry.PaymentBatch entry) {
        return out -> out.beginObject(EntryType.PAYMENT_BATCH)
                .text(Key.ID, entry.id().toString())
                .numbers(Key.AMOUNTS, units(entry.amounts()))
                .text(Key.MEMO, entry.memo().text())
                .endObject();
    }

    @Override
    public Form limitChange(Entry.LimitChange entry) {
        return out -> out.beginObject(EntryType.LIMIT_CHANGE)
                .number(Key.LIMIT, entry.limit().units())
                .endObject();
    }

    @Override
    public Form settlementIntent(Entry.SettlementIntent entry) {
        return out -> out.beginObject(EntryType.SETTLEMENT_INTENT)
                .decimal(Key.NUMBER, entry.number())
                .number(Key.AMOUNT, entry.amount().units())
                .text(Key.PAYER, entry.payer().text())
                .endObject();
    }

    @Override
    public Form settlementAnswer(Entry.SettlementAnswer entry) {
        return out -> out.beginObject(EntryType.SETTLEMENT_ANSWER)
                .decimal(Key.NUMBER, entry.number())
                .number(Key.AMOUNT, entry.units())
                .text(Key.PAYEE, entry.payee().text())
                .endObject();
    }

    @Override
    public Form settlementCancelled(Entry.SettlementCancelled entry) {
        return out -> out.beginObject(EntryType.SETTLEMENT_CANCELLED)
                .decimal(Key.NUMBER, entry.number())
                .endObject();
    }

    @Override
    public Form settlementCredit(Entry.SettlementCredit entry) {
        return out -> out.beginObject(EntryType.SETTLEMENT_CREDIT)
                .decimal(Key.NUMBER, entry.number())
                .number(Key.AMOUNT, entry.amount().units())
                .text(Key.TRANSACTION, entry.transaction().text())
                .endObject();
    }

    private static long[] units(Amounts amounts) {
        long[] units = new long[amounts.count()];
        Arrays.setAll(units, amounts::at);
        return units;
    }
}
