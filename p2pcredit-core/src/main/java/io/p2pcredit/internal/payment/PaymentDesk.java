package io.p2pcredit.internal.payment;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Plan;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineStory;
import io.p2pcredit.trustline.machine.PaymentPlan;
import io.p2pcredit.trustline.machine.QueuedPayment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where the application pays. For any thread. */
public final class PaymentDesk {
    private final Context context;
    private final Requests requests;
    private final Receipts receipts;
    private final History history;
    private final PaymentIds ids;
    private final boolean settles;

    /**
     * A desk.
     *
     * @param settles whether a settlement may make room for a payment past the limit
     */
    public PaymentDesk(Context context, Requests requests, Receipts receipts, History history, boolean settles) {
        this.context = context;
        this.requests = requests;
        this.receipts = receipts;
        this.history = history;
        this.ids = new PaymentIds(context.environment());
        this.settles = settles;
    }

    public PendingPayment pay(PaymentOrder order) {
        PaymentId id = order.id().orElseGet(ids::next);
        CompletableFuture<Payment> recorded = new CompletableFuture<>();
        CompletableFuture<Payment> acknowledged = new CompletableFuture<>();
        requests.command(
                round -> pay(round, payment(id, order), order.peer(), recorded, acknowledged), recorded, acknowledged);
        return new Paying(id, recorded, acknowledged);
    }

    private void pay(
            Round round,
            QueuedPayment payment,
            PeerId peer,
            CompletableFuture<Payment> recorded,
            CompletableFuture<Payment> acknowledged) {
        Optional<Refusal> refused = Requests.step(round, peer, new Input.Pay(payment));
        if (refused.isPresent()) {
            requests.refuse(refused.get(), recorded, acknowledged);
            return;
        }
        Line line = round.line(peer).orElseThrow();
        Optional<QueuedPayment> waiting = line.queue().of(payment.id());
        Payment result = waiting.map(left -> shown(line, left)).orElseGet(() -> paid(line, payment));
        receipts.await(line.own().seq(), result, acknowledged);
        requests.keepAfterwards(round, recorded, result);
    }

    private QueuedPayment payment(PaymentId id, PaymentOrder order) {
        return QueuedPayment.of(id, order.amounts(), order.isBatch(), order.memo(), settles);
    }

    private static Payment paid(Line line, QueuedPayment payment) {
        return LineStory.payment(line.identity(), payment, PaymentStatus.SENT).withUnits(payment.whole());
    }

    private static Payment shown(Line line, QueuedPayment waiting) {
        PaymentStatus status = waiting.paid() > 0 ? PaymentStatus.SENT : PaymentStatus.QUEUED;
        return LineStory.payment(line.identity(), waiting, status);
    }

    /** The steps of a payment now, or why it is refused. */
    public Plan plan(PaymentOrder order) {
        Optional<Held> held = context.lines().published(order.peer());
        if (held.isEmpty()) {
            return new Plan(order, List.of(), false, Optional.of(Refusal.because(RefusalCode.NO_TRUSTLINE)));
        }
        Line line = held.get().line();
        PaymentPlan plan = PaymentPlan.of(line, payment(order.id().orElseGet(ids::next), order));
        boolean queued = !held.get().link().isReady() || !line.queue().isEmpty();
        return new Plan(order, plan.steps(), queued, plan.refusal());
    }

    /** Blocks on the store. */
    public Optional<Payment> payment(PaymentId id) {
        return history.payment(id).map(this::asItStands);
    }

    private Payment asItStands(PaymentRow row) {
        boolean acknowledged = row.payment().status() == PaymentStatus.SENT
                && !row.payment().isPart()
                && context.lines()
                        .published(row.payment().peer())
                        .filter(held -> held.line().theirs().signedPeerSeq() >= row.seq())
                        .isPresent();
        return acknowledged ? row.payment().with(PaymentStatus.ACKNOWLEDGED) : row.payment();
    }

    public List<Payment> queued() {
        return context.lines().published().stream()
                .map(Held::line)
                .sorted(Comparator.comparing(line -> line.identity().peer()))
                .flatMap(line -> line.queue().waiting().stream().map(waiting -> shown(line, waiting)))
                .toList();
    }

    public CompletableFuture<Payment> cancel(PaymentId id) {
        CompletableFuture<Payment> promise = new CompletableFuture<>();
        requests.command(round -> cancel(round, id, promise), promise);
        return promise.copy();
    }

    private void cancel(Round round, PaymentId id, CompletableFuture<Payment> promise) {
        Optional<Line> line = context.lines().published().stream()
                .map(held -> round.line(held.line().identity().peer()).orElseThrow())
                .filter(each -> each.queue().of(id).isPresent())
                .findFirst();
        if (line.isEmpty()) {
            requests.refuse(Refusal.because(RefusalCode.NOT_QUEUED), promise);
            return;
        }
        QueuedPayment payment = line.get().queue().of(id).orElseThrow();
        Optional<Refusal> refused = Requests.step(round, line.get().identity().peer(), new Input.Cancel(id));
        if (refused.isPresent()) {
            requests.refuse(refused.get(), promise);
        } else {
            requests.keepAfterwards(
                    round, promise, LineStory.payment(line.get().identity(), payment, PaymentStatus.CANCELLED));
        }
    }

    private record Paying(PaymentId id, CompletableFuture<Payment> first, CompletableFuture<Payment> last)
            implements PendingPayment {
        @Override
        public CompletableFuture<Payment> recorded() {
            return first.copy();
        }

        @Override
        public CompletableFuture<Payment> acknowledged() {
            return last.copy();
        }
    }
}
