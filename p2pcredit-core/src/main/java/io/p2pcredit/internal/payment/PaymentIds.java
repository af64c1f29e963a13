package io.p2pcredit.internal.payment;

import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.trustline.PaymentId;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes payment ids that are fresh by construction: a random prefix for each start of the node, and a counter.
 * Thread-safe.
 */
final class PaymentIds {
    private final long prefix;
    private final AtomicLong counter = new AtomicLong();

    PaymentIds(NodeEnvironment environment) {
        byte[] random = new byte[Long.BYTES];
        environment.randomBytes(random);
        prefix = ByteBuffer.wrap(random).getLong();
    }

    PaymentId next() {
        return new PaymentId(prefix, counter.incrementAndGet());
    }

    /** The first half of all of them. */
    long prefix() {
        return prefix;
    }

    /** Whether this start of the node has made that id. */
    boolean hasMade(PaymentId id) {
        return id.first() == prefix && id.second() > 0 && id.second() <= counter.get();
    }
}
