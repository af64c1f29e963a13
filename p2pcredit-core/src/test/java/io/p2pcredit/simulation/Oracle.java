package io.p2pcredit.simulation;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.simulation.byzantine.Dealings;
import io.p2pcredit.simulation.byzantine.Mallory;
import io.p2pcredit.simulation.invariant.Chains;
import io.p2pcredit.simulation.invariant.Invariant;
import io.p2pcredit.simulation.invariant.Journals;
import io.p2pcredit.simulation.invariant.Listeners;
import io.p2pcredit.simulation.invariant.Order;
import io.p2pcredit.simulation.invariant.Parties;
import io.p2pcredit.simulation.invariant.Writer;
import io.p2pcredit.simulation.world.JournalWitness;
import io.p2pcredit.simulation.world.LedgerWitness;
import io.p2pcredit.simulation.world.Wire;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees everything from outside the nodes and shows it to the invariants. What they find is kept until the event is
 * over, since a node would take an error thrown at it for one of its own.
 */
final class Oracle implements Wire, LedgerWitness, JournalWitness {
    private final Parties parties;
    private final Chains chains;
    private final Journals journals;
    private final Counts counts;
    private final Listeners listeners = new Listeners();
    private final List<Invariant> onSeen = listeners.of("seen");
    private final List<Invariant> onWritten = listeners.of("written");
    private final List<Invariant> onSent = listeners.of("sent");
    private final List<Invariant> onResumed = listeners.of("resumed");
    private final List<Invariant> onReceived = listeners.of("received");
    private final List<Invariant> onBegan = listeners.of("began");
    private final List<Invariant> onOpened = listeners.of("opened");
    private final List<Invariant> onAppended = listeners.of("appended");
    private final List<Invariant> onStorageFailed = listeners.of("storageFailed");
    private final List<Invariant> onTold = listeners.of("told");
    private final List<Invariant> onRefusedWith = listeners.of("refusedWith");
    private final List<Invariant> onSigned = listeners.of("signed");
    private final List<Invariant> onStored = listeners.of("stored");
    private final List<Invariant> onHistoryLost = listeners.of("historyLost");
    private final List<Invariant> onDataLost = listeners.of("dataLost");
    private final List<Invariant> onForgotten = listeners.of("forgotten");
    private final List<Invariant> onLostByBoth = listeners.of("lostByBoth");
    private final List<Invariant> onOrdered = listeners.of("ordered");
    private final List<Invariant> onRecorded = listeners.of("recorded");
    private final List<Invariant> onAcknowledged = listeners.of("acknowledged");
    private final List<Invariant> onRefused = listeners.of("refused");
    private final List<Invariant> onFailed = listeners.of("failed");
    private final List<Invariant> onCancelled = listeners.of("cancelled");
    private final List<Invariant> onSettlesUnannounced = listeners.of("settlesUnannounced");
    private final List<Invariant> onConcerned = listeners.of("concerned");
    private final List<Invariant> onMoved = listeners.of("moved");
    private final List<Invariant> onLedgerBegunAnew = listeners.of("ledgerBegunAnew");
    private final List<Invariant> onMisled = listeners.of("misled");
    private final List<Invariant> onClosed = listeners.of("closed");
    private final List<Invariant> onChanged = listeners.of("changed");
    private final List<Invariant> onAfterEvent = listeners.of("afterEvent");
    private final List<Invariant> onAtRest = listeners.of("atRest");
    private final Dealings dealings;
    private @Nullable Throwable found;

    Oracle(Parties parties, Chains chains, Journals journals, Counts counts) {
        this.journals = journals;
        this.parties = parties;
        this.chains = chains;
        this.counts = counts;
        this.dealings = new Dealings(parties);
    }

    void add(Invariant invariant) {
        listeners.add(invariant);
    }

