package io.p2pcredit.internal.payment;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Plan;
import io.p2pcredit.internal.event.Projector;
import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineStory;
import io.p2pcredit.trustline.machine.PaymentPlan;
import io.p2pcredit.trustline.machine.QueuedPayment;
import io.p2pcredit.trustline.machine.Transition;
import io.p2pcredit.trustline.machine.WorkingLine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Where the application pays. For any thread, unless a method is said to be for the owner. */
public final class PaymentDesk {
    private final Context context;
    private final Requests requests;
    private final PaymentRecords records;
    private final PaymentIds fresh;
    private final LookUps lookUps;
    private final Cashier cashier;
    private final Repeats repeats;
    private final boolean settles;

    /**
     * A desk.
     *
     * @param settles whether a settlement may make room for a payment past the limit
     * @param failed told when the history cannot be read
     */
    public PaymentDesk(
            Context context,
            Promises promises,
            History history,
            Projector projector,
            boolean settles,
            Consumer<Throwable> failed) {
        this.context = context;
        this.settles = settles;
        requests = new Requests(context, promises);
        records = new PaymentRecords(history, projector);
        fresh = new PaymentIds(context.environment());
        lookUps = new LookUps(requests, context.environment().workers(), failed);
        Receipts receipts = new Receipts(promises);
        cashier = new Cashier(context, requests, receipts);
        repeats = new Repeats(context, requests, promises, lookUps, records, fresh, cashier, receipts);
    }

    public PendingPayment pay(PaymentOrder order) {
        Asked asked = Asked.of(order.id().orElseGet(fresh::next), order, settles);
        if (asked.chosen()) {
            repeats.ask(asked);
        } else {
            requests.command(round -> cashier.pay(round, asked), asked.promises());
        }
        return asked;
    }

    /** The steps of a payment now, or why it is refused. */
    public Plan plan(PaymentOrder order) {
        Optional<Held> held = context.lines().published(order.peer());
        if (held.isEmpty()) {
            return new Plan(order, List.of(), false, Optional.of(Refusal.because(RefusalCode.NO_TRUSTLINE)));
        }
        QueuedPayment payment =
                Asked.of(order.id().orElseGet(fresh::next), order, settles).payment();
        Line line = held.get().line();
        Optional<Refusal> refusal = refusal(held.get(), payment);
        boolean queued = refusal.isEmpty()
                && (!held.get().link().isReady() || !line.queue().isEmpty());
        List<PlanStep> steps = refusal.isEmpty() ? PaymentPlan.of(line, payment).steps() : List.of();
        return new Plan(order, steps, queued, refusal);
    }

    /** What the line itself would say comes last, as it does when a payment is made. */
    private Optional<Refusal> refusal(Held held, QueuedPayment payment) {
        Optional<Refusal> insolvent = Optional.of(held.line())
                .filter(Cashier::isUsable)
                .flatMap(line -> cashier.funds().refusal(line, payment.rest()));
        return insolvent.or(
                () -> dryRun(held, payment).filter(refusal -> !Cashier.isForTheWindow(refusal, held.line())));
    }

    private static Optional<Refusal> dryRun(Held held, QueuedPayment payment) {
        Transition step = WorkingLine.of(held.line(), held.link()).step(new Input.Pay(payment));
        return step instanceof Transition.Refused refused ? Optional.of(refused.refusal()) : Optional.empty();
    }

    /** The first half of the ids that the node makes. */
    public OptionalLong maker() {
        return OptionalLong.of(fresh.prefix());
    }

    /** Blocks on the store. */
    public Optional<Payment> payment(PaymentId id) {
        return records.find(id).row().map(this::asItStands);
    }

