package io.p2pcredit;

import io.p2pcredit.trustline.Settlement;
import java.util.concurrent.CompletableFuture;

/** A settlement that was asked for. */
public interface PendingSettlement {
    /** Completes when it is announced and durable here. Fails if it is refused. */
    CompletableFuture<Settlement> recorded();

    /**
     * Completes when it has come to an end: credited, declined or cancelled. Fails if it is refused. Fails with
     * {@code FROZEN} or {@code NODE_CLOSED} if nobody will say so any more: what is recorded stays so.
     */
    CompletableFuture<Settlement> finished();
}
