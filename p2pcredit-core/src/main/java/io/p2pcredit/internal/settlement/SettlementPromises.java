package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineStory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Settlements of this node that have not come to an end, and who waits for that. For the owner only. */
public final class SettlementPromises {
    private final Promises promises;
    private final Map<PeerId, Awaited> awaited = new HashMap<>();

    public SettlementPromises(Promises promises) {
        this.promises = promises;
    }

    private record Awaited(long number, CompletableFuture<Settlement> promise) {}

    /** Waits for this node's settlement of that number; there is only one at a time. */
    public void await(PeerId peer, long number, CompletableFuture<Settlement> promise) {
        awaited.put(peer, new Awaited(number, promise));
    }

    /** Keeps the promise if the settlement has come to an end. */
    public void committed(Change change) {
        Awaited waiting = awaited.get(change.peer());
        Line line = change.after().line();
        if (waiting != null
                && line.outgoing().number() == waiting.number()
                && line.outgoing().status().isFinal()) {
            awaited.remove(change.peer());
            promises.keep(
                    waiting.promise(), LineStory.settlement(line.identity(), Direction.OUTGOING, line.outgoing()));
        }
    }

    /** Nobody will be told any more. */
    public void refuseAll(Refusal refusal) {
        awaited.values().forEach(waiting -> promises.refuse(waiting.promise(), refusal));
        awaited.clear();
    }
}
