package io.p2pcredit.node;

import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.spi.History;
import java.util.List;

/** A history that takes nothing in while a test holds it. Thread-safe. */
final class HeldHistory extends ForwardingHistory {
    private boolean held;

    HeldHistory(History history) {
        super(history);
    }

    synchronized void hold() {
        held = true;
    }

    synchronized void letGo() {
        held = false;
        notifyAll();
    }

    private synchronized void waitWhileHeld() {
        while (held) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void store(List<Batch> batches) {
        waitWhileHeld();
        super.store(batches);
    }
}
