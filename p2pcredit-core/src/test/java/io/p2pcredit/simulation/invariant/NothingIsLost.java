package io.p2pcredit.simulation.invariant;

import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * I2: what a payment that was acknowledged to the caller is written in is held by payer and payee ever after; by one
 * that has lost its data, once it has been in step again.
 */
public final class NothingIsLost implements Invariant {
    private static final String NAME = "I2 NothingIsLost";

    private final Parties parties;
    private final Chains chains;
    private final Map<Holder, Long> leastHeld = new HashMap<>();
    private final Map<Holder, Long> restoring = new HashMap<>();

    public NothingIsLost(Parties parties, Chains chains) {
        this.parties = parties;
        this.chains = chains;
    }

    @Override
    public void acknowledged(Order order) {
        Writer writer = parties.writer(order.payer(), order.payee());
        long seq = chains.of(writer).newestOf(order.id());
        if (seq == 0) {
            throw new Violation(NAME, "acknowledged, but never seen: " + order);
        }
        leastHeld.merge(new Holder(order.payer(), writer), seq, Math::max);
        leastHeld.merge(new Holder(order.payee(), writer), seq, Math::max);
    }

    /** What others are told only now was acknowledged by the life that lost it, so all that it ever held counts. */
    @Override
    public void dataLost(PeerId at) {
        for (PeerId peer : parties.peersOf(at)) {
            Writer own = parties.writer(at, peer);
            restore(new Holder(at, own));
            restore(new Holder(at, own.peer()));
        }
    }

    private void restore(Holder holder) {
        long all = Math.max(chains.accepted(holder.writer()), leastHeld.getOrDefault(holder, 0L));
        restoring.merge(holder, all, Math::max);
    }

    /** What nobody has any more is lost indeed; of one end's loss everything was accepted by the other one. */
    @Override
    public void forgotten(Writer writer, long last) {
        List.of(leastHeld, restoring)
                .forEach(held ->
                        held.replaceAll((holder, seq) -> holder.writer().equals(writer) ? Math.min(seq, last) : seq));
    }

    @Override
    public void resumed(PeerId from, int link, Resume resume) {
        Writer own = parties.writerOn(resume.line(), from);
        check(new Holder(from, own), resume.mine());
        check(new Holder(from, own.peer()), resume.held());
    }

    private void check(Holder holder, Optional<SignedProof> newest) {
        long seq = newest.map(signed -> signed.proof().seq()).orElse(0L);
        if (seq >= restoring.getOrDefault(holder, 0L)) {
            restoring.remove(holder);
        }
        if (seq < leastHeld.getOrDefault(holder, 0L) && !restoring.containsKey(holder)) {
            throw new Violation(NAME, holder + " holds only " + newest + " of what was acknowledged");
        }
    }

    private record Holder(PeerId node, Writer writer) {}
}
