package io.p2pcredit.simulation;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.simulation.invariant.Chains;
import io.p2pcredit.simulation.invariant.Invariant;
import io.p2pcredit.simulation.invariant.Order;
import io.p2pcredit.simulation.world.Wire;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees everything from outside the nodes and shows it to the invariants. What they find is kept until the event is
 * over, since a node would take an error thrown at it for one of its own.
 */
final class Oracle implements Wire {
    private final Chains chains;
    private final Counts counts;
    private final List<Invariant> invariants = new ArrayList<>();
    private @Nullable Throwable found;

    Oracle(Chains chains, Counts counts) {
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
            resume.mine().ifPresent(proof -> show(invariant -> invariant.seen(proof)));
            resume.held().ifPresent(proof -> show(invariant -> invariant.seen(proof)));
            show(invariant -> invariant.resumed(from, link, resume));
        }
    }

    @Override
    public void received(PeerId at, int link, PeerMessage message) {
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
        batch.updates().forEach(this::update);
        show(invariant -> invariant.stored(at, batch));
    }

    void historyLost(PeerId at) {
        show(invariant -> invariant.historyLost(at));
    }

    void moved(Ledger.Recorded transfer) {
        show(invariant -> invariant.moved(transfer));
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

    /** Throws the first thing that was found, if anything was. */
    void afterEvent() {
        show(Invariant::afterEvent);
        complain();
    }

    void atRest() {
        show(Invariant::atRest);
        complain();
    }

    private void update(Update update) {
        show(invariant -> invariant.seen(update.signed()));
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
