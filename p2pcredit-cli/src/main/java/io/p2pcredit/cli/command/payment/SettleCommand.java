package io.p2pcredit.cli.command.payment;

import io.p2pcredit.PendingSettlement;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Settlements;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settles a debt on Fakechain. */
public final class SettleCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "settle",
            "PEER [AMOUNT]",
            "settles what you owe PEER on Fakechain",
            "Without AMOUNT everything; never more than you owe.",
            "On a pipe it waits until PEER has credited it, up to 30 s.");

    private final Desk desk;

    public SettleCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        PeerId peer = words.peer();
        Optional<Amount> amount = words.optionalAmount();
        words.end();
        desk.awaitLine(peer);
        long asked = amount.map(Amount::units).orElse(0L);
        PendingSettlement settlement = desk.node().settle(peer, new SettleOrder(amount, false));
        boolean recorded = desk.isDone(settlement.recorded(), peer, asked);
        if (recorded && desk.isDone(settlement.finished(), peer, asked)) {
            return show(settlement.finished().join());
        }
        desk.print("The settlement with " + peer + " is under way; its end will be shown here.");
        Object unusedLater = settlement.finished().whenComplete((end, failure) -> tell(peer, asked, end, failure));
        return Next.COMMAND;
    }

    private Next show(Settlement settlement) {
        if (!Settlements.isPaid(settlement)) {
            throw new CommandFailedException(Settlements.line(settlement) + ". " + desk.standing(settlement.peer()));
        }
        desk.print(Settlements.line(settlement) + ". " + desk.standing(settlement.peer()));
        return Next.COMMAND;
    }

    private void tell(PeerId peer, long asked, @Nullable Settlement settlement, @Nullable Throwable failure) {
        if (settlement != null) {
            desk.console().notice(Settlements.line(settlement) + ". " + desk.standing(peer));
        } else if (failure != null && !Desk.isRefusal(failure, RefusalCode.NODE_CLOSED)) {
            desk.console().notice(desk.reason(failure, peer, asked));
        }
    }
}
