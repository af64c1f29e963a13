package io.p2pcredit.store.jdbc;

import io.p2pcredit.trustline.PaymentId;

/** How ids that a node has made, one after the other, lie in the index: 256 to a bucket. */
final class MadeIds {
    private static final int BITS = 8;

    private MadeIds() {}

    static long bucket(PaymentId id) {
        return id.second() >> BITS;
    }

    /** The place in the bucket, from 0. */
    static int place(PaymentId id) {
        return (int) id.second() & ((1 << BITS) - 1);
    }
}
