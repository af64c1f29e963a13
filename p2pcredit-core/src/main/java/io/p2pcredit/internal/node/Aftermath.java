package io.p2pcredit.internal.node;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.internal.event.EventHub;
import io.p2pcredit.internal.event.News;
import io.p2pcredit.internal.event.Projector;
import io.p2pcredit.internal.loop.Commit;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.internal.loop.Commit.LineEffect;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.payment.PaymentDesk;
import io.p2pcredit.internal.proposal.OutgoingProposals;
import io.p2pcredit.internal.resume.CatchUps;
import io.p2pcredit.internal.resume.ProgressReports;
import io.p2pcredit.internal.session.Sessions;
import io.p2pcredit.internal.settlement.SettlementPromises;
import io.p2pcredit.internal.snapshot.Snapshots;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Effect;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;
import io.p2pcredit.trustline.machine.LineRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What follows once a round is durable: effects, messages, promises, events. For the owner only. */
final class Aftermath {
    private final EffectRunner effects;
    private final Sessions sessions;
    private final CatchUps catchUps;
    private final ProgressReports progress;
    private final PaymentDesk payments;
    private final SettlementPromises settlements;
    private final OutgoingProposals proposals;
    private final PolicyDesk policy;
    private final EventHub events;
    private final Projector projector;
    private final Snapshots snapshots;

    Aftermath(
            EffectRunner effects,
            Sessions sessions,
            CatchUps catchUps,
            ProgressReports progress,
            PaymentDesk payments,
            SettlementPromises settlements,
            OutgoingProposals proposals,
            PolicyDesk policy,
            EventHub events,
            Projector projector,
            Snapshots snapshots) {
        this.effects = effects;
        this.sessions = sessions;
        this.catchUps = catchUps;
        this.progress = progress;
        this.payments = payments;
        this.settlements = settlements;
        this.proposals = proposals;
        this.policy = policy;
        this.events = events;
        this.projector = projector;
        this.snapshots = snapshots;
    }

    void committed(Commit commit) {
        Optional<Batch> batch =
                commit.position() > 0 ? Optional.of(Projector.batch(commit, payments.maker())) : Optional.empty();
        batch.ifPresent(added -> projector.project(added, commit.bytes()));
        batch.ifPresent(payments::committed);
        for (Change change : commit.changes()) {
            if (change.after().line().own().isOpen()
                    && !change.before().line().own().isOpen()) {
                sessions.lineOpened(change.peer());
            }
        }
        run(commit, effect -> !isProposal(effect));
        for (Change change : commit.changes()) {
            sendNew(change);
            progress.committed(change);
            payments.committed(change);
            settlements.committed(change);
            proposals.committed(change);
            keepInTouch(change);
            policy.committed(change);
        }
        run(commit, Aftermath::isProposal);
        batch.ifPresent(stored -> tell(News.of(commit, stored.events())));
        commit.changes().forEach(this::tellPresence);
        snapshots.committed(commit);
    }

    private void run(Commit commit, Predicate<LineEffect> chosen) {
        commit.effects().stream().filter(chosen).forEach(effects::run);
    }

    /** It says what this end grants now, so it comes after the update that grants it. */
    private static boolean isProposal(LineEffect effect) {
        return effect.effect() instanceof Effect.SendProposal;
    }

    /**
     * Sends what this round has signed to a peer that has shown where it stands and lacks nothing older; any other one
     * gets it later.
     */
    private void sendNew(Change change) {
        boolean inStep =
                change.after().link().hasMet() && change.after().line().theirs().isOpen();
        for (LineRecord fact : change.facts()) {
            if (inStep && !catchUps.isUnderWay(change.peer()) && fact instanceof LineRecord.OwnUpdate own) {
                sessions.send(change.peer(), new Deliver(own.update()));
            }
        }
    }

    private void keepInTouch(Change change) {
        if (change.facts().isEmpty()) {
            return;
        }
        PeerId peer = change.peer();
        if (isWanted(change.after().line())) {
            sessions.want(peer);
        } else {
            sessions.unwant(peer);
        }
    }

    /** Whether the node tries to be in touch with the peer of that line. */
    static boolean isWanted(Line line) {
        return !line.isFrozen() && (line.isOpen() || line.proposal().stage() == Stage.PENDING);
    }

    private void tellPresence(Change change) {
        if (isOnline(change.after()) && !isOnline(change.before())) {
            events.publish(new NodeEvent.PeerOnline(change.peer()));
        }
    }

    private static boolean isOnline(Held held) {
        return held.isInStep() && held.line().isOpen();
    }

    private void tell(List<RecordedEvent> news) {
        news.forEach(event -> events.publish(new NodeEvent.Recorded(event.cursor(), event.at(), event.event())));
    }
}
