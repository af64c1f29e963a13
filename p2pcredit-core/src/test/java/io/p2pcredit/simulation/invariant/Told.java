package io.p2pcredit.simulation.invariant;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.p2pcredit.CreditNode;
import io.p2pcredit.EventStream;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a node that is only made up tells its owner. */
final class Told {
    private final CreditNode node = mock(CreditNode.class);

    Told(PeerId self) {
        when(node.self()).thenReturn(self);
    }

    CreditNode node() {
        return node;
    }

    /** All nodes that run: this one. */
    List<Optional<CreditNode>> nodes() {
        return List.of(Optional.of(node));
    }

    Told lines(TrustlineView... lines) {
        when(node.trustlines()).thenReturn(List.of(lines));
        return this;
    }

    Told settlements(Settlement... settlements) {
        when(node.settlements()).thenReturn(List.of(settlements));
        return this;
    }

    Told payment(Payment payment) {
        when(node.payment(payment.id())).thenReturn(Optional.of(payment));
        return this;
    }

    /** The node's events tell of these payments, in this order. */
    Told paid(Payment... payments) {
        List<NodeEvent.Recorded> events = new ArrayList<>();
        for (Payment payment : payments) {
            events.add(recorded(events.size() + 1, new TrustlineEvent.Paid(payment)));
        }
        EventStream stream = mock(EventStream.class);
        when(stream.next(500)).thenReturn(events).thenReturn(List.of());
        when(node.events(Cursor.START)).thenReturn(stream);
        return this;
    }

    static NodeEvent.Recorded recorded(long position, TrustlineEvent event) {
        return new NodeEvent.Recorded(new Cursor(position, 0), Instant.EPOCH, event);
    }

    static Payment payment(long id, PeerId peer, Direction direction, long whole, long units, PaymentStatus status) {
        return payment(Script.id(id), peer, direction, whole, units, Memo.NONE, status);
    }

    static Payment payment(
            PaymentId id, PeerId peer, Direction direction, long whole, long units, Memo memo, PaymentStatus status) {
        return new Payment(id, peer, direction, whole, units, 0, 1, memo, status);
    }

    /** A line in calm, on which that much is granted and received. */
    static TrustlineView line(PeerId peer, long balance, long granted, long received) {
        return line(peer, TrustlineView.State.OPEN, balance, granted, received, 0, 0);
    }

    static TrustlineView line(PeerId peer, TrustlineView.State state, int unacknowledged, int queued) {
        return line(peer, state, 0, 0, 0, unacknowledged, queued);
    }

    private static TrustlineView line(
            PeerId peer,
            TrustlineView.State state,
            long balance,
            long granted,
            long received,
            int unacknowledged,
            int queued) {
        return new TrustlineView(
                new LineId(new Hash(0, 0, 0, 0)),
                peer,
                new PublicKey(0, 0, 0, 2),
                state,
                new Balance(balance),
                CreditLimit.of(granted),
                CreditLimit.of(received),
                Math.max(0, received + balance),
                Math.max(0, granted - balance),
                unacknowledged,
                true,
                queued,
                false,
                TrustlineView.WaitsFor.NOTHING);
    }
}
