package io.p2pcredit.trustline.entry;

import com.google.common.base.Utf8;
import io.p2pcredit.trustline.PaymentId;

/** How many canonical bytes an entry has, without writing them. */
final class CanonicalSize implements Entry.Cases<Integer> {
    private static final int KIND = 1;

    @Override
    public Integer open(Entry.Open entry) {
        return KIND + text(entry.asset().code()) + 1 + 2 * Long.BYTES;
    }

    @Override
    public Integer payment(Entry.Payment entry) {
        return KIND
                + PaymentId.SIZE
                + Integer.BYTES
                + 2 * Long.BYTES
                + text(entry.memo().text());
    }

    @Override
    public Integer paymentBatch(Entry.PaymentBatch entry) {
        int amounts = Integer.BYTES + entry.amounts().count() * Long.BYTES;
        return KIND + PaymentId.SIZE + amounts + text(entry.memo().text());
    }

    @Override
    public Integer limitChange(Entry.LimitChange entry) {
        return KIND + Long.BYTES;
    }

    @Override
    public Integer settlementIntent(Entry.SettlementIntent entry) {
        return KIND + 2 * Long.BYTES + text(entry.payer().text());
    }

    @Override
    public Integer settlementAnswer(Entry.SettlementAnswer entry) {
        return KIND + 2 * Long.BYTES + text(entry.payee().text());
    }

    @Override
    public Integer settlementCancelled(Entry.SettlementCancelled entry) {
        return KIND + Long.BYTES;
    }

    @Override
    public Integer settlementCredit(Entry.SettlementCredit entry) {
        return KIND + 2 * Long.BYTES + text(entry.transaction().text());
    }

    private static int text(String text) {
        return Short.BYTES + Utf8.encodedLength(text);
    }
}
