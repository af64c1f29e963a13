package io.p2pcredit.internal.node;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.PendingSettlement;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.loop.Views;
import io.p2pcredit.internal.loop.Work;
import io.p2pcredit.internal.payment.PaymentIds;
import io.p2pcredit.internal.payment.Receipts;
import io.p2pcredit.internal.settlement.SettlementPromises;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineStory;
import io.p2pcredit.trustline.machine.Transition;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What the application asks for on lines that exist: payments, settlements, limits. For any thread. */
final class Commands {
    private static final Refusal STOPPED = Refusal.because(RefusalCode.NODE_CLOSED);

    private final Context context;
    private final Promises promises;
    private final PaymentIds ids;
    private final Receipts receipts;
    private final SettlementPromises settlements;

    Commands(Context context, Promises promises, PaymentIds ids, Receipts receipts, SettlementPromises settlements) {
        this.context = context;
        this.promises = promises;
        this.ids = ids;
        this.receipts = receipts;
        this.settlements = settlements;
    }

    /** Hands a command to the owner, or refuses its promises at once. */
    void command(Work work, CompletableFuture<?>... refusedIfBusy) {
        if (context.loop().isStopped()) {
            refuse(RefusalCode.NODE_CLOSED, refusedIfBusy);
        } else if (!context.loop().offer(work, () -> refuse(RefusalCode.NODE_CLOSED, refusedIfBusy))) {
            refuse(RefusalCode.BUSY, refusedIfBusy);
        }
    }

    PendingPayment pay(PaymentOrder order) {
        PaymentId id = ids.next();
        CompletableFuture<Payment> recorded = new CompletableFuture<>();
        CompletableFuture<Payment> acknowledged = new CompletableFuture<>();
        command(round -> pay(round, id, order, recorded, acknowledged), recorded, acknowledged);
        return new Paying(id, recorded, acknowledged);
    }

    private void pay(
            Round round,
            PaymentId id,
            PaymentOrder order,
            CompletableFuture<Payment> recorded,
            CompletableFuture<Payment> acknowledged) {
        Optional<Refusal> refused = step(round, order.peer(), input(id, order));
        if (refused.isPresent()) {
            promises.refuse(recorded, refused.get());
            promises.refuse(acknowledged, refused.get());
            return;
        }
        Payment payment = new Payment(
                id,
                order.peer(),
                Direction.OUTGOING,
                order.amounts().sum(),
                order.amounts().count(),
                order.memo(),
                PaymentStatus.SENT);
        receipts.await(round.line(order.peer()).orElseThrow().own().seq(), payment, acknowledged);
        round.afterwards(() -> promises.keep(recorded, payment), () -> promises.refuse(recorded, STOPPED));
    }

    private static Input input(PaymentId id, PaymentOrder order) {
        if (order.isBatch()) {
            return new Input.PayBatch(id, order.amounts(), order.memo());
        }
        Amount amount = Amount.of(order.amounts().sum());
        return new Input.Pay(id, 0, amount, amount, order.memo());
    }

    CompletableFuture<TrustlineView> changeLimit(PeerId peer, CreditLimit granted) {
        CompletableFuture<TrustlineView> promise = new CompletableFuture<>();
        command(round -> changeLimit(round, peer, granted, promise), promise);
        return promise.copy();
    }

    private void changeLimit(Round round, PeerId peer, CreditLimit granted, CompletableFuture<TrustlineView> promise) {
        Optional<Refusal> refused = step(round, peer, new Input.ChangeLimit(granted));
        if (refused.isPresent()) {
            promises.refuse(promise, refused.get());
            return;
        }
        round.afterwards(
                () -> promises.keep(
                        promise, Views.of(context.lines().published(peer).orElseThrow())),
                () -> promises.refuse(promise, STOPPED));
    }

    PendingSettlement settle(PeerId peer, SettleOrder order) {
        CompletableFuture<Settlement> recorded = new CompletableFuture<>();
        CompletableFuture<Settlement> finished = new CompletableFuture<>();
        context.surroundings().ledger().capabilities().whenComplete((capabilities, failure) -> {
            Optional<RefusalCode> refused = refusal(failure == null ? capabilities : Optional.empty());
            if (refused.isPresent()) {
                refuse(refused.get(), recorded, finished);
            } else {
                command(round -> settle(round, peer, order, recorded, finished), recorded, finished);
            }
        });
        return new Settling(recorded, finished);
    }

    private static Optional<RefusalCode> refusal(Optional<Set<Capability>> capabilities) {
        if (capabilities.isEmpty()) {
            return Optional.of(RefusalCode.LEDGER_UNREACHABLE);
        }
        boolean exact = capabilities.get().containsAll(Set.of(Capability.IDEMPOTENT_SUBMIT, Capability.LOOK_UP));
        return exact ? Optional.empty() : Optional.of(RefusalCode.LEDGER_WITHOUT_KEYS);
    }

    private void settle(
            Round round,
            PeerId peer,
            SettleOrder order,
            CompletableFuture<Settlement> recorded,
            CompletableFuture<Settlement> finished) {
        Optional<Refusal> refused = step(round, peer, new Input.Settle(order.amount()));
        if (refused.isPresent()) {
            promises.refuse(recorded, refused.get());
            promises.refuse(finished, refused.get());
            return;
        }
        Line line = round.line(peer).orElseThrow();
        Settlement announced = LineStory.settlement(line.identity(), Direction.OUTGOING, line.outgoing());
        settlements.await(announced, finished);
        round.afterwards(() -> promises.keep(recorded, announced), () -> promises.refuse(recorded, STOPPED));
    }

    private static Optional<Refusal> step(Round round, PeerId peer, Input input) {
        if (round.line(peer).isEmpty()) {
            return Optional.of(Refusal.because(RefusalCode.NO_TRUSTLINE));
        }
        return round.step(peer, input) instanceof Transition.Refused refused
                ? Optional.of(refused.refusal())
                : Optional.empty();
    }

    private void refuse(RefusalCode code, CompletableFuture<?>... refused) {
        for (CompletableFuture<?> promise : refused) {
            promises.refuse(promise, Refusal.because(code));
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

    private record Settling(CompletableFuture<Settlement> first, CompletableFuture<Settlement> last)
            implements PendingSettlement {
        @Override
        public CompletableFuture<Settlement> recorded() {
            return first.copy();
        }

        @Override
        public CompletableFuture<Settlement> finished() {
            return last.copy();
        }
    }
}
