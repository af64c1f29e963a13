package io.p2pcredit.cli.command.payment;

import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Payments;
import io.p2pcredit.trustline.Payment;
import java.util.List;
import java.util.Optional;

/** Takes back a payment that is still queued. */
public final class CancelCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "cancel",
            "ID",
            "takes back a payment that is still queued",
            "ID as payments --queued shows it, or its first digits if no other begins with them.");

    private final Desk desk;

    public CancelCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        String id = words.next().orElseThrow(() -> words.misused("ID is missing"));
        words.end();
        Payment payment = queued(id);
        Optional<Payment> end = desk.outcome(desk.node().cancel(payment.id()), payment.peer(), payment.whole());
        desk.print("The payment of " + payment.whole() + " to " + payment.peer()
                + (end.isPresent() ? " is taken back." : " is being taken back."));
        return Next.COMMAND;
    }

    private Payment queued(String id) {
        List<Payment> meant = desk.node().queued().stream()
                .filter(payment -> Payments.isMeant(payment.id(), id))
                .toList();
        if (meant.size() != 1) {
            throw new CommandFailedException(Values.quoted(id)
                    + (meant.isEmpty() ? " is the id of no queued payment" : " begins several ids: give the whole one")
                    + ". See all: payments --queued");
        }
        return meant.get(0);
    }
}
