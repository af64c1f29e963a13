package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.machine.LineStory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Settlements of this node that have not come to an end, and who waits for that. For the owner only. */
public final class SettlementPromises {
    private final Promises promises;
    private final Map<SettlementKey, Awaited> awaited = new HashMap<>();

    public SettlementPromises(Promises promises) {
        this.promises = promises;
    }

    private record Awaited(PeerId peer, CompletableFuture<Settlement> promise) {}

    /** Waits for the end of a settlement of this node. */
    public void await(Settlement announced, CompletableFuture<Settlement> promise) {
        awaited.put(announced.key(), new Awaited(announced.peer(), promise));
    }

    /** Keeps the promises whose settlements have come to an end; gives up those that never will. */
    public void committed(Change change) {
        if (awaited.isEmpty()) {
            return;
        }
        LineStory.of(change.before().line(), change.facts()).forEach(this::tell); // one may end and the next begin
        if (change.after().line().isRetired()) {
            refuse(waiting -> waiting.peer().equals(change.peer()), Refusal.because(RefusalCode.KEY_CHANGED));
        }
        if (change.after().line().isFrozen()) {
            refuse(waiting -> waiting.peer().equals(change.peer()), Refusal.because(RefusalCode.FROZEN));
        }
    }

    private void tell(TrustlineEvent event) {
        if (event instanceof TrustlineEvent.SettlementMoved moved
                && moved.settlement().status().isFinal()) {
            Awaited waiting = awaited.remove(moved.settlement().key());
            if (waiting != null) {
                promises.keep(waiting.promise(), moved.settlement());
            }
        }
    }

    /** Nobody will be told any more. */
    public void refuseAll(Refusal refusal) {
        refuse(waiting -> true, refusal);
    }

    private void refuse(Predicate<Awaited> which, Refusal refusal) {
        awaited.values().removeIf(waiting -> {
            boolean refused = which.test(waiting);
            if (refused) {
                promises.refuse(waiting.promise(), refusal);
            }
            return refused;
        });
    }
}
