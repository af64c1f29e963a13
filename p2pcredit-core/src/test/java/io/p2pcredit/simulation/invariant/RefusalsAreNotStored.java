package io.p2pcredit.simulation.invariant;

import com.google.common.primitives.Shorts;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * I17: of a payment that was refused, and of which nothing was ever recorded, the payer's journal knows nothing: its id
 * is in no group that was written since it was first asked for.
 *
 * <p>A payment that was queued, and given up when its turn came, is not meant: the journal has both, and if both are in
 * one group, because the node was late and did many things at once, nobody is told that it was queued.
 */
public final class RefusalsAreNotStored implements Invariant {
    private static final String NAME = "I17 RefusalsAreNotStored";

    private final Journals journals;
    private final Map<PaymentId, Asked> asked = new HashMap<>();

    public RefusalsAreNotStored(Journals journals) {
        this.journals = journals;
    }

    @Override
    public void ordered(Order order) {
        asked.computeIfAbsent(order.id(), id -> new Asked(journals.end(order.payer()))).open++;
    }

    @Override
    public void recorded(Order order) {
        of(order).stands = true;
    }

    @Override
    public void refused(Order order, RefusalCode code) {
        Asked request = of(order);
        request.open--;
        request.stands |= code == RefusalCode.CANCELLED; // by its owner, after it was taken
        request.stands |= journals.holding(order.payer(), givenUp(order.id(), code), request.end) > 0;
        if (request.open == 0 && !request.stands) {
            long position = journals.holding(order.payer(), order.id().bytes(), request.end);
            if (position > 0) {
                throw new Violation(
                        NAME, order.payer() + " has refused " + order + " and keeps it in group " + position);
            }
        }
    }

    /** How a journal says that a payment that was queued is given up: its id, then the name of the reason. */
    private static Bytes givenUp(PaymentId id, RefusalCode code) {
        byte[] reason = code.name().getBytes(StandardCharsets.UTF_8);
        return Bytes.of(com.google.common.primitives.Bytes.concat(
                id.bytes().toArray(), Shorts.toByteArray((short) reason.length), reason));
    }

    /** What is in the journal then may be of the process before. */
    @Override
    public void began(PeerId at) {
        asked.values().removeIf(request -> request.open == 0 && !request.stands);
    }

    @Override
    public void failed(Order order, RefusalCode code) {
        of(order).stands = true;
    }

    private Asked of(Order order) {
        return asked.computeIfAbsent(order.id(), id -> new Asked(0));
    }

    /** All requests under one id: where the journal ended before, how many have no answer, and whether one stands. */
    private static final class Asked {
        private final long end;
        private int open;
        private boolean stands;

        Asked(long end) {
            this.end = end;
        }
    }
}
