package io.p2pcredit.internal.node;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.internal.NodeParts;
import io.p2pcredit.internal.event.EventHub;
import io.p2pcredit.internal.event.Projector;
import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Lines;
import io.p2pcredit.internal.loop.Loop;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.payment.PaymentDesk;
import io.p2pcredit.internal.proposal.IncomingProposals;
import io.p2pcredit.internal.proposal.OutgoingProposals;
import io.p2pcredit.internal.recovery.Recovered;
import io.p2pcredit.internal.resume.CatchUps;
import io.p2pcredit.internal.resume.ProgressReports;
import io.p2pcredit.internal.session.Sessions;
import io.p2pcredit.internal.session.Verifier;
import io.p2pcredit.internal.settlement.Clearing;
import io.p2pcredit.internal.settlement.SettlementDesk;
import io.p2pcredit.internal.settlement.SettlementPromises;
import io.p2pcredit.internal.snapshot.Backups;
import io.p2pcredit.internal.snapshot.Snapshots;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineIdentity;
import java.util.Comparator;

/** The parts of one node, connected. */
public final class Wiring {
    private final Context context;
    private final Sessions sessions;
    private final Clearing clearing;
    private final Lifecycle lifecycle;
    private final RunningNode node;
    private final Aftermath aftermath;
    private final PaymentDesk payments;
    private final Projector projector;

    /** Connects the parts over the lines that the journal held; nothing happens before {@link #start}. */
    public Wiring(NodeParts parts, Recovered recovered) {
        NodeEnvironment environment = parts.environment();
        Lines lines = new Lines(recovered.lines());
        Loop loop = new Loop(environment, parts.journal(), parts.signer(), lines);
        context = new Context(
                environment, loop, lines, parts.surroundings(), parts.self(), parts.signer(), parts.asset());
        Promises promises = new Promises(environment.callbacks());
        EventHub events = new EventHub(environment.callbacks());
        parts.listeners().forEach(events::subscribe);
        NodeSessionEvents news = new NodeSessionEvents(events);
        sessions = new Sessions(context, new Verifier(parts.signatureProvider()), news);
        IncomingProposals incoming = new IncomingProposals(context, sessions, parts.admission(), events, promises);
        OutgoingProposals outgoing = new OutgoingProposals(context, sessions, incoming, promises);
        projector = new Projector(parts.history(), environment.workers(), this::historyFailed);
        Snapshots snapshots = new Snapshots(loop, lines, parts.journal(), projector, environment.workers(), recovered);
        CatchUps catchUps = new CatchUps(context, sessions, parts.history(), projector, this::historyFailed);
        ProgressReports progress = new ProgressReports(context, sessions);
        news.tell(incoming, outgoing, catchUps, progress);
        SettlementPromises settlements = new SettlementPromises(promises);
        Requests requests = new Requests(context, promises);
        payments = new PaymentDesk(
                context, promises, parts.history(), projector, parts.settling().atTheLimit(), this::historyFailed);
        clearing = new Clearing(
                context, parts.settling().byBalance(), () -> events.publish(new NodeEvent.LedgerChanged()));
        SettlementDesk settling = new SettlementDesk(context, requests, settlements, clearing);
        KeyDesk keys = new KeyDesk(context, requests, sessions);
        aftermath = new Aftermath(
                new EffectRunner(context, sessions, catchUps, clearing, outgoing),
                sessions,
                catchUps,
                progress,
                payments,
                settlements,
                outgoing,
                new PolicyDesk(parts.settling().policy(), environment.callbacks(), settling::settle),
                events,
                projector,
                snapshots);
        Backups backups = new Backups(
                loop, requests, promises, parts.journal(), parts.history(), snapshots, environment.workers());
        lifecycle = new Lifecycle(loop, sessions, payments, settlements, outgoing, backups, events, projector, parts);
        node = new RunningNode(
                context,
                requests,
                payments,
                settling,
                keys,
                new ReconcileDesk(context, requests),
                incoming,
                outgoing,
                events,
                parts.history(),
                promises,
                backups,
                lifecycle);
    }

    /** For any thread: whatever is under way, no peer hears of it. */
    private void historyFailed(Throwable failure) {
        context.loop().fail(failure);
        sessions.abandonAll();
    }

    public CreditNode node() {
        return node;
    }

    /** Whether this node, as it is put together, would have that line with that peer. */
    boolean couldMake(Line line) {
        LineIdentity identity = line.identity();
        return identity.equals(context.identity(identity.peer(), identity.peerKey()));
    }

    Sessions sessions() {
        return sessions;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    /** Begins to work: takes up what was under way, and reaches out to peers. */
    void start() {
        context.loop().start(aftermath::committed, lifecycle::halt, projector::isFull);
        context.loop().submit(round -> round.afterwards(clearing::start));
        context.loop().submit(this::takeUp);
    }

    private void takeUp(Round round) {
        payments.start();
        context.lines().published().stream()
                .map(Held::line)
                .sorted(Comparator.comparing(line -> line.identity().peer()))
                .forEach(line -> takeUp(round, line));
    }

    private void takeUp(Round round, Line line) {
        PeerId peer = line.identity().peer();
        round.step(peer, new Input.Recovered());
        if (Aftermath.isWanted(line)) {
            round.afterwards(() -> sessions.want(peer));
        }
    }
}
