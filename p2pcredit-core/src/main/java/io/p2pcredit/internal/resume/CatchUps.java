package io.p2pcredit.internal.resume;

import io.p2pcredit.internal.event.Projector;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.session.Outlet;
import io.p2pcredit.internal.session.Sessions;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Effect;
import io.p2pcredit.trustline.machine.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The peers that are being brought in step out of the history. Everything else that they are to be sent waits until
 * then, and what is signed meanwhile follows out of the line's window. For the owner only.
 */
public final class CatchUps {
    private final Context context;
    private final Sessions sessions;
    private final History history;
    private final Projector projector;
    private final Consumer<Throwable> failed;
    private final Map<PeerId, UnderWay> underWay = new HashMap<>();

    /**
     * Nobody is being brought in step yet.
     *
     * @param failed told when the history cannot be read
     */
    public CatchUps(
            Context context, Sessions sessions, History history, Projector projector, Consumer<Throwable> failed) {
        this.context = context;
        this.sessions = sessions;
        this.history = history;
        this.projector = projector;
        this.failed = failed;
    }

    /**
     * A catch-up of one session.
     *
     * @param shown the number of the newest own entry that this end has shown; later ones come out of the window
     */
    private record UnderWay(CatchUp catchUp, Outlet outlet, long shown) {}

    /** Begins as soon as this end has shown where it stands and the history holds everything up to now. */
    public void begin(PeerId peer, Effect.BringInStep lacking) {
        context.lines()
                .published(peer)
                .ifPresent(held -> sessions.reserve(peer).ifPresent(outlet -> {
                    long shown = held.link().shown();
                    Strand own = new Strand(lacking.own(), shown);
                    long goal = held.line().theirs().signedSeq();
                    Strand theirs = lacking.shown()
                            .map(proof -> Strand.after(proof, goal))
                            .orElseGet(() -> new Strand(lacking.theirs(), goal));
                    begin(peer, held.line(), new CausalMerge(own, theirs), outlet, shown);
                }));
    }

    private void begin(PeerId peer, Line line, CausalMerge merge, Outlet outlet, long shown) {
        CatchUp catchUp = new CatchUp(
                line.identity(), merge, history, outlet, context.environment().workers(), failed);
        UnderWay begun = new UnderWay(catchUp, outlet, shown);
        underWay.put(peer, begun);
        outlet.onWritable(catchUp::goOn);
        sessions.whenShown(
                peer,
                () -> projector.whenStored(() -> catchUp.begin(() ->
                        context.loop().submit(round -> round.afterwards(() -> handOver(peer, begun))))));
    }

    /** Whether what is signed for the peer now is sent later, out of the window. */
    public boolean isUnderWay(PeerId peer) {
        return underWay.containsKey(peer);
    }

    /** The peer says how far it has come. */
    public void progressed(PeerId peer, Progress progress) {
        UnderWay current = underWay.get(peer);
        if (current != null) {
            current.catchUp().progressed(progress);
        }
    }

    /** The session with the peer is over. */
    public void ended(PeerId peer) {
        UnderWay current = underWay.remove(peer);
        if (current != null) {
            current.catchUp().cancel();
        }
    }

    /** Everything that was shown is sent: what was signed since then follows, then everything that had to wait. */
    private void handOver(PeerId peer, UnderWay ended) {
        if (underWay.remove(peer, ended)) {
            context.lines()
                    .published(peer)
                    .ifPresent(held -> signedSince(held.line(), ended.shown())
                            .forEach(update -> ended.outlet().send(new Deliver(update))));
            sessions.release(peer);
        }
    }

    /** The newest acknowledgement has no entries, so it is in no window; it follows the entries before it. */
    private static List<Update> signedSince(Line line, long shown) {
        List<Update> updates = new ArrayList<>(line.window().updates().stream()
                .filter(update -> update.proof().seq() > shown)
                .toList());
        Optional<SignedProof> newest = line.own().newest();
        boolean isAmongThem = !updates.isEmpty()
                && newest.equals(Optional.of(updates.get(updates.size() - 1).signed()));
        newest.filter(signed -> !isAmongThem).ifPresent(signed -> updates.add(new Update(List.of(), signed)));
        return updates;
    }
}
