package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What facts mean to people: the events that follow from them. The same facts on the same line always give the same
 * events, so a history can be written again from the journal.
 */
public final class LineStory {
    private final LineIdentity identity;
    private final List<TrustlineEvent> events;
    private boolean ownOpen;
    private boolean theirsOpen;
    private CreditLimit granted;
    private CreditLimit received;
    private SettlementSlot outgoing;
    private SettlementSlot incoming;
    private PaymentQueue queue;
    private long ownEntries;
    private long entries;

    private LineStory(Line before, List<TrustlineEvent> events) {
        this.events = events;
        identity = before.identity();
        ownOpen = before.own().isOpen();
        theirsOpen = before.theirs().isOpen();
        granted = before.own().limit();
        received = before.theirs().limit();
        outgoing = before.outgoing();
        incoming = before.incoming();
        queue = before.queue();
        ownEntries = before.own().seq();
        entries = before.theirs().seq();
    }

    /** The events of facts that came right after the line was as given. */
    public static List<TrustlineEvent> of(Line before, List<LineRecord> facts) {
        List<TrustlineEvent> events = new ArrayList<>();
        LineStory story = new LineStory(before, events);
        for (int i = 0; i < facts.size(); i++) {
            story.tell(facts.get(i));
            if (facts.get(i) instanceof LineRecord.Reconciled) {
                Line decided = after(before, facts.subList(0, i + 1));
                story.giveUpAllBut(decided.queue());
                story = new LineStory(decided, events); // most of it has changed
            }
        }
        return List.copyOf(events);
    }

