package io.p2pcredit.cli.command.payment;

import io.p2pcredit.CreditNode;
import io.p2pcredit.HistoryQuery;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.Page;
import io.p2pcredit.cli.wording.Movement;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads back what was paid and settled: each payment or part of one, and each settlement with the last step that it took.
 * Blocks on the store. For one thread, and once.
 */
final class Movements {
    private static final int PAGE = 500;

    private final CreditNode node;
    private final Optional<PeerId> peer;
    private final Set<PaymentId> queued;
    private final Set<SettlementKey> seen = new HashSet<>();

    /** @param peer with whom; with everybody if empty */
    Movements(CreditNode node, Optional<PeerId> peer) {
        this.node = node;
        this.peer = peer;
        this.queued = node.queued().stream().map(Payment::id).collect(Collectors.toSet());
    }

    /** At most that many, newest first. */
    List<Movement> newest(int max) {
        List<Movement> found = new ArrayList<>();
        Optional<Cursor> place = Optional.of(Cursor.END);
        while (place.isPresent() && found.size() < max) {
            Page<NodeEvent.Recorded> page = node.history(new HistoryQuery(peer, place.get(), PAGE));
            for (NodeEvent.Recorded row : page.rows()) {
                movement(row).ifPresent(found::add);
            }
            place = page.next();
        }
        return found.size() > max ? found.subList(0, max) : found;
    }

    private Optional<Movement> movement(NodeEvent.Recorded row) {
        TrustlineEvent event = row.event();
        if (event instanceof TrustlineEvent.Paid paid) {
            return Optional.of(Movement.paid(row.at(), paid.payment()));
        }
        if (event instanceof TrustlineEvent.GivenUp given) {
            return Optional.of(Movement.unpaid(row.at(), given.payment()));
        }
        if (event instanceof TrustlineEvent.Queued waiting
                && queued.contains(waiting.payment().id())) {
            return Optional.of(Movement.unpaid(row.at(), waiting.payment()));
        }
        return event instanceof TrustlineEvent.SettlementMoved moved
                        && seen.add(moved.settlement().key())
                ? Optional.of(Movement.settled(row.at(), moved.settlement()))
                : Optional.empty();
    }
}
