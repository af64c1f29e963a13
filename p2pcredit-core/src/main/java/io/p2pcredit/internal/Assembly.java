package io.p2pcredit.internal;

import io.p2pcredit.CreditNode;
import io.p2pcredit.internal.node.Startup;
import java.util.concurrent.CompletableFuture;

/** The one way from the façade into the node. */
public final class Assembly {
    private Assembly() {}

    /** Puts the parts together and brings the node to life; fails with {@link io.p2pcredit.StartException}. */
    public static CompletableFuture<CreditNode> launch(NodeParts parts) {
        return new Startup(parts).launch();
    }
}
