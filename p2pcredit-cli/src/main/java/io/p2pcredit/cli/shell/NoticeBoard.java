package io.p2pcredit.cli.shell;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.Subscription;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.wording.Capabilities;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
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
        this(desk, desk.node()::onEvent);
    }

    /** @param source calls its listener with what happens */
    NoticeBoard(Desk desk, Function<Consumer<NodeEvent>, Subscription> source) {
        this.desk = desk;
        CompletableFuture<FakechainReply<Set<Capability>>> asked = desk.chain().capabilities();
        this.notices = new Notices(desk.expectations(), () -> !asked.isDone() || showsTransfers(asked.join()));
        this.events = source.apply(this::take);
        look();
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

    /** Says why the node has stopped. */
    void showHalt() {
        String reason = desk.node().status().reason().orElse("unknown");
        desk.console()
                .fail("This peer has stopped: " + Texts.printable(reason)
                        + ". What was acknowledged is stored: mend that, then start it again.");
    }

    @Override
    public void close() {
        events.close();
    }

    /** A node that has halted will do so at every look. */
    private void look() {
        if (desk.node().status().state() == NodeStatus.State.HALTED) {
            halted.complete(null);
        }
    }

    private synchronized void take(NodeEvent event) {
        look();
        notices.line(event).ifPresent(this::show);
    }

    /** Whoever does not know does not ask its user. */
    private static boolean showsTransfers(FakechainReply<Set<Capability>> reply) {
        return !(reply instanceof FakechainReply.Done<Set<Capability>> can) || Capabilities.showTransfers(can.value());
    }

    private void show(String line) {
        if (open) {
            desk.console().notice(line);
        } else {
            early.add(line);
        }
    }
}