    private Payment asItStands(PaymentRow row) {
        Payment payment = row.payment();
        Optional<Line> line = context.lines().find(payment.peer(), row.line());
        if (payment.status() != PaymentStatus.SENT || line.isEmpty()) {
            return payment;
        }
        PaymentStatus newest = line.get().statusOf(row.numbering(), row.seq());
        if (payment.isPart() && newest != PaymentStatus.IN_DOUBT) {
            return isGivenUp(payment.id(), line.get()) ? payment.with(PaymentStatus.PARTIAL) : payment;
        }
        return payment.with(newest);
    }

    /** What was recorded, a payment of this node as far as it has come by now. */
    public NodeEvent.Recorded asItStands(RecordedEvent recorded) {
        TrustlineEvent event = recorded.event();
        if (recorded.seq() > 0 && event instanceof TrustlineEvent.Paid paid) {
            event = context.lines()
                    .find(event.peer(), recorded.line())
                    .map(line -> line.statusOf(recorded.numbering(), recorded.seq()))
                    .<TrustlineEvent>map(
                            status -> new TrustlineEvent.Paid(paid.payment().with(status)))
                    .orElse(event);
        }
        return new NodeEvent.Recorded(recorded.cursor(), recorded.at(), event);
    }

    /** Whether the rest is nowhere any more: what came back from the peer are the parts, not the order. */
    private boolean isGivenUp(PaymentId id, Line seen) {
        boolean waits = seen.queue().of(id).isPresent();
        return !waits
                && records.find(id)
                        .row()
                        .filter(since -> since.payment().isPart())
                        .isPresent();
    }

    public List<Payment> queued() {
        return context.lines().published().stream()
                .map(Held::line)
                .sorted(Comparator.comparing(line -> line.identity().peer()))
                .flatMap(line -> line.queue().waiting().stream().map(waiting -> shown(line, waiting)))
                .toList();
    }

    private static Payment shown(Line line, QueuedPayment waiting) {
        PaymentStatus status = waiting.paid() > 0 ? PaymentStatus.SENT : PaymentStatus.QUEUED;
        return LineStory.payment(line.identity(), waiting, status);
    }

    /** Takes a payment back; one under a chosen id was perhaps just asked for and is looked up. */
    public CompletableFuture<Payment> cancel(PaymentId id) {
        CompletableFuture<Payment> promise = new CompletableFuture<>();
        Runnable command = () -> requests.command(round -> cancel(round, id, promise), promise);
        if (fresh.hasMade(id)) {
            command.run();
        } else {
            lookUps.add(command, promise);
        }
        return promise.copy();
    }

    private void cancel(Round round, PaymentId id, CompletableFuture<Payment> promise) {
        Optional<Line> line = context.lines().published().stream()
                .flatMap(held -> round.line(held.line().identity().peer()).stream())
                .filter(each -> each.queue().of(id).isPresent())
                .findFirst();
        if (line.isEmpty()) {
            RefusalCode code = cashier.open(id).isPresent() ? RefusalCode.BUSY : RefusalCode.NOT_QUEUED;
            requests.refuse(Refusal.because(code), promise);
            return;
        }
        PeerId peer = line.get().identity().peer();
        QueuedPayment payment = line.get().queue().of(id).orElseThrow();
        Optional<Refusal> refused = Requests.step(round, peer, new Input.Cancel(id));
        if (refused.isPresent()) {
            requests.refuse(refused.get(), promise);
        } else {
            requests.keepAfterwards(
                    round, promise, LineStory.payment(line.get().identity(), payment, PaymentStatus.CANCELLED));
        }
    }

    /** Asks the ledger how much there is. For the owner. */
    public void start() {
        cashier.funds().ask();
    }

    /** Takes in what a commit adds to the history, before anybody is told of it. For the owner. */
    public void committed(Batch batch) {
        repeats.committed(batch);
    }

    /** Goes on with a line's payments. For the owner. */
    public void committed(Change change) {
        cashier.committed(change);
    }

    /** Nothing is paid any more. For the owner. */
    public void refuseAll(Refusal refusal) {
        lookUps.refuseAll();
        cashier.refuseAll(refusal);
    }
}
