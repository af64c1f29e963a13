package io.p2pcredit.internal.node;

import io.p2pcredit.Dispute;
import io.p2pcredit.Dispute.Claim;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Evidence;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineStory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What lines are frozen about, and the owner's word on lines that cannot go on by themselves. For any thread. */
final class ReconcileDesk {
    private final Context context;
    private final Requests requests;

    ReconcileDesk(Context context, Requests requests) {
        this.context = context;
        this.requests = requests;
    }

    CompletableFuture<TrustlineView> reconcile(PeerId peer, Reconciliation decision) {
        return requests.change(
                peer,
                switch (decision) {
                    case MINE -> new Input.Reconcile(true);
                    case THEIRS -> new Input.Reconcile(false);
                    case RELEASE -> new Input.Release();
                });
    }

    Optional<Dispute> dispute(PeerId peer) {
        return context.lines()
                .published(peer)
                .map(Held::line)
                .flatMap(line -> line.evidence().map(evidence -> dispute(line, evidence)));
    }

    private static Dispute dispute(Line line, Evidence evidence) {
        boolean own = evidence.isAboutOwn(line.identity());
        return new Dispute(
                line.identity().peer(),
                evidence.misbehaviour().text(),
                own ? Direction.OUTGOING : Direction.INCOMING,
                new Claim(evidence.held(), line.balanceIf(true)),
                new Claim(Optional.of(evidence.update().signed()), line.balanceIf(false)),
                own ? payments(line, line.window().updates(), Direction.OUTGOING) : List.of(),
                own ? List.of() : payments(line, List.of(evidence.update()), Direction.INCOMING));
    }

    private static List<Payment> payments(Line line, List<Update> updates, Direction writer) {
        return updates.stream()
                .flatMap(update -> update.entries().stream())
                .flatMap(entry -> LineStory.payment(line.identity(), entry, writer).stream())
                .toList();
    }
}
