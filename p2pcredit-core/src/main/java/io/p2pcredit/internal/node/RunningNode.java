package io.p2pcredit.internal.node;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Uninterruptibles;
import io.p2pcredit.ClosingReport;
import io.p2pcredit.CreditNode;
import io.p2pcredit.Dispute;
import io.p2pcredit.EventStream;
import io.p2pcredit.HistoryQuery;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.Page;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PeerIdentity;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.PendingSettlement;
import io.p2pcredit.Plan;
import io.p2pcredit.Proposal;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.Subscription;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.internal.event.EventHub;
import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Views;
import io.p2pcredit.internal.payment.PaymentDesk;
import io.p2pcredit.internal.proposal.IncomingProposals;
import io.p2pcredit.internal.proposal.OutgoingProposals;
import io.p2pcredit.internal.recovery.LineDigest;
import io.p2pcredit.internal.settlement.SettlementDesk;
import io.p2pcredit.internal.snapshot.Backups;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.machine.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A node at work: passes commands on to the owner, and answers questions from what is published. A null is thrown back
 * at its caller here: on the owner it would be the end of the node.
 */
final class RunningNode implements CreditNode {
    private static final long CLOSING_LIMIT_SECONDS = 10;
    private static final String PEER = "peer";
    private static final String LIMIT = "limit";
    private static final String ORDER = "order";
    private static final String ID = "id";

    private final Context context;
    private final Requests requests;
    private final PaymentDesk payments;
    private final SettlementDesk settlements;
    private final KeyDesk keys;
    private final ReconcileDesk reconciling;
    private final IncomingProposals incoming;
    private final OutgoingProposals outgoing;
    private final EventHub events;
    private final History history;
    private final Promises promises;
    private final Backups backups;
    private final Lifecycle lifecycle;

    RunningNode(
            Context context,
            Requests requests,
            PaymentDesk payments,
            SettlementDesk settlements,
            KeyDesk keys,
            ReconcileDesk reconciling,
            IncomingProposals incoming,
            OutgoingProposals outgoing,
            EventHub events,
            History history,
            Promises promises,
            Backups backups,
            Lifecycle lifecycle) {
        this.context = context;
        this.requests = requests;
        this.payments = payments;
        this.settlements = settlements;
        this.keys = keys;
        this.reconciling = reconciling;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.events = events;
        this.history = history;
        this.promises = promises;
        this.backups = backups;
        this.lifecycle = lifecycle;
    }

    @Override
    public PeerId self() {
        return context.self();
    }

    @Override
    public PublicKey publicKey() {
        return context.signer().publicKey();
    }

    @Override
    public NodeStatus status() {
        return lifecycle.status();
    }

    @Override
    public CompletableFuture<TrustlineView> propose(PeerId peer, CreditLimit limit) {
        requireNonNull(peer, PEER);
        requireNonNull(limit, LIMIT);
        CompletableFuture<TrustlineView> promise = new CompletableFuture<>();
        requests.command(round -> outgoing.propose(round, peer, limit, promise), promise);
        return promise.copy();
    }

    @Override
    public List<Proposal> proposals() {
        return incoming.list();
    }

    @Override
    public CompletableFuture<TrustlineView> accept(PeerId peer, CreditLimit granted) {
        requireNonNull(peer, PEER);
        requireNonNull(granted, LIMIT);
        CompletableFuture<TrustlineView> promise = new CompletableFuture<>();
        requests.command(round -> incoming.accept(round, peer, granted, promise), promise);
        return promise.copy();
    }

    @Override
    public CompletableFuture<Void> decline(PeerId peer) {
        requireNonNull(peer, PEER);
        CompletableFuture<Void> promise = new CompletableFuture<>();
        requests.command(round -> incoming.decline(round, peer, promise), promise);
        return promise.copy();
    }

    @Override
    public CompletableFuture<TrustlineView> changeLimit(PeerId peer, CreditLimit granted) {
        return requests.change(requireNonNull(peer, PEER), new Input.ChangeLimit(requireNonNull(granted, LIMIT)));
    }

