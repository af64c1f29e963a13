package io.p2pcredit.simulation.invariant;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.BalanceProof;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * I13: a process whose journal has failed signs nothing, sends nothing and tells its owner of no payment any more, but
 * for what was on its way to the owner already.
 */
public final class StopsAfterStorageError implements Invariant {
    private static final String NAME = "I13 StopsAfterStorageError";

    private final LongSupplier now;
    private final long longestWay;
    private final Map<PeerId, Long> failed = new HashMap<>();

    /**
     * Stops watching a peer when its next process begins.
     *
     * @param now the time, in any unit
     * @param longestWay how long an answer is on its way to the owner
     */
    public StopsAfterStorageError(LongSupplier now, long longestWay) {
        this.now = now;
        this.longestWay = longestWay;
    }

    @Override
    public void storageFailed(PeerId at) {
        failed.putIfAbsent(at, now.getAsLong());
    }

    @Override
    public void began(PeerId at) {
        failed.remove(at);
    }

    @Override
    public void sent(PeerId from, int link, PeerMessage message) {
        check(from, message);
    }

    @Override
    public void signed(PeerId by, BalanceProof proof) {
        check(by, proof);
    }

    @Override
    public void recorded(Order order) {
        checkLate(order);
    }

    @Override
    public void acknowledged(Order order) {
        checkLate(order);
    }

    private void check(PeerId at, Object what) {
        if (failed.containsKey(at)) {
            throw new Violation(NAME, at + " goes on with a store that has failed: " + what);
        }
    }

    private void checkLate(Order order) {
        Long time = failed.get(order.payer());
        if (time != null && time + longestWay < now.getAsLong()) {
            check(order.payer(), order);
        }
    }
}
