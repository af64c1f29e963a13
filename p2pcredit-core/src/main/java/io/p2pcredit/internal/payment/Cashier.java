package io.p2pcredit.internal.payment;

import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes payments, those of each line in their order. One waits aside as long as its line's window is full, or while the
 * ledger is asked whether there is enough money; those behind it on its line wait too. For the owner only.
 */
final class Cashier {
    private final Context context;
    private final Requests requests;
    private final Receipts receipts;
    private final Funds funds;
    private final Aside aside = new Aside();
    /** What was asked for and is not recorded yet: under a chosen id, or aside. */
    private final Map<PaymentId, Asked> open = new HashMap<>();
    /** When the ledger will have been asked for the first payment that waits aside. */
    private final Map<PeerId, Long> answers = new HashMap<>();

    Cashier(Context context, Requests requests, Receipts receipts) {
        this.context = context;
        this.requests = requests;
        this.receipts = receipts;
        this.funds = new Funds(context, this::retryAll);
    }

    Funds funds() {
        return funds;
    }

    /** What was asked for under the id and is not recorded yet, as far as that is remembered. */
    Optional<Asked> open(PaymentId id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Remembers a payment until it is recorded or refused. */
    void open(Asked asked) {
        open.put(asked.id(), asked);
    }

    /** It is known by now whether the payment was made before. */
    void forget(Asked asked) {
        open.remove(asked.id(), asked);
    }

    /** Whether anything waits aside. */
    boolean isWaiting() {
        return !aside.isEmpty();
    }

    /**
     * What waits aside under an id that was just recorded. The payment has come back from the peer, since nothing that is
     * paid from here waits any more; it does not wait from now on.
     */
    Optional<Asked> cameBack(PaymentId id) {
        Optional<Asked> waited = open(id).filter(aside::remove);
        waited.ifPresent(this::forget);
        return waited;
    }

    /** Makes a payment, now or when its turn has come. */
    void pay(Round round, Asked asked) {
        if (asked.chosen()) {
            open(asked);
        }
        if (aside.isEmpty(asked.peer()) && isDone(round, asked)) {
            return;
        }
        if (aside.add(asked)) {
            open(asked);
        } else {
            refuse(asked, Refusal.because(RefusalCode.BUSY));
        }
    }

    /** Whether the payment was taken in or refused; else it has to wait. */
    private boolean isDone(Round round, Asked asked) {
        Optional<Line> line = round.line(asked.peer()).filter(Cashier::isUsable);
        long units = asked.payment().rest();
        if (line.isPresent() && funds.isUnknown(line.get(), units)) {
            return false;
        }
        Optional<Refusal> insolvent = line.flatMap(usable -> funds.refusal(usable, units));
        return insolvent.isPresent() ? isRefused(asked, insolvent.get()) : isTakenOrRefused(round, asked);
    }

    static boolean isUsable(Line line) {
        return line.isOpen() && Receipts.end(line).isEmpty();
    }

    private boolean isRefused(Asked asked, Refusal insolvent) {
        long answer = answers.computeIfAbsent(asked.peer(), peer -> funds.ask());
        boolean sure = funds.wasAsked(answer);
        if (sure) {
            refuse(asked, insolvent);
        }
        return sure;
    }

    private boolean isTakenOrRefused(Round round, Asked asked) {
        Optional<Line> before = round.line(asked.peer());
        Optional<Refusal> refused = Requests.step(round, asked.peer(), new Input.Pay(asked.payment()));
        if (refused.isEmpty()) {
            taken(round, asked, before.orElseThrow());
            return true;
        }
        boolean waits =
                before.filter(line -> isForTheWindow(refused.get(), line)).isPresent();
        if (!waits) {
            refuse(asked, refused.get());
        }
        return !waits;
    }

    /** Whether a payment was refused only because the line's window is full. */
    static boolean isForTheWindow(Refusal refusal, Line line) {
        return refusal.code() == RefusalCode.BUSY && !line.queue().isFull();
    }

    private void taken(Round round, Asked asked, Line before) {
        Line after = round.line(asked.peer()).orElseThrow();
        boolean paidAtOnce = before.queue().isEmpty()
                && after.own().paid() - before.own().paid() == asked.payment().rest();
        if (paidAtOnce) {
            Payment paid = asked.paid();
            receipts.await(after.own().seq(), paid, asked.last());
            requests.keepAfterwards(round, asked.first(), paid);
        } else {
            receipts.follow(asked, asked.atFirst());
        }
        funds.paid();
        answers.remove(asked.peer());
        if (open.containsKey(asked.id())) {
            round.afterwards(() -> open.remove(asked.id()));
        }
    }

    private void refuse(Asked asked, Refusal refusal) {
        answers.remove(asked.peer());
        open.remove(asked.id());
        requests.refuse(refusal, asked.promises());
    }

    /** Tries again what waits aside for a line that has changed. */
    void committed(Change change) {
        funds.committed(change);
        receipts.committed(change);
        PeerId peer = change.peer();
        if (!aside.isEmpty(peer)) {
            context.loop().submit(round -> retry(round, peer));
        }
    }

    private void retryAll(Round round) {
        aside.peers().forEach(peer -> retry(round, peer));
    }

    private void retry(Round round, PeerId peer) {
        if (round.hasGivenBack()) { // what waits may be among it
            context.loop().submit(next -> retry(next, peer));
            return;
        }
        Optional<Asked> first = aside.first(peer);
        while (first.isPresent() && isDone(round, first.get())) {
            aside.removeFirst(peer);
            first = aside.first(peer);
        }
    }

    /** Nothing is paid any more. */
    void refuseAll(Refusal refusal) {
        open.values().forEach(asked -> requests.refuse(refusal, asked.promises()));
        receipts.refuseAll(refusal);
    }
}
