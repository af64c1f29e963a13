package io.p2pcredit.cli.command.general;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Deadline;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Unannounced;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The creditors who are away when this peer leaves. With them nothing is settled unless its user agrees. */
final class AwayCreditors {
    /** Who has just started may meet them in a moment. */
    private static final Duration ARRIVAL = Duration.ofSeconds(2);

    private final Desk desk;

    AwayCreditors(Desk desk) {
        this.desk = desk;
    }

    /**
     * Settles with those that the user agrees to.
     *
     * @param agreed whether the user has agreed to all; else a person is asked, and a script has not
     * @return the units that the ledger has moved and the creditor has still to credit
     */
    Map<PeerId, Long> settle(Deadline deadline, boolean agreed) {
        if (agreed || desk.console().isInteractive()) {
            desk.waitUntil(() -> away().isEmpty(), shorter(ARRIVAL, deadline.remaining()));
            away().stream()
                    .filter(line -> moved(line.peer()).isEmpty())
                    .filter(line -> agreed || isWished(line))
                    .forEach(line -> settle(line, deadline));
        }
        Map<PeerId, Long> ahead = new HashMap<>();
        away().forEach(line -> moved(line.peer()).ifPresent(settlement -> ahead.put(line.peer(), settlement.units())));
        return ahead;
    }

    private boolean isWished(TrustlineView line) {
        return new Unannounced(desk).isWished(line.peer(), line.balance().owedByMe(), "exit --force");
    }

    private void settle(TrustlineView line, Deadline deadline) {
        try {
            Amount owed = Amount.of(line.balance().owedByMe());
            boolean unused = new Unannounced(desk)
                    .settle(line.peer(), owed, deadline.remaining())
                    .isPresent();
        } catch (CommandFailedException e) {
            desk.console().fail(e.line());
        }
    }

    private Optional<Settlement> moved(PeerId peer) {
        return desk.node().settlements().stream()
                .filter(settlement -> settlement.peer().equals(peer))
                .filter(settlement -> settlement.direction() == Direction.OUTGOING)
                .filter(settlement -> !settlement.status().isFinal() && Unannounced.hasMoved(settlement))
                .findFirst();
    }

    private List<TrustlineView> away() {
        return desk.node().trustlines().stream()
                .filter(line -> line.state() == TrustlineView.State.OPEN && !line.online())
                .filter(line -> line.balance().owedByMe() > 0)
                .toList();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
