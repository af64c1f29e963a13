package io.p2pcredit.transport.ws.codec;

/** The names of the kinds of entry. Short: what a batch of small entries grows by on the wire is mostly these. */
final class EntryType {
    static final String OPEN = "open";
    static final String PAYMENT = "payment";
    static final String PAYMENT_BATCH = "batch";
    static final String LIMIT_CHANGE = "limit";
    static final String SETTLEMENT_INTENT = "intent";
    static final String SETTLEMENT_ANSWER = "answer";
    static final String SETTLEMENT_CANCELLED = "cancelled";
    static final String SETTLEMENT_CREDIT = "credit";

    private EntryType() {}
}
