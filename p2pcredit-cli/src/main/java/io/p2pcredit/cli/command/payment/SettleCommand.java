package io.p2pcredit.cli.command.payment;

import io.p2pcredit.PendingSettlement;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Unannounced;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Settlements;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settles a debt on Fakechain. */
public final class SettleCommand implements Command {
    private static final String FORCE = "--force";
    private static final String YES = "--yes";

    private static final Manual MANUAL = Manual.of(
            "settle",
            "PEER [AMOUNT] [--force [--yes]]",
            "settles what you owe PEER on Fakechain",
            "Without AMOUNT everything; never more than you owe.",
            "On a pipe it waits until PEER has credited it, up to 30 s.",
            "--force: although PEER is away and cannot answer. Tells the risk and asks, unless you say --yes.");

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
        Set<String> options = words.options(FORCE, YES);
        if (options.contains(FORCE)) {
            force(peer, amount, options.contains(YES));
        } else if (options.isEmpty()) {
            settle(peer, amount);
        } else {
            throw words.misused(YES + " makes no sense without " + FORCE);
        }
        return Next.COMMAND;
    }

    private void settle(PeerId peer, Optional<Amount> amount) {
        desk.awaitPeer(peer);
        long asked = amount.map(Amount::units).orElse(0L);
        PendingSettlement settlement = desk.node().settle(peer, new SettleOrder(amount, false));
        boolean recorded = desk.isDone(settlement.recorded(), peer, asked);
        if (recorded && desk.isDone(settlement.finished(), peer, asked)) {
            show(settlement.finished().join());
            return;
        }
        desk.print("The settlement with " + peer + " is under way; its end will be shown here.");
        tellLater(settlement, peer, asked);
    }

    /** What it would do is asked before; the node itself refuses what cannot be. */
    private void force(PeerId peer, Optional<Amount> asked, boolean confirmed) {
        Amount amount = asked.or(() -> owed(peer)).orElseThrow(() -> nothingOwed(peer));
        String how = "settle " + peer + ' ' + amount + ' ' + FORCE + ' ' + YES;
        if (!confirmed && !new Unannounced(desk).isWished(peer, amount.units(), how)) {
            desk.print("Nothing was settled.");
            return;
        }
        Optional<Settlement> settlement =
                new Unannounced(desk).settle(peer, amount, desk.patience().outcome());
        desk.print(
                settlement.map(this::forced).orElse("The settlement with " + peer + " is under way. See: settlements"));
    }

    private String forced(Settlement settlement) {
        return Settlements.line(settlement)
                + (Unannounced.hasMoved(settlement) ? "" : ". See: settlements") + ". "
                + desk.standing(settlement.peer());
    }

    private Optional<Amount> owed(PeerId peer) {
        return desk.node()
                .trustline(peer)
                .map(TrustlineView::balance)
                .filter(balance -> balance.owedByMe() > 0)
                .map(balance -> Amount.of(balance.owedByMe()));
    }

    private CommandFailedException nothingOwed(PeerId peer) {
        RefusalCode code =
                desk.node().trustline(peer).isPresent() ? RefusalCode.NOTHING_OWED : RefusalCode.NO_TRUSTLINE;
        return new CommandFailedException(desk.refusals().line(Refusal.because(code), peer, 0));
    }

    private void show(Settlement settlement) {
        if (!Settlements.isPaid(settlement)) {
            throw new CommandFailedException(Settlements.line(settlement) + ". " + desk.standing(settlement.peer()));
        }
        desk.print(Settlements.line(settlement) + ". " + desk.standing(settlement.peer()));
    }

    private void tellLater(PendingSettlement settlement, PeerId peer, long asked) {
        Object unused = settlement.finished().whenComplete((end, failure) -> tell(peer, asked, end, failure));
    }

    private void tell(PeerId peer, long asked, @Nullable Settlement settlement, @Nullable Throwable failure) {
        if (settlement != null) {
            desk.console().notice(Settlements.line(settlement) + ". " + desk.standing(peer));
        } else if (failure != null && !Desk.isRefusal(failure, RefusalCode.NODE_CLOSED)) {
            desk.console().notice(desk.reason(failure, peer, asked));
        }
    }
}
