package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;

/**
 * What facts mean to people: the events that follow from them. The same facts on the same line always give the same
 * events, so a history can be written again from the journal.
 */
public final class LineStory {
    private final LineIdentity identity;
    private final List<TrustlineEvent> events = new ArrayList<>();
    private boolean ownOpen;
    private boolean theirsOpen;
    private CreditLimit granted;
    private CreditLimit received;
    private SettlementSlot outgoing;
    private SettlementSlot incoming;

    private LineStory(Line before) {
        identity = before.identity();
        ownOpen = before.own().isOpen();
        theirsOpen = before.theirs().isOpen();
        granted = before.own().limit();
        received = before.theirs().limit();
        outgoing = before.outgoing();
        incoming = before.incoming();
    }

    /** The events of facts that came right after the line was as given. */
    public static List<TrustlineEvent> of(Line before, List<LineRecord> facts) {
        LineStory story = new LineStory(before);
        facts.forEach(story::tell);
        return List.copyOf(story.events);
    }

    /** A line's newest settlement in one direction, as it is shown to people. */
    public static Settlement settlement(LineIdentity identity, Direction direction, SettlementSlot slot) {
        Side debtor = direction == Direction.OUTGOING
                ? identity.side()
                : identity.side().other();
        return new Settlement(
                SettlementKey.of(identity.id(), debtor, slot.number()),
                identity.peer(),
                direction,
                slot.number(),
                slot.units(),
                slot.status(),
                slot.knownTransaction());
    }

    private void tell(LineRecord fact) {
        if (fact instanceof LineRecord.OwnUpdate own) {
            tell(own.update(), Direction.OUTGOING);
        } else if (fact instanceof LineRecord.PeerUpdate theirs) {
            tell(theirs.update(), Direction.INCOMING);
        } else if (fact instanceof LineRecord.LedgerStepped stepped) {
            outgoing = outgoing.with(stepped);
            settlementMoved(Direction.OUTGOING);
        } else if (fact instanceof LineRecord.ProposalDeclined) {
            events.add(new TrustlineEvent.ProposalDeclined(peer()));
        } else if (fact instanceof LineRecord.Frozen frozen) {
            events.add(new TrustlineEvent.Frozen(
                    peer(), frozen.evidence().misbehaviour().text()));
        }
    }

    private void tell(Update update, Direction writer) {
        update.entries().forEach(entry -> tell(entry, writer));
    }

    private void tell(Entry entry, Direction writer) {
        if (entry instanceof Entry.Open open) {
            opened(open.granted(), writer);
        } else if (entry instanceof Entry.LimitChange change) {
            limitChanged(change.limit(), writer);
        } else if (entry instanceof Entry.Payment payment) {
            paid(payment.id(), payment.amount().units(), 1, payment.memo(), writer);
        } else if (entry instanceof Entry.PaymentBatch batch) {
            paid(batch.id(), batch.amounts().sum(), batch.amounts().count(), batch.memo(), writer);
        } else {
            settled(entry, writer);
        }
    }

    private void opened(CreditLimit limit, Direction writer) {
        setLimit(limit, writer);
        ownOpen |= writer == Direction.OUTGOING;
        theirsOpen |= writer == Direction.INCOMING;
        if (ownOpen && theirsOpen) {
            events.add(new TrustlineEvent.Opened(peer(), granted, received));
        } else {
            events.add(new TrustlineEvent.Proposed(peer(), limit));
        }
    }

    private void limitChanged(CreditLimit limit, Direction writer) {
        setLimit(limit, writer);
        events.add(
                ownOpen && theirsOpen
                        ? new TrustlineEvent.LimitChanged(peer(), writer, limit)
                        : new TrustlineEvent.Proposed(peer(), limit));
    }

    private void setLimit(CreditLimit limit, Direction writer) {
        if (writer == Direction.OUTGOING) {
            granted = limit;
        } else {
            received = limit;
        }
    }

    private void paid(PaymentId id, long units, int count, Memo memo, Direction writer) {
        PaymentStatus status = writer == Direction.OUTGOING ? PaymentStatus.SENT : PaymentStatus.ACKNOWLEDGED;
        events.add(new TrustlineEvent.Paid(new Payment(id, peer(), writer, units, count, memo, status)));
    }

    /** An entry of a settlement moves the one that its writer owes, or the one that its writer is owed. */
    private void settled(Entry entry, Direction writer) {
        boolean debtors = entry instanceof Entry.SettlementIntent || entry instanceof Entry.SettlementCancelled;
        Direction direction = debtors == (writer == Direction.OUTGOING) ? Direction.OUTGOING : Direction.INCOMING;
        if (direction == Direction.OUTGOING) {
            outgoing = debtors ? Line.asDebtor(outgoing, entry) : Line.asCreditor(outgoing, entry);
        } else {
            incoming = debtors ? Line.asDebtor(incoming, entry) : Line.asCreditor(incoming, entry);
        }
        settlementMoved(direction);
    }

    private void settlementMoved(Direction direction) {
        events.add(new TrustlineEvent.SettlementMoved(
                settlement(identity, direction, direction == Direction.OUTGOING ? outgoing : incoming)));
    }

    private PeerId peer() {
        return identity.peer();
    }
}
