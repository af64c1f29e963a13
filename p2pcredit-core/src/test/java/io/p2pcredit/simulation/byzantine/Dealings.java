package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.CreditNode;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.simulation.invariant.Chains;
import io.p2pcredit.simulation.invariant.Invariant;
import io.p2pcredit.simulation.invariant.NothingShrinks;
import io.p2pcredit.simulation.invariant.OneProofPerPlace;
import io.p2pcredit.simulation.invariant.Order;
import io.p2pcredit.simulation.invariant.Parties;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.invariant.Writer;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an honest peer is promised on its line with Mallory, seen from outside the nodes. Nothing that Mallory says is
 * believed here: only what an honest peer has stored, signed or shown counts. Not thread-safe.
 */
public final class Dealings implements Invariant {
    private static final String I24 = "I24 EvidenceIsKept";

    private final Parties parties;
    private final Chains accepted = new Chains();
    private final OneProofPerPlace places = new OneProofPerPlace();
    private final NothingShrinks order = new NothingShrinks();
    private final DebtsAreBounded debts;
    private final LossIsBounded money;
    private final Map<PeerId, Long> ordered = new LinkedHashMap<>();
    private final Set<PeerId> frozen = new HashSet<>();

    public Dealings(Parties parties) {
        this.parties = parties;
        this.debts = new DebtsAreBounded(parties, accepted);
        this.money = new LossIsBounded(parties, accepted);
    }

    /** Whether one of the two is Mallory. */
    public boolean areBetween(PeerId one, PeerId two) {
        return isOne(one) || isOne(two);
    }

    private static boolean isOne(PeerId peer) {
        return peer.equals(Mallory.NAME) || peer.equals(Mallory.ACCOMPLICE);
    }

    /** Whether the message comes from Mallory, or is about one of its lines. */
    public boolean concern(PeerId from, PeerMessage message) {
        return from.equals(Mallory.NAME)
                || proof(message)
                        .map(signed -> Writer.of(signed.proof()))
                        .filter(parties::isWithStranger)
                        .isPresent();
    }

    /** Whether Mallory speaks of another line than its own with the receiver. */
    public boolean isForeign(PeerId at, PeerId from, PeerMessage message) {
        return from.equals(Mallory.NAME)
                && message instanceof Resume resume
                && !resume.line().equals(parties.writer(at, from).line());
    }

    /** An honest peer sends something to Mallory. */
    public void sent(PeerMessage message) {
        if (message instanceof Resume resume) {
            resume.mine().ifPresent(this::shown);
            resume.held().ifPresent(this::shown);
        } else {
            proof(message).ifPresent(this::shown);
        }
    }

    /** An honest peer has stored an update of its own or of Mallory's. */
    public void stored(Update update) {
        shown(update.signed());
        accepted.take(update).ifPresent(written -> {
            debts.written(written);
            money.written(written);
        });
    }

    @Override
    public void moved(Ledger.Recorded transfer) {
        money.moved(transfer);
    }

    /** The owner asks its node to pay Mallory. */
    @Override
    public void ordered(Order payment) {
        ordered.merge(payment.payer(), payment.whole(), Long::sum);
    }

    @Override
    public void settlesUnannounced(PeerId debtor, PeerId creditor) {
        money.settlesUnannounced(debtor);
    }

    /** The honest peer has lost data, which Mallory need not give back. */
    @Override
    public void dataLost(PeerId at) {
        if (!parties.isStranger(Mallory.NAME)) {
            return;
        }
        Writer own = parties.writer(at, Mallory.NAME);
        for (Writer writer : Set.of(own, own.peer())) {
            accepted.forget(writer);
            places.forgotten(writer, 0);
            order.forgotten(writer, 0);
        }
        debts.dataLost(own);
        money.dataLost(at);
        frozen.remove(at);
    }

    @Override
    public void changed(CreditNode node, List<TrustlineView> lines) {
        Optional<TrustlineView> line =
                lines.stream().filter(view -> isOne(view.peer())).findFirst();
        boolean isFrozen =
                line.filter(view -> view.state() == TrustlineView.State.FROZEN).isPresent();
        if (isFrozen && node.dispute(Mallory.NAME).isEmpty()) {
            throw new Violation(I24, node.self() + " has frozen its line and does not say why");
        }
        if (!isFrozen && frozen.contains(node.self())) {
            throw new Violation(I24, node.self() + " had frozen its line, and sees " + line);
        }
        if (isFrozen) {
            frozen.add(node.self());
        }
    }

    @Override
    public void atRest() {
        debts.atRest();
        money.atRest();
    }

    private void shown(SignedProof signed) {
        places.seen(signed);
        order.seen(signed);
    }

    private static Optional<SignedProof> proof(PeerMessage message) {
        if (message instanceof Deliver deliver) {
            return Optional.of(deliver.update().signed());
        }
        if (message instanceof Propose propose && !propose.updates().isEmpty()) {
            return Optional.of(propose.updates().get(0).signed());
        }
        return message instanceof Resume resume ? resume.mine().or(resume::held) : Optional.empty();
    }
}