    private static Line after(Line before, List<LineRecord> facts) {
        Line line = before;
        for (LineRecord fact : facts) {
            line = line.apply(fact);
        }
        return line;
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
                slot.knownTransaction(),
                slot.reason());
    }

    /** A payment that waits, as it is shown to people. */
    public static Payment payment(LineIdentity identity, QueuedPayment waiting, PaymentStatus status) {
        return new Payment(
                waiting.id(),
                identity.peer(),
                Direction.OUTGOING,
                waiting.whole(),
                waiting.paid(),
                Math.max(0, waiting.parts() - 1),
                waiting.amounts().count(),
                waiting.memo(),
                status);
    }

    /** What an entry pays, as it is shown to people; empty if it is no payment. */
    public static Optional<Payment> payment(LineIdentity identity, Entry entry, Direction writer) {
        PaymentStatus status = writer == Direction.OUTGOING ? PaymentStatus.SENT : PaymentStatus.ACKNOWLEDGED;
        if (entry instanceof Entry.Payment one) {
            long units = one.amount().units();
            return Optional.of(new Payment(
                    one.id(), identity.peer(), writer, one.whole().units(), units, one.part(), 1, one.memo(), status));
        }
        if (entry instanceof Entry.PaymentBatch batch) {
            long sum = batch.amounts().sum();
            return Optional.of(new Payment(
                    batch.id(),
                    identity.peer(),
                    writer,
                    sum,
                    sum,
                    0,
                    batch.amounts().count(),
                    batch.memo(),
                    status));
        }
        return Optional.empty();
    }

    private void tell(LineRecord fact) {
        if (fact instanceof LineRecord.OwnUpdate own) {
            tell(own.update(), Direction.OUTGOING);
        } else if (fact instanceof LineRecord.Returned returned) {
            ownEntries = returned.update().proof().seq();
            tell(returned.update(), Direction.OUTGOING);
        } else if (fact instanceof LineRecord.PeerUpdate theirs) {
            entries = theirs.update().proof().seq();
            tell(theirs.update(), Direction.INCOMING);
        } else if (fact instanceof LineRecord.LedgerStepped stepped) {
            move(stepped.direction(), slot(stepped.direction()).with(stepped));
        } else if (fact instanceof LineRecord.SettledUnannounced settled) {
            move(
                    Direction.OUTGOING,
                    outgoing.unannounced(
                            new Entry.SettlementIntent(settled.number(), settled.amount(), identity.ownAccount()),
                            settled.handedTo()));
        } else if (fact instanceof LineRecord.ProposalDeclined) {
            events.add(new TrustlineEvent.ProposalDeclined(peer()));
        } else if (fact instanceof LineRecord.Frozen frozen) {
            events.add(new TrustlineEvent.Frozen(
                    peer(), frozen.evidence().misbehaviour().text()));
        } else if (fact instanceof LineRecord.Reconciled decided) {
            events.add(new TrustlineEvent.Reconciled(peer(), decided.mine(), decided.balance()));
        } else if (fact instanceof LineRecord.Retired retired) {
            move(Direction.OUTGOING, outgoing.cutOff());
            move(Direction.INCOMING, incoming.cutOff());
            events.add(new TrustlineEvent.KeyReplaced(peer(), retired.successor()));
        } else {
            tellOfQueue(fact);
        }
    }

    private void tellOfQueue(LineRecord fact) {
        if (fact instanceof LineRecord.Queued queued) {
            queue = queue.with(queued.payment());
            events.add(new TrustlineEvent.Queued(payment(identity, queued.payment(), PaymentStatus.QUEUED)));
        } else if (fact instanceof LineRecord.GivenUp given) {
            queue.of(given.id()).ifPresent(payment -> givenUp(payment, given.code()));
            queue = queue.without(given.id());
        } else if (fact instanceof LineRecord.Restored) {
            events.add(new TrustlineEvent.Restored(peer(), ownEntries, entries));
            move(Direction.OUTGOING, outgoing.inDoubtIfAnswered(identity.peerAccount()));
            queue = queue.heldBack();
        } else if (fact instanceof LineRecord.Released) {
            queue = queue.released();
        }
    }

    private void givenUp(QueuedPayment payment, RefusalCode code) {
        PaymentStatus paidOrNot = payment.paid() > 0 ? PaymentStatus.PARTIAL : PaymentStatus.REFUSED;
        PaymentStatus status = code == RefusalCode.CANCELLED ? PaymentStatus.CANCELLED : paidOrNot;
        events.add(new TrustlineEvent.GivenUp(payment(identity, payment, status), code));
    }

    private void giveUpAllBut(PaymentQueue left) {
        queue.waiting().stream()
                .filter(payment -> left.of(payment.id()).isEmpty())
                .map(payment -> payment(identity, payment, PaymentStatus.IN_DOUBT))
                .forEach(payment -> events.add(new TrustlineEvent.GivenUp(payment, RefusalCode.PAYMENT_IN_DOUBT)));
    }

    private void tell(Update update, Direction writer) {
        update.entries().forEach(entry -> tell(entry, writer));
    }

    private void tell(Entry entry, Direction writer) {
        if (entry instanceof Entry.Open open) {
            opened(open.granted(), writer);
        } else if (entry instanceof Entry.LimitChange change) {
            limitChanged(change.limit(), writer);
        } else {
            Optional<Payment> payment = payment(identity, entry, writer);
            payment.ifPresent(paid -> events.add(new TrustlineEvent.Paid(paid)));
            if (payment.isEmpty()) {
                settled(entry, writer);
            }
        }
        if (writer == Direction.OUTGOING) {
            queue = queue.after(entry);
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

    /** An entry of a settlement moves the one that its writer owes, or the one that its writer is owed. */
    private void settled(Entry entry, Direction writer) {
        boolean debtors = entry instanceof Entry.SettlementIntent || entry instanceof Entry.SettlementCancelled;
        Direction direction = debtors == (writer == Direction.OUTGOING) ? Direction.OUTGOING : Direction.INCOMING;
        SettlementSlot slot = slot(direction);
        move(direction, debtors ? Line.asDebtor(slot, entry) : Line.asCreditor(slot, entry));
    }

    private void move(Direction direction, SettlementSlot next) {
        SettlementSlot before = slot(direction);
        if (direction == Direction.OUTGOING) {
            outgoing = next;
        } else {
            incoming = next;
        }
        boolean isNews = !shown(direction, next).equals(shown(direction, before));
        if (isNews) {
            events.add(new TrustlineEvent.SettlementMoved(settlement(identity, direction, next)));
        }
    }

    private SettlementSlot slot(Direction direction) {
        return direction == Direction.OUTGOING ? outgoing : incoming;
    }

    private Optional<Settlement> shown(Direction direction, SettlementSlot slot) {
        return slot.number() == 0 ? Optional.empty() : Optional.of(settlement(identity, direction, slot));
    }

    private PeerId peer() {
        return identity.peer();
    }
}
