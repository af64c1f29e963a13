package io.p2pcredit.cli.peer;

import io.p2pcredit.CreditNode;
import io.p2pcredit.Subscription;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Notices when something becomes true that can only become so by an event of a node. */
public final class Watch implements AutoCloseable {
    private final CompletableFuture<@Nullable Void> met = new CompletableFuture<>();
    private final BooleanSupplier condition;
    private final Subscription events;

    /** @param condition does not block, and may be asked on any thread */
    public Watch(CreditNode node, BooleanSupplier condition) {
        this.condition = condition;
        this.events = node.onEvent(event -> look());
        look();
    }

    /** Completes as soon as it is true. */
    public CompletableFuture<@Nullable Void> met() {
        return met;
    }

    @Override
    public void close() {
        events.close();
    }

    private void look() {
        if (condition.getAsBoolean()) {
            met.complete(null);
        }
    }
}