    @Override
    public List<TrustlineView> trustlines() {
        return all().map(Views::of)
                .sorted(Comparator.comparing(TrustlineView::peer)
                        .thenComparing(line -> line.state() == TrustlineView.State.RETIRED)
                        .thenComparing(TrustlineView::peerKey))
                .toList();
    }

    private Stream<Held> all() {
        return Stream.concat(context.lines().published().stream(), context.lines().retired().stream());
    }

    @Override
    public Optional<TrustlineView> trustline(PeerId peer) {
        return context.lines().published(peer).map(Views::of);
    }

    @Override
    public Plan plan(PaymentOrder order) {
        return payments.plan(requireNonNull(order, ORDER));
    }

    @Override
    public PendingPayment pay(PaymentOrder order) {
        return payments.pay(requireNonNull(order, ORDER));
    }

    @Override
    public Optional<Payment> payment(PaymentId id) {
        return payments.payment(requireNonNull(id, ID));
    }

    @Override
    public List<Payment> queued() {
        return payments.queued();
    }

    @Override
    public CompletableFuture<Payment> cancel(PaymentId id) {
        return payments.cancel(requireNonNull(id, ID));
    }

    @Override
    public Optional<Dispute> dispute(PeerId peer) {
        return reconciling.dispute(requireNonNull(peer, PEER));
    }

    @Override
    public CompletableFuture<TrustlineView> reconcile(PeerId peer, Reconciliation decision) {
        return reconciling.reconcile(requireNonNull(peer, PEER), requireNonNull(decision, "decision"));
    }

    @Override
    public PendingSettlement settle(PeerId peer, SettleOrder order) {
        return settlements.settle(requireNonNull(peer, PEER), requireNonNull(order, ORDER));
    }

    @Override
    public List<Settlement> settlements() {
        return settlements.settlements();
    }

    @Override
    public CompletableFuture<Settlement> resolve(SettlementKey key, Resolution resolution) {
        return settlements.resolve(requireNonNull(key, "key"), requireNonNull(resolution, "resolution"));
    }

    @Override
    public CompletableFuture<PeerIdentity> identity(PeerId peer) {
        return keys.identity(requireNonNull(peer, PEER));
    }

    @Override
    public CompletableFuture<PeerIdentity> acceptKey(PeerId peer, PublicKey key) {
        return keys.accept(requireNonNull(peer, PEER), requireNonNull(key, "key"));
    }

    @Override
    public Page<NodeEvent.Recorded> history(HistoryQuery query) {
        List<RecordedEvent> found = history.eventsBefore(query.before(), query.peer(), query.max());
        boolean isLast = found.size() < Math.min(query.max(), History.MAX_ROWS);
        Optional<Cursor> next = isLast
                ? Optional.empty()
                : Optional.of(found.get(found.size() - 1).cursor());
        return new Page<>(found.stream().map(payments::asItStands).toList(), next);
    }

    @Override
    public EventStream events(Cursor after) {
        return new HistoryStream(history, requireNonNull(after, "after"));
    }

    @Override
    public Subscription onEvent(Consumer<NodeEvent> listener) {
        return events.subscribe(requireNonNull(listener, "listener"));
    }

    @Override
    public Hash digest() {
        return LineDigest.of(all().map(Held::line).toList());
    }

    @Override
    public CompletableFuture<Void> backup(Path journalCopy, Path historyCopy) {
        return backups.write(requireNonNull(journalCopy, "journalCopy"), requireNonNull(historyCopy, "historyCopy"));
    }

    @Override
    public CompletableFuture<ClosingReport> settleAllAndClose(Duration limit) {
        requireNonNull(limit, LIMIT);
        CompletableFuture<ClosingReport> promise = new CompletableFuture<>();
        Closing closing = new Closing(this, context.environment());
        settlements.abilities().thenAccept(closing::heard);
        closing.settleAll(limit).thenAccept(report -> lifecycle.close().thenRun(() -> promises.keep(promise, report)));
        lifecycle.closed().thenRun(closing::stop);
        return promise.copy();
    }

    @Override
    public void close() {
        try {
            Uninterruptibles.getUninterruptibly(
                    lifecycle.close().toCompletableFuture(), CLOSING_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) { // whoever hangs there keeps nobody else waiting
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the node could not be closed", e.getCause());
        }
    }
}
