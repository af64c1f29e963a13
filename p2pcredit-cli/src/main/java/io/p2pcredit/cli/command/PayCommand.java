package io.p2pcredit.cli.command;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.Values;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;

/** Pays on the trustline. */
final class PayCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "pay",
            "PEER AMOUNT [MEMO...]",
            "pays PEER on the trustline",
            "MEMO is the rest of the line, up to " + Memo.MAX_BYTES + " bytes; PEER sees it.",
            "A payment over the limit is refused as a whole: settle first.",
            "On a pipe it waits for PEER to come online, up to 10 s.");

    private final Desk desk;

    PayCommand(Desk desk) {
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
        desk.waitUntil(() -> !isComingBack(peer), desk.patience().online());
        PendingPayment payment = desk.node().pay(order);
        boolean recorded = desk.isDone(payment.recorded(), peer, amount.units());
        boolean signed = recorded && desk.isDone(payment.acknowledged(), peer, amount.units());
        desk.print("You paid " + peer + ' ' + amount + ". " + desk.standing(peer)
                + (signed ? "" : ". " + peer + " has not signed for it yet: it is sent again until then."));
        return Next.COMMAND;
    }

    private static PaymentOrder order(PeerId peer, Amount amount, String memo) {
        try {
            return PaymentOrder.to(peer, amount.units()).withMemo(memo);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    Values.quoted(memo) + " is not a memo: expected text of at most " + Memo.MAX_BYTES + " bytes");
        }
    }

    private boolean isComingBack(PeerId peer) {
        Optional<TrustlineView> line = desk.node().trustline(peer);
        return line.isPresent()
                && line.get().state() == TrustlineView.State.OPEN
                && !line.get().online();
    }
}