    @Override
    public void sent(PeerId from, int link, PeerMessage message) {
        if (dealings.concern(from, message)) {
            sentToMallory(from, link, message);
            return;
        }
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
            show(onResumed, invariant -> invariant.resumed(from, link, resume));
        }
        show(onSent, invariant -> invariant.sent(from, link, message));
    }

    /** What Mallory itself says is not believed. */
    private void sentToMallory(PeerId from, int link, PeerMessage message) {
        if (from.equals(Mallory.NAME)) {
            return;
        }
        watch(() -> dealings.sent(message));
        if (message instanceof Resume resume) {
            show(onResumed, invariant -> invariant.resumed(from, link, resume));
        }
        show(onSent, invariant -> invariant.sent(from, link, message));
    }

    @Override
    public void received(PeerId at, PeerId from, int link, PeerMessage message) {
        concerned(at, from);
        if (!dealings.isForeign(at, from, message)) {
            show(onReceived, invariant -> invariant.received(at, link, message));
        }
    }

    @Override
    public void noticed(String what) {
        counts.count(what);
    }

    @Override
    public void closed(PeerId by, PeerId towards, CloseCode code) {
        showOf(by, towards, onClosed, invariant -> invariant.closed(by, code));
    }

    void began(PeerId at) {
        show(onBegan, invariant -> invariant.began(at));
    }

    @Override
    public void opened(PeerId at, int life, long end) {
        show(onOpened, invariant -> invariant.opened(at, life, end));
    }

    @Override
    public void appended(PeerId at, int life, long position, Bytes group) {
        show(onAppended, invariant -> invariant.appended(at, life, position, group));
    }

    @Override
    public void storageFailed(PeerId at) {
        show(onStorageFailed, invariant -> invariant.storageFailed(at));
    }

    /** The node has told its owner of something. */
    void told(PeerId at, NodeEvent event) {
        show(onTold, invariant -> invariant.told(at, event));
    }

    /** The node has refused something, in words. */
    void refusedWith(PeerId at, String words) {
        show(onRefusedWith, invariant -> invariant.refusedWith(at, words));
    }

    void signed(PeerId by, BalanceProof proof) {
        show(onSigned, invariant -> invariant.signed(by, proof));
    }

    void stored(PeerId at, History.Batch batch) {
        for (Update update : batch.updates()) {
            if (parties.isWithStranger(Writer.of(update.proof()))) {
                watch(() -> dealings.stored(update));
                continue;
            }
            if (!parties.name(Writer.of(update.proof())).equals(at)) {
                accepted(Writer.of(update.proof()), update.proof().seq());
            }
            update(update);
        }
        show(onStored, invariant -> invariant.stored(at, batch));
    }

    void historyLost(PeerId at) {
        show(onHistoryLost, invariant -> invariant.historyLost(at));
    }

    /**
     * The peer's process begins with less than the one before had stored.
     *
     * @param end the position of the newest group that its journal has
     * @param incomplete those of its peers that have lost data too, and have not got it back
     */
    void dataLost(PeerId at, long end, List<PeerId> incomplete) {
        journals.cutAfter(at, Math.min(end, journals.end(at)));
        show(onDataLost, invariant -> invariant.dataLost(at));
        for (PeerId peer : parties.peersOf(at)) {
            Writer writer = parties.writer(at, peer);
            if (incomplete.contains(peer)) {
                lostByBoth(writer);
                lostByBoth(writer.peer());
            } else {
                long last = chains.forget(writer);
                show(onForgotten, invariant -> invariant.forgotten(writer, last));
            }
        }
        watch(() -> dealings.dataLost(at));
    }

    /** What is in neither of two journals is gone for good. */
    private void lostByBoth(Writer writer) {
        long held = held(parties.name(writer.peer()), writer);
        long last = Math.max(held, held(parties.name(writer), writer));
        chains.forget(writer, last, held);
        show(onForgotten, invariant -> invariant.forgotten(writer, last));
        show(onLostByBoth, invariant -> invariant.lostByBoth(writer));
    }

    /** Whether the journal of the one lacks something of its line with the other that it has had. */
    boolean lacks(PeerId peer, PeerId other) {
        return lacks(peer, parties.writer(peer, other)) || lacks(peer, parties.writer(other, peer));
    }

    /** What the other end has of the peer's own entries, the peer itself has had. */
    private boolean lacks(PeerId peer, Writer writer) {
        return held(peer, writer)
                < Math.min(chains.accepted(writer), chains.of(writer).end());
    }

    private long held(PeerId at, Writer writer) {
        return chains.of(writer)
                .newest(signed -> journals.holding(at, signed.signature().bytes()) > 0);
    }

    @Override
    public void moved(Ledger.Recorded transfer) {
        PeerId payer = PeerId.of(transfer.transfer().payer().text());
        PeerId payee = PeerId.of(transfer.transfer().payee().text());
        showOf(payer, payee, onMoved, invariant -> invariant.moved(transfer));
    }

    @Override
    public void begunAnew() {
        show(onLedgerBegunAnew, Invariant::ledgerBegunAnew);
    }

    @Override
    public void hung(PeerId at) {
        counts.count("ledger hangs");
    }

    @Override
    public void lied(PeerId to) {
        counts.count("ledger lies");
    }

    @Override
    public void misled(PeerId at, Ledger.Recorded transfer) {
        show(onMisled, invariant -> invariant.misled(at, transfer));
    }

    @Override
    public void answered(PeerId at, Optional<PeerId> about) {
        about.map(List::of).orElseGet(() -> parties.peersOf(at)).forEach(peer -> concerned(at, peer));
        concerned(at, Mallory.NAME);
    }

    /** Something happens at the node that is about its line with the peer. */
    void concerned(PeerId node, PeerId peer) {
        show(onConcerned, invariant -> invariant.concerned(node, peer));
    }

    void settlesUnannounced(PeerId debtor, PeerId creditor) {
        showOf(debtor, creditor, onSettlesUnannounced, invariant -> invariant.settlesUnannounced(debtor, creditor));
    }

    void ordered(Order order) {
        showOf(order.payer(), order.payee(), onOrdered, invariant -> invariant.ordered(order));
    }

    void recorded(Order order) {
        showOf(order.payer(), order.payee(), onRecorded, invariant -> invariant.recorded(order));
    }

    void acknowledged(Order order) {
        showOf(order.payer(), order.payee(), onAcknowledged, invariant -> invariant.acknowledged(order));
    }

    void refused(Order order, RefusalCode code) {
        showOf(order.payer(), order.payee(), onRefused, invariant -> invariant.refused(order, code));
    }

    void failed(Order order, RefusalCode code) {
        showOf(order.payer(), order.payee(), onFailed, invariant -> invariant.failed(order, code));
    }

    void cancelled(Order order) {
        showOf(order.payer(), order.payee(), onCancelled, invariant -> invariant.cancelled(order));
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
        List<TrustlineView> lines = node.trustlines();
        concerned(node.self(), Mallory.NAME); // whose flood may be read much later than it came
        show(onChanged, invariant -> invariant.changed(node, lines));
        watch(() -> dealings.changed(node, lines));
    }

    /** Throws the first thing that was found, if anything was. */
    void afterEvent() {
        show(onAfterEvent, Invariant::afterEvent);
        complain();
    }

    void atRest() {
        show(onAtRest, Invariant::atRest);
        watch(dealings::atRest);
        complain();
    }

    /** Whoever signs a proof holds what it says it has processed. */
    private void proof(SignedProof signed) {
        accepted(Writer.of(signed.proof()).peer(), signed.proof().peerSeq());
        show(onSeen, invariant -> invariant.seen(signed));
    }

    private void accepted(Writer writer, long seq) {
        watch(() -> chains.accept(writer, seq).forEach(this::update));
    }

    private void update(Update update) {
        proof(update.signed());
        watch(() -> chains.take(update).ifPresent(written -> show(onWritten, invariant -> invariant.written(written))));
    }

    /** What happens between the two is shown to those whom it concerns. */
    private void showOf(PeerId one, PeerId two, List<Invariant> listening, Consumer<Invariant> event) {
        if (dealings.areBetween(one, two)) {
            watch(() -> event.accept(dealings));
        } else {
            show(listening, event);
        }
    }

    private void show(List<Invariant> listening, Consumer<Invariant> event) {
        try {
            for (int i = 0; i < listening.size(); i++) {
                event.accept(listening.get(i));
            }
        } catch (RuntimeException | Error e) {
            found(e);
        }
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
