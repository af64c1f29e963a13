package io.p2pcredit.cli.command.payment;

import io.p2pcredit.CreditNode;
import io.p2pcredit.HistoryQuery;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.Page;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This node's payments that are signed for and not acknowledged. A peer acknowledges in order: what is older than
 * something that it has acknowledged need not be read. Blocks on the store. For one thread, and once.
 */
final class SentPayments {
    private static final int PAGE = 500;

    private final CreditNode node;
    private final Map<PaymentId, Payment> found = new LinkedHashMap<>();

    SentPayments(CreditNode node) {
        this.node = node;
    }

    /** By name of the peer, the newest last. */
    List<Payment> list() {
        return node.trustlines().stream()
                .filter(line -> line.unacknowledged() > 0)
                .map(TrustlineView::peer)
                .flatMap(peer -> of(peer).stream())
                .toList();
    }

    private List<Payment> of(PeerId peer) {
        found.clear();
        Optional<Cursor> place = Optional.of(Cursor.END);
        while (place.isPresent()) {
            Page<NodeEvent.Recorded> page = node.history(new HistoryQuery(Optional.of(peer), place.get(), PAGE));
            boolean more = page.rows().stream().allMatch(this::take);
            place = more ? page.next() : Optional.empty();
        }
        List<Payment> newestLast = new ArrayList<>(found.values());
        Collections.reverse(newestLast);
        return newestLast.stream()
                .flatMap(payment -> node.payment(payment.id()).stream())
                .filter(payment -> payment.status() == PaymentStatus.SENT)
                .toList();
    }

    /** Whether something before it may be of interest. */
    private boolean take(NodeEvent.Recorded row) {
        if (row.event() instanceof TrustlineEvent.Paid paid && paid.payment().direction() == Direction.OUTGOING) {
            found.putIfAbsent(paid.payment().id(), paid.payment());
            return paid.payment().status() != PaymentStatus.ACKNOWLEDGED;
        }
        return true;
    }
}
