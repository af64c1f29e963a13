package io.p2pcredit.cli.command;

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
import io.p2pcredit.RefusedException;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.Subscription;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node that does as a test says: it remembers what it was asked for, and answers what it was told to. */
public final class FakeNode implements CreditNode {
    public final List<String> asked = new CopyOnWriteArrayList<>();
    private final PeerId self;
    private final List<Consumer<NodeEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Map<PeerId, TrustlineView> lines = new TreeMap<>();
    private final List<Proposal> proposals = new CopyOnWriteArrayList<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final Map<PeerId, CompletableFuture<TrustlineView>> proposed = new ConcurrentHashMap<>();
    private final Map<Settlement, CompletableFuture<Settlement>> settlements = new ConcurrentHashMap<>();
    private final Map<Payment, CompletableFuture<Payment>> payments = new LinkedHashMap<>();
    private final List<Settlement> open = new CopyOnWriteArrayList<>();
    private final List<NodeEvent.Recorded> past = new CopyOnWriteArrayList<>();
    private @Nullable Dispute dispute;
    private @Nullable RuntimeException broken;
    private @Nullable TrustlineView changed;
    private @Nullable PeerIdentity identity;
    private List<PlanStep> plan = List.of();
    private PaymentStatus recordedAs = PaymentStatus.SENT;
    private final CountDownLatch lookedUp = new CountDownLatch(1);
    private volatile NodeStatus status = NodeStatus.of(NodeStatus.State.READY);
    private boolean silent;
    private boolean quiet;
    private boolean silentAboutPayments;
    private SettlementStatus settlementEnd = SettlementStatus.CREDITED;
    private ClosingReport report = new ClosingReport(List.of());

    public FakeNode(String self) {
        this.self = PeerId.of(self);
    }

    /** From now on requests of this kind are refused: propose, accept, decline, pay or settle. */
    public void refuse(String request, Refusal refusal) {
        refusals.put(request, refusal);
    }

    /** From now on what is asked for neither succeeds nor fails. */
    public void beSilent() {
        silent = true;
    }

    /** From now on payments neither succeed nor fail. */
    public void beSilentAboutPayments() {
        silentAboutPayments = true;
    }

    /** From now on a line that is accepted was open before, which is no event. */
    public void openQuietly() {
        quiet = true;
    }

    public void endSettlementsAs(SettlementStatus status) {
        settlementEnd = status;
    }

    public void leaveWith(ClosingReport closing) {
        report = closing;
    }

    public void line(TrustlineView line) {
        synchronized (lines) {
            lines.put(line.peer(), line);
        }
    }

    public Proposal proposal(String peer, long offered, long wanted) {
        Proposal proposal = new Proposal(PeerId.of(peer), key(peer), CreditLimit.of(offered), CreditLimit.of(wanted));
        proposals.add(proposal);
        emit(new NodeEvent.ProposalReceived(proposal));
        return proposal;
    }

    public void withdraw(Proposal proposal) {
        proposals.remove(proposal);
    }

