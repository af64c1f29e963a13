package io.p2pcredit.simulation;

import io.p2pcredit.CreditNode;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.simulation.invariant.Chains;
import io.p2pcredit.simulation.invariant.Invariant;
import io.p2pcredit.simulation.invariant.Order;
import io.p2pcredit.simulation.invariant.Parties;
import io.p2pcredit.simulation.invariant.Writer;
import io.p2pcredit.simulation.world.LedgerWitness;
import io.p2pcredit.simulation.world.Wire;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees everything from outside the nodes and shows it to the invariants. What they find is kept until the event is
 * over, since a node would take an error thrown at it for one of its own.
 */
final class Oracle implements Wire, LedgerWitness {
    private final Parties parties;
    private final Chains chains;
    private final Counts counts;
    private final List<Invariant> invariants = new ArrayList<>();
    private @Nullable Throwable found;

    Oracle(Parties parties, Chains chains, Counts counts) {
        this.parties = parties;
        this.chains = chains;
        this.counts = counts;
    }

    void add(Invariant invariant) {
        invariants.add(invariant);
    }

    @Override
    public void sent(PeerId from, int link, PeerMessage message) {
        if (message instanceof Deliver deliver) {
            update(deliver.update());
        } else if (message instanceof Propose propose) {
            propose.updates().forEach(this::update);
        } else if (message instanceof Resume resume) {
            resume.mine()
                    .ifPresent(mine -> watch(() -> chains.shown(mine.proof()).forEach(this::update)));
            resume.held()
                    .ifPresent(held ->
                            accepted(Writer.of(held.proof()), held.proof().seq()));
            resume.mine().ifPresent(this::proof);
            resume.held().ifPresent(this::proof);
            show(invariant -> invariant.resumed(from, link, resume));
        }
    }

    @Override
    public void received(PeerId at, PeerId from, int link, PeerMessage message) {
        concerned(at, from);
        show(invariant -> invariant.received(at, link, message));
    }

    @Override
    public void noticed(String what) {
        counts.count(what);
    }

    @Override
    public void closed(PeerId by, CloseCode code) {
        show(invariant -> invariant.closed(by, code));
    }

    void began(PeerId at) {
        show(invariant -> invariant.began(at));
    }

    void signed(PeerId by, BalanceProof proof) {
        show(invariant -> invariant.signed(by, proof));
    }

    void stored(PeerId at, History.Batch batch) {
        for (Update update : batch.updates()) {
            if (!parties.name(Writer.of(update.proof())).equals(at)) {
                accepted(Writer.of(update.proof()), update.proof().seq());
            }
            update(update);
        }
        show(invariant -> invariant.stored(at, batch));
    }

    void historyLost(PeerId at) {
        show(invariant -> invariant.historyLost(at));
    }

    /** The peer's process begins with less than the one before had stored. */
    void dataLost(PeerId at) {
        show(invariant -> invariant.dataLost(at));
        for (PeerId peer : parties.peersOf(at)) {
            Writer writer = parties.writer(at, peer);
            long last = chains.forget(writer);
            show(invariant -> invariant.forgotten(writer, last));
        }
    }

    @Override
    public void moved(Ledger.Recorded transfer) {
        show(invariant -> invariant.moved(transfer));
    }

    @Override
    public void answered(PeerId at, Optional<PeerId> about) {
        about.map(List::of).orElseGet(() -> parties.peersOf(at)).forEach(peer -> concerned(at, peer));
    }

    /** Something happens at the node that is about its line with the peer. */
    void concerned(PeerId node, PeerId peer) {
        show(invariant -> invariant.concerned(node, peer));
    }

    void settlesUnannounced(PeerId debtor, PeerId creditor) {
        show(invariant -> invariant.settlesUnannounced(debtor, creditor));
    }

    void ordered(Order order) {
        show(invariant -> invariant.ordered(order));
    }

    void recorded(Order order) {
        show(invariant -> invariant.recorded(order));
    }

    void acknowledged(Order order) {
        show(invariant -> invariant.acknowledged(order));
    }

    void refused(Order order) {
        show(invariant -> invariant.refused(order));
    }

    void failed(Order order, RefusalCode code) {
        show(invariant -> invariant.failed(order, code));
    }

    void cancelled(Order order) {
        show(invariant -> invariant.cancelled(order));
    }

    /** Something was found elsewhere. */
    void found(Throwable problem) {
        if (found == null) {
            found = problem;
        }
    }

    /** Does something whose errors would be lost otherwise. */
    void watch(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            found(e);
        }
    }

    /** An event is over, in which the node has stored something, or has begun. */
    void changed(CreditNode node) {
        show(invariant -> invariant.changed(node));
    }

    /** Throws the first thing that was found, if anything was. */
    void afterEvent() {
        show(Invariant::afterEvent);
        complain();
    }

    void atRest() {
        show(Invariant::atRest);
        complain();
    }

    /** Whoever signs a proof holds what it says it has processed. */
    private void proof(SignedProof signed) {
        accepted(Writer.of(signed.proof()).peer(), signed.proof().peerSeq());
        show(invariant -> invariant.seen(signed));
    }

    private void accepted(Writer writer, long seq) {
        watch(() -> chains.accept(writer, seq).forEach(this::update));
    }

    private void update(Update update) {
        proof(update.signed());
        watch(() -> chains.take(update).ifPresent(written -> show(invariant -> invariant.written(written))));
    }

    private void show(Consumer<Invariant> event) {
        watch(() -> invariants.forEach(event));
    }

    private void complain() {
        if (found instanceof Error error) {
            throw error;
        }
        if (found instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
