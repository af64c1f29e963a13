package io.p2pcredit.internal;

import io.p2pcredit.CreditNode;
import java.util.concurrent.CompletableFuture;

/** Puts the parts of a node together and sets it going. */
public final class Assembly {
    private Assembly() {}

    public static CompletableFuture<CreditNode> launch(NodeParts parts) {
        return CompletableFuture.failedFuture(
                new IllegalStateException(parts.self().name()));
    }
}
