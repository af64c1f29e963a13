package io.p2pcredit.simulation.invariant;

import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.Entry.PaymentBatch;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I2: a payment that was acknowledged to the caller is known to payer and payee ever after; one that was recorded is
 * written in the end; one that was refused never is; and each counts once, for what was ordered.
 */
public final class NothingIsLost implements Invariant {
    private static final String NAME = "I2 NothingIsLost";

    private final Parties parties;
    private final Map<PaymentId, Order> ordered = new HashMap<>();
    private final Map<PaymentId, Long> written = new HashMap<>();
    private final Map<PaymentId, Order> recorded = new LinkedHashMap<>();
    private final Set<PaymentId> refused = new LinkedHashSet<>();
    private final Map<Holder, Long> leastHeld = new HashMap<>();

    public NothingIsLost(Parties parties) {
        this.parties = parties;
    }

    @Override
    public void ordered(Order order) {
        if (ordered.put(order.id(), order) != null) {
            throw new Violation(NAME, "two orders under one id: " + order);
        }
    }

    @Override
    public void recorded(Order order) {
        recorded.put(order.id(), order);
    }

    @Override
    public void refused(Order order) {
        refused.add(order.id());
        if (written.containsKey(order.id())) {
            throw new Violation(NAME, "refused, but paid: " + order);
        }
    }

    @Override
    public void acknowledged(Order order) {
        Long seq = written.get(order.id());
        if (seq == null) {
            throw new Violation(NAME, "acknowledged, but never seen: " + order);
        }
        Writer writer = parties.writer(order.payer(), order.payee());
        leastHeld.merge(new Holder(order.payer(), writer), seq, Math::max);
        leastHeld.merge(new Holder(order.payee(), writer), seq, Math::max);
    }

    @Override
    public void written(Written update) {
        PeerId payer = parties.name(update.writer());
        for (Point point : update.points()) {
            point.payment().ifPresent(id -> count(payer, id, point));
        }
    }

    @Override
    public void resumed(PeerId from, int link, Resume resume) {
        Writer own = parties.writerOn(resume.line(), from);
        check(new Holder(from, own), resume.mine());
        check(new Holder(from, own.peer()), resume.held());
    }

    @Override
    public void atRest() {
        recorded.forEach((id, order) -> {
            if (!written.containsKey(id)) {
                throw new Violation(NAME, "recorded, but nowhere to be seen: " + order);
            }
        });
    }

    private void count(PeerId payer, PaymentId id, Point point) {
        Order order = ordered.get(id);
        boolean fits = order != null
                && order.payer().equals(payer)
                && order.amounts().sum() == point.paidByThis()
                && order.isBatch() == point.entry() instanceof PaymentBatch;
        if (!fits || refused.contains(id)) {
            throw new Violation(NAME, payer + " was not asked to pay this: " + point + ", but " + order);
        }
        if (written.put(id, point.seq()) != null) {
            throw new Violation(NAME, "paid twice: " + order);
        }
    }

    private void check(Holder holder, Optional<SignedProof> newest) {
        long seq = newest.map(signed -> signed.proof().seq()).orElse(0L);
        if (seq < leastHeld.getOrDefault(holder, 0L)) {
            throw new Violation(NAME, holder + " holds only " + newest + " of what was acknowledged");
        }
    }

    private record Holder(PeerId node, Writer writer) {}
}
