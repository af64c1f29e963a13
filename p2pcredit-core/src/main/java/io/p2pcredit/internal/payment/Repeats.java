package io.p2pcredit.internal.payment;

import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.payment.PaymentRecords.LookUp;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.Line;
import java.util.Optional;

/**
 * Tells what is asked for again from what is new, by the ids that callers choose: each is paid once, for ever, and
 * whoever asks again hears what became of it. For the owner, but for {@link #ask}.
 */
final class Repeats {
    private final Context context;
    private final Requests requests;
    private final Promises promises;
    private final LookUps lookUps;
    private final PaymentRecords records;
    private final PaymentIds fresh;
    private final ChosenIds ids;
    private final Cashier cashier;
    private final Receipts receipts;

    Repeats(
            Context context,
            Requests requests,
            Promises promises,
            LookUps lookUps,
            PaymentRecords records,
            PaymentIds fresh,
            Cashier cashier,
            Receipts receipts) {
        this.context = context;
        this.requests = requests;
        this.promises = promises;
        this.lookUps = lookUps;
        this.records = records;
        this.fresh = fresh;
        this.ids = new ChosenIds(fresh::hasMade, ChosenIds.MAX_ROWS);
        this.cashier = cashier;
        this.receipts = receipts;
    }

    /** Makes the payment unless it was made before. For any thread. */
    void ask(Asked asked) {
        if (lookUps.isFull()) {
            requests.refuse(Refusal.because(RefusalCode.BUSY), asked.promises());
        } else if (fresh.hasMade(asked.id())) {
            requests.command(round -> takeFresh(round, asked), asked.promises());
        } else {
            lookUps.add(() -> lookUp(asked), asked.promises());
        }
    }

    private void lookUp(Asked asked) {
        LookUp found = records.lookUp(asked.id());
        requests.command(round -> take(round, asked, found), asked.promises());
    }

    /**
     * An id that the node has made itself is kept nowhere but in the records: they are asked once everything that came
     * before is in them.
     */
    private void takeFresh(Round round, Asked asked) {
        if (!isOpen(asked)) {
            cashier.open(asked);
            round.afterwards(() -> lookUps.add(() -> findFresh(asked), asked.promises()), () -> close(asked));
        }
    }

    private void findFresh(Asked asked) {
        Optional<PaymentRow> row = records.find(asked.id()).row();
        context.loop().submit(round -> {
            cashier.forget(asked);
            decide(round, asked, row);
        });
    }

    private void take(Round round, Asked asked, LookUp found) {
        if (isOpen(asked)) {
            return;
        }
        if (round.hasGivenBack()) {
            round.afterwards(
                    () -> requests.command(next -> take(next, asked, found), asked.promises()), () -> close(asked));
        } else if (ids.isOutdated(found)) {
            ask(asked);
        } else {
            Optional<PaymentRow> row = ids.known(asked.id(), found);
            boolean cannotTell = ids.isMissingSomething(found) || (row.isEmpty() && ids.isFull());
            if (cannotTell) {
                requests.refuse(Refusal.because(RefusalCode.BUSY), asked.promises());
            } else {
                decide(round, asked, row);
            }
        }
    }

    private void close(Asked asked) {
        requests.refuse(Refusal.because(RefusalCode.NODE_CLOSED), asked.promises());
    }

    /** Whether the same is being asked for already; then both end alike. */
    private boolean isOpen(Asked asked) {
        Optional<Asked> earlier = cashier.open(asked.id());
        earlier.ifPresent(first -> {
            if (asked.isSameAs(first.atFirst())) {
                promises.follow(first.first(), asked.first());
                promises.follow(first.last(), asked.last());
            } else {
                requests.refuse(Refusal.because(RefusalCode.PAYMENT_ID_REUSED), asked.promises());
            }
        });
        return earlier.isPresent();
    }

    private void decide(Round round, Asked asked, Optional<PaymentRow> row) {
        if (row.isEmpty()) {
            cashier.pay(round, asked);
        } else if (!asked.isSameAs(row.get().payment())) {
            requests.refuse(Refusal.because(RefusalCode.PAYMENT_ID_REUSED), asked.promises());
        } else {
            repeat(round, asked, row.get());
        }
    }

    private void repeat(Round round, Asked asked, PaymentRow row) {
        Payment payment = row.payment();
        switch (payment.status()) {
            case REFUSED -> cashier.pay(round, asked);
            case CANCELLED -> requests.refuse(Refusal.because(RefusalCode.CANCELLED), asked.promises());
            case PARTIAL ->
                requests.refuse(Refusal.because(RefusalCode.PAID_IN_PART, payment.units()), asked.promises());
            case IN_DOUBT -> refuseInDoubt(asked);
            case QUEUED, SENT, ACKNOWLEDGED -> goOn(round, asked, row);
        }
    }

    private void refuseInDoubt(Asked asked) {
        requests.refuse(Refusal.because(RefusalCode.PAYMENT_IN_DOUBT), asked.promises());
    }

    /** What is not wholly signed for either waits in its line's queue, or its parts came back without it. */
    private void goOn(Round round, Asked asked, PaymentRow row) {
        Payment payment = row.payment();
        Optional<Line> line = context.lines().find(asked.peer(), row.line());
        if (line.filter(held -> statusIn(held, row) == PaymentStatus.IN_DOUBT).isPresent()) {
            refuseInDoubt(asked);
            return;
        }
        boolean waits = line.filter(held -> !held.isRetired())
                .flatMap(held -> held.queue().of(asked.id()))
                .isPresent();
        if (payment.isPart() && !waits) {
            int parts = row.seq() > 0 ? payment.part() + 1 : 0;
            cashier.pay(round, asked.after(payment.units(), parts));
        } else {
            promises.keep(asked.first(), payment);
            await(asked, row, line.orElseThrow());
        }
    }

    /** How far the newest part has come, if anything is signed for. */
    private static PaymentStatus statusIn(Line line, PaymentRow row) {
        return row.seq() > 0 ? line.statusOf(row.numbering(), row.seq()) : PaymentStatus.QUEUED;
    }

    private void await(Asked asked, PaymentRow row, Line line) {
        Payment payment = row.payment();
        Optional<RefusalCode> end = Receipts.end(line);
        if (!payment.isPart() && statusIn(line, row) == PaymentStatus.ACKNOWLEDGED) {
            promises.keep(asked.last(), payment.with(PaymentStatus.ACKNOWLEDGED));
        } else if (end.isPresent()) {
            requests.refuse(Refusal.because(end.get()), asked.last());
        } else if (payment.isPart()) {
            receipts.follow(asked, payment);
        } else {
            receipts.await(row.seq(), payment, asked.last());
        }
    }

    /** Takes in what was committed. What waits and has come back meanwhile is decided about once more. */
    void committed(Batch batch) {
        ids.committed(batch);
        if (cashier.isWaiting()) {
            batch.payments().forEach(row -> cashier.cameBack(row.payment().id()).ifPresent(this::ask));
        }
    }
}
