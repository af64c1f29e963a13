package io.p2pcredit.cli.command.payment;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.peer.Watch;
import io.p2pcredit.cli.wording.Steps;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Pays on the trustline, past the limit too. */
public final class PayCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "pay",
            "PEER AMOUNT [MEMO...]",
            "pays PEER on the trustline",
            "MEMO is the rest of the line, up to " + Memo.MAX_BYTES + " bytes; PEER sees it.",
            "Past the limit it pays up to it, settles all you owe on Fakechain, and pays the rest.",
            "While PEER is away the payment is queued: see payments, cancel.");

    private final Desk desk;

    public PayCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        PeerId peer = words.peer();
        Amount amount = words.amount();
        PaymentOrder order = order(peer, amount, words.remainder());
        desk.awaitPeer(peer);
        try (PaymentSteps steps = new PaymentSteps(desk.node(), peer)) {
            pay(order, amount, steps);
        }
        return Next.COMMAND;
    }

    private void pay(PaymentOrder order, Amount amount, PaymentSteps steps) {
        PeerId peer = order.peer();
        PendingPayment payment = desk.node().pay(order);
        Optional<Payment> recorded = desk.outcome(payment.recorded(), peer, amount.units());
        boolean queued = recorded.filter(PayCommand::isQueued).isPresent();
        if (queued && isHeldUp(peer)) {
            showQueued(peer, amount);
            tellLater(payment, order, amount);
        } else if (isThrough(payment, peer, amount)) {
            desk.print("You paid " + peer + ' ' + amount + took(steps.of(payment.id(), amount.units())) + ". "
                    + desk.standing(peer));
        } else if (recorded.filter(PayCommand::isSigned).isPresent()) {
            desk.print("You paid " + peer + ' ' + amount + ". " + desk.standing(peer) + ". " + peer
                    + " has not signed for it yet: it is sent again until then.");
        } else {
            desk.print("The payment of " + amount + " to " + peer + " is under way; its end will be shown here.");
            tellLater(payment, order, amount);
        }
    }

    private void showQueued(PeerId peer, Amount amount) {
        desk.print(
                desk.isAway(peer)
                        ? peer + " is away: the payment of " + amount + " is queued until " + peer + " is back."
                        : "The payment of " + amount + " to " + peer + " is queued behind others. See: payments");
    }

    /** Whether it takes longer than a command should wait. */
    private boolean isHeldUp(PeerId peer) {
        return desk.isAway(peer) || isQueueing(peer);
    }

    private boolean isQueueing(PeerId peer) {
        return desk.node().trustline(peer).filter(line -> line.queued() > 1).isPresent();
    }

    /** Whether the peer signs for all of it, before it goes or the time is over. */
    private boolean isThrough(PendingPayment payment, PeerId peer, Amount amount) {
        CompletableFuture<Payment> end = payment.acknowledged();
        try (Watch gone = new Watch(desk.node(), () -> desk.isAway(peer))) {
            boolean unused = desk.console()
                    .await(
                            CompletableFuture.anyOf(end, gone.met()),
                            desk.patience().outcome());
        }
        return end.isDone() && desk.isDone(end, peer, amount.units());
    }

    /** The end of a payment of several steps is told with them. */
    private String took(CompletableFuture<List<PlanStep>> steps) {
        boolean seen = desk.console().await(steps, desk.patience().outcome());
        return seen && steps.join().size() > 1 ? ": " + Steps.done(steps.join()) : "";
    }

    private void tellLater(PendingPayment payment, PaymentOrder order, Amount amount) {
        Object unused = payment.acknowledged().whenComplete((end, failure) -> tell(order.peer(), amount, failure));
    }

    private void tell(PeerId peer, Amount amount, @Nullable Throwable failure) {
        if (failure == null) {
            desk.console().notice("Your payment of " + amount + " to " + peer + " is through. " + desk.standing(peer));
        } else if (!Desk.isRefusal(failure, RefusalCode.NODE_CLOSED)
                && !Desk.isRefusal(failure, RefusalCode.CANCELLED)) {
            desk.console().notice(desk.reason(failure, peer, amount.units()));
        }
    }

    private static boolean isQueued(Payment payment) {
        return payment.status() == PaymentStatus.QUEUED;
    }

    private static boolean isSigned(Payment payment) {
        return !isQueued(payment) && !payment.isPart();
    }

    private static PaymentOrder order(PeerId peer, Amount amount, String memo) {
        try {
            return PaymentOrder.to(peer, amount.units()).withMemo(memo);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    Values.quoted(memo) + " is not a memo: expected text of at most " + Memo.MAX_BYTES + " bytes");
        }
    }
}