    public void emit(NodeEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Something durable has happened, a second after what happened before it. */
    public void emit(TrustlineEvent event) {
        long number = past.size() + 1L;
        NodeEvent.Recorded recorded =
                new NodeEvent.Recorded(new Cursor(number, 0), Instant.ofEpochSecond(number), event);
        past.add(recorded);
        emit(recorded);
    }

    /** An open line with both limits 100. */
    public static TrustlineView open(String peer, long balance) {
        return view(peer, TrustlineView.State.OPEN, balance, true);
    }

    public static TrustlineView view(String peer, TrustlineView.State state, long balance, boolean online) {
        return new TrustlineView(
                new LineId(new Hash(1, 2, 3, 4)),
                PeerId.of(peer),
                key(peer),
                state,
                Balance.of(balance),
                CreditLimit.of(100),
                CreditLimit.of(100),
                100 + balance,
                100 - balance,
                0,
                online,
                0,
                false,
                online ? TrustlineView.WaitsFor.NOTHING : TrustlineView.WaitsFor.PEER);
    }

    public static PublicKey key(String name) {
        return new PublicKey(name.hashCode(), 0, 0, 0);
    }

    @Override
    public PeerId self() {
        return self;
    }

    @Override
    public PublicKey publicKey() {
        return key(self.name());
    }

    @Override
    public NodeStatus status() {
        return status;
    }

    /** It stops for good. */
    public void halt(String reason) {
        status = NodeStatus.halted(reason);
        emit(new NodeEvent.Halted(reason));
    }

    @Override
    public CompletableFuture<TrustlineView> propose(PeerId peer, CreditLimit limit) {
        asked.add("propose " + peer + ' ' + limit);
        emit(new TrustlineEvent.Proposed(peer, limit));
        CompletableFuture<TrustlineView> answer = answer("propose", open(peer.name(), 0));
        proposed.putIfAbsent(peer, answer);
        return answer;
    }

    /** The peer accepts what was proposed to it. */
    public void answerProposal(String peer) {
        TrustlineView line = open(peer, 0);
        emit(new TrustlineEvent.Opened(line.peer(), line.granted(), line.received()));
        proposed.get(line.peer()).complete(line);
    }

    @Override
    public List<Proposal> proposals() {
        return List.copyOf(proposals);
    }

    @Override
    public CompletableFuture<TrustlineView> accept(PeerId peer, CreditLimit granted) {
        asked.add("accept " + peer + ' ' + granted);
        proposals.removeIf(proposal -> proposal.peer().equals(peer));
        if (!quiet) {
            emit(new TrustlineEvent.Opened(peer, granted, CreditLimit.of(100)));
        }
        return answer("accept", open(peer.name(), 0));
    }

    @Override
    public CompletableFuture<Void> decline(PeerId peer) {
        asked.add("decline " + peer);
        proposals.removeIf(proposal -> proposal.peer().equals(peer));
        return answer("decline", null);
    }

    /** From now on every limit change leads to this line. */
    public void changeLimitsTo(TrustlineView line) {
        changed = line;
    }

    @Override
    public CompletableFuture<TrustlineView> changeLimit(PeerId peer, CreditLimit granted) {
        asked.add("changeLimit " + peer + ' ' + granted);
        return answer("changeLimit", changed == null ? open(peer.name(), 0) : changed);
    }

    /** Waits until somebody has looked at the lines. */
    public void awaitLookUp() throws InterruptedException {
        lookedUp.await();
    }

    @Override
    public List<TrustlineView> trustlines() {
        lookedUp.countDown();
        synchronized (lines) {
            return new ArrayList<>(lines.values());
        }
    }

    @Override
    public Optional<TrustlineView> trustline(PeerId peer) {
        lookedUp.countDown();
        synchronized (lines) {
            return Optional.ofNullable(lines.get(peer));
        }
    }

    @Override
    public PendingPayment pay(PaymentOrder order) {
        asked.add("pay " + order.peer() + ' ' + order.amounts().sum() + " [" + order.memo() + ']');
        Payment payment = payment(order);
        CompletableFuture<Payment> answer = silentAboutPayments
                ? new CompletableFuture<>()
                : answer("pay", payment.with(PaymentStatus.ACKNOWLEDGED));
        if (!refusals.containsKey("pay")) {
            payments.put(payment, answer);
            steps(payment).forEach(this::emit);
        }
        return new PendingPayment() {
            @Override
            public PaymentId id() {
                return payment.id();
            }

            @Override
            public CompletableFuture<Payment> recorded() {
                return answer.isDone() ? answer : CompletableFuture.completedFuture(payment);
            }

            @Override
            public CompletableFuture<Payment> acknowledged() {
                return answer;
            }
        };
    }

    private Payment payment(PaymentOrder order) {
        long units = order.amounts().sum();
        long paid = recordedAs == PaymentStatus.QUEUED ? 0 : units;
        return new Payment(
                new PaymentId(1, payments.size()),
                order.peer(),
                Direction.OUTGOING,
                units,
                paid,
                0,
                1,
                order.memo(),
                recordedAs);
    }

    private List<TrustlineEvent> steps(Payment payment) {
        if (plan.isEmpty()) {
            return List.of(new TrustlineEvent.Paid(payment));
        }
        return plan.stream().map(step -> happening(step, payment)).toList();
    }

    private static TrustlineEvent happening(PlanStep step, Payment payment) {
        return step instanceof PlanStep.Pay
                ? new TrustlineEvent.Paid(payment.withUnits(step.units()))
                : new TrustlineEvent.SettlementMoved(
                        settlement(payment.peer(), Direction.OUTGOING, step.units(), SettlementStatus.CREDITED));
    }

    /** From now on a payment that comes to no end at once is recorded like this. */
    public void recordPaymentsAs(PaymentStatus status) {
        recordedAs = status;
    }

    /** From now on every payment takes these steps. */
    public void planAs(PlanStep... steps) {
        plan = List.of(steps);
    }

    /** What was paid without an end comes to a good one. */
    public void endPayments() {
        payments.forEach((payment, end) -> end.complete(payment.with(PaymentStatus.ACKNOWLEDGED)));
    }

    /** What was paid without an end comes to a bad one. */
    public void refusePayments(Refusal refusal) {
        payments.values().forEach(end -> end.completeExceptionally(new RefusedException(refusal)));
    }

    @Override
    public Plan plan(PaymentOrder order) {
        Optional<Refusal> refusal = Optional.ofNullable(refusals.get("plan"));
        return new Plan(order, refusal.isPresent() ? List.of() : plan, silent, refusal);
    }

    @Override
    public Optional<Payment> payment(PaymentId id) {
        checkStore();
        return past.stream()
                .flatMap(row ->
                        row.event() instanceof TrustlineEvent.Paid paid ? Stream.of(paid.payment()) : Stream.empty())
                .filter(payment -> payment.id().equals(id))
                .reduce((earlier, later) -> later);
    }

    @Override
    public List<Payment> queued() {
        return payments.keySet().stream()
                .filter(payment -> payment.status() == PaymentStatus.QUEUED)
                .toList();
    }

    @Override
    public CompletableFuture<Payment> cancel(PaymentId id) {
        asked.add("cancel " + id);
        Payment payment = queued().stream()
                .filter(waiting -> waiting.id().equals(id))
                .findFirst()
                .orElseThrow();
        return answer("cancel", payment.with(PaymentStatus.CANCELLED));
    }

    @Override
    public Page<NodeEvent.Recorded> history(HistoryQuery query) {
        checkStore();
        List<NodeEvent.Recorded> found = past.stream()
                .filter(row -> row.cursor().compareTo(query.before()) < 0)
                .filter(row -> query.peer().isEmpty()
                        || query.peer().get().equals(row.event().peer()))
                .sorted(Comparator.comparing(NodeEvent.Recorded::cursor).reversed())
                .toList();
        List<NodeEvent.Recorded> page = found.subList(0, Math.min(query.max(), found.size()));
        return new Page<>(
                page,
                page.size() < found.size()
                        ? Optional.of(page.get(page.size() - 1).cursor())
                        : Optional.empty());
    }

    /** From now on its stores cannot be read. */
    public void breakStore(String reason) {
        broken = new StorageException(StorageException.Code.FAILED, reason);
    }

    private void checkStore() {
        if (broken != null) {
            throw broken;
        }
    }

    /** From now on the line with that peer is frozen about this. */
    public void dispute(Dispute about) {
        dispute = about;
    }

    @Override
    public Optional<Dispute> dispute(PeerId peer) {
        return Optional.ofNullable(dispute).filter(about -> about.peer().equals(peer));
    }

    @Override
    public CompletableFuture<TrustlineView> reconcile(PeerId peer, Reconciliation decision) {
        asked.add("reconcile " + peer + ' ' + decision);
        return answer("reconcile", open(peer.name(), 0));
    }

    /** What was to be settled comes to an end. */
    public void endSettlement(SettlementStatus status) {
        settlements.forEach(
                (begun, answer) -> answer.complete(settlement(begun.peer(), begun.direction(), begun.units(), status)));
    }

    /** What was to be settled is refused. */
    public void refuseSettlement(RefusalCode code) {
        settlements
                .values()
                .forEach(answer -> answer.completeExceptionally(new RefusedException(Refusal.because(code))));
    }

    @Override
    public PendingSettlement settle(PeerId peer, SettleOrder order) {
        long units = order.amount().map(amount -> amount.units()).orElse(0L);
        asked.add("settle " + peer + ' ' + units + (order.unannounced() ? " unannounced" : ""));
        Settlement end = settlement(peer, Direction.OUTGOING, units, settlementEnd);
        if (order.unannounced() && !refusals.containsKey("settle")) {
            open.add(end);
        }
        CompletableFuture<Settlement> answer = answer("settle", end);
        settlements.put(end, answer);
        return new PendingSettlement() {
            @Override
            public CompletableFuture<Settlement> recorded() {
                return answer;
            }

            @Override
            public CompletableFuture<Settlement> finished() {
                return answer;
            }
        };
    }

    public static Settlement settlement(PeerId peer, Direction direction, long units, SettlementStatus status) {
        return settlement(new SettlementKey(1, 1), peer, direction, units, status);
    }

    public static Settlement settlement(
            SettlementKey key, PeerId peer, Direction direction, long units, SettlementStatus status) {
        return new Settlement(key, peer, direction, 1, units, status, Optional.empty(), Optional.empty());
    }

    @Override
    public List<Settlement> settlements() {
        return List.copyOf(open);
    }

    /** A settlement that this node knows of. */
    public void knows(Settlement settlement) {
        open.add(settlement);
    }

    @Override
    public CompletableFuture<Settlement> resolve(SettlementKey key, Resolution resolution) {
        asked.add("resolve " + key + ' ' + resolution);
        Settlement settlement = open.stream()
                .filter(known -> known.key().equals(key))
                .findFirst()
                .orElseThrow();
        return answer("resolve", settlement);
    }

    /** From now on this is who a peer is. */
    public void identity(PeerIdentity known) {
        identity = known;
    }

    @Override
    public CompletableFuture<PeerIdentity> identity(PeerId peer) {
        return answer("identity", identity);
    }

    @Override
    public CompletableFuture<PeerIdentity> acceptKey(PeerId peer, PublicKey key) {
        asked.add("acceptKey " + peer + ' ' + key.fingerprint());
        return answer("acceptKey", identity);
    }

    @Override
    public EventStream events(Cursor after) {
        return max -> List.of();
    }

    @Override
    public Subscription onEvent(Consumer<NodeEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Hash digest() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> backup(Path journal, Path history) {
        asked.add("backup " + journal + ' ' + history);
        return answer("backup", null);
    }

    @Override
    public CompletableFuture<ClosingReport> settleAllAndClose(Duration limit) {
        asked.add("settleAllAndClose " + limit.plusMillis(999).toSeconds());
        return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(report);
    }

    @Override
    public void close() {
        asked.add("close");
    }

    private <T extends @Nullable Object> CompletableFuture<T> answer(String request, T result) {
        if (refusals.containsKey(request)) {
            return CompletableFuture.failedFuture(new RefusedException(refusals.get(request)));
        }
        return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(result);
    }
}
