package io.p2pcredit.cli.shell;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.Subscription;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.wording.Capabilities;
import io.p2pcredit.spi.Ledger.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Shows what happens by itself, from the moment it is there; what happens before it is opened is shown then.
 * Thread-safe.
 */
final class NoticeBoard implements AutoCloseable {
    private final Desk desk;
    private final Notices notices;
    private final List<String> early = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> halted = new CompletableFuture<>();
    private final Subscription events;
    private boolean open;

    NoticeBoard(Desk desk) {
        this.desk = desk;
        CompletableFuture<Optional<Set<Capability>>> asked = desk.chain().capabilities();
        this.notices = new Notices(
                desk.expectations(),
                () -> !asked.isDone()
                        || asked.join().map(Capabilities::showTransfers).orElse(true));
        this.events = desk.node().onEvent(this::take);
    }

    synchronized void open() {
        open = true;
        early.forEach(desk.console()::notice);
        early.clear();
    }

    /** Completes when the node has stopped for good. */
    CompletableFuture<@Nullable Void> halted() {
        return halted;
    }

    @Override
    public void close() {
        events.close();
    }

    private synchronized void take(NodeEvent event) {
        notices.line(event).ifPresent(this::show);
        if (event instanceof NodeEvent.Halted) {
            halted.complete(null);
        }
    }

    private void show(String line) {
        if (open) {
            desk.console().notice(line);
        } else {
            early.add(line);
        }
    }
}
