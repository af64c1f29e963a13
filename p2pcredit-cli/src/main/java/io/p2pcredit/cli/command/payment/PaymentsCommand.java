package io.p2pcredit.cli.command.payment;

import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.peer.Recordings;
import io.p2pcredit.cli.wording.Payments;
import io.p2pcredit.cli.wording.Table;
import io.p2pcredit.trustline.Payment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the payments of this node that their payees have not signed for. */
public final class PaymentsCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "payments",
            "[--queued]",
            "lists your payments that are not acknowledged yet",
            "sent: signed for, and sent again until the peer has it; it cannot be taken back",
            "queued: waits for the peer, or for those before it; take it back with cancel ID",
            "--queued: those only");

    private final Desk desk;
    private final Recordings recordings;

    /** @param recordings what the history must have before it is read */
    public PaymentsCommand(Desk desk, Recordings recordings) {
        this.desk = desk;
        this.recordings = recordings;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        Optional<String> option = words.next();
        if (option.isPresent() && !option.get().equals("--queued")) {
            throw words.misused(Values.quoted(option.get()) + " makes no sense here");
        }
        words.end();
        Stream<Payment> sent = option.isPresent() ? Stream.empty() : sent().stream();
        show(Stream.concat(sent, desk.node().queued().stream()).toList());
        return Next.COMMAND;
    }

    private List<Payment> sent() {
        return desk.stored(() -> {
            recordings.awaitStored();
            return new SentPayments(desk.node()).list();
        });
    }

    private void show(List<Payment> payments) {
        if (payments.isEmpty()) {
            desk.print("No payment waits.");
            return;
        }
        Table table = new Table("id", "peer", "amount", "paid", "state", "memo");
        payments.forEach(payment -> table.row(
                Payments.shortId(payment.id()),
                payment.peer().name(),
                Long.toString(payment.whole()),
                Long.toString(payment.units()),
                Payments.state(payment),
                Payments.memo(payment.memo())));
        desk.print(table);
    }
}
