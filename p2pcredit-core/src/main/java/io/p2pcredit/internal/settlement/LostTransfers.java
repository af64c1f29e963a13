package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Effect.LookForLost;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.LedgerSeen;
import io.p2pcredit.trustline.machine.Line;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transfers that a life of this node may have made of which this one has only an older copy. Where the ledger looks keys
 * up it is asked once for each line, {@value #AT_ONCE} at a time, and again only while it is silent. For the owner only.
 */
final class LostTransfers {
    private static final Logger LOG = LoggerFactory.getLogger(LostTransfers.class);
    private static final int AT_ONCE = 4;
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Context context;
    private final Ledger ledger;
    private final Capabilities capabilities;
    private final Backoff backoff;
    private final Map<PeerId, LookForLost> due = new LinkedHashMap<>();
    private int underWay;
    private boolean pausing;

    LostTransfers(Context context, Ledger ledger, Capabilities capabilities) {
        this.context = context;
        this.ledger = ledger;
        this.capabilities = capabilities;
        this.backoff = new Backoff(context.environment(), FIRST_DELAY, LONGEST_DELAY);
    }

    /**
     * What one look has shown.
     *
     * @param which the ledger after it has shown a transfer
     */
    private record Shown(LookUpOutcome outcome, Optional<Abilities> which) {}

    /** Looks for it in its turn, instead of what was to be looked for on that line. */
    void look(PeerId peer, LookForLost effect) {
        boolean first = due.isEmpty();
        due.put(peer, effect);
        if (first) {
            capabilities.whenKnown(this::proceed);
        }
    }

    private void proceed(Abilities now) {
        if (!now.can().contains(Ledger.Capability.LOOK_UP)) {
            due.clear();
        }
        Iterator<Map.Entry<PeerId, LookForLost>> turns = due.entrySet().iterator();
        while (!pausing && underWay < AT_ONCE && turns.hasNext()) {
            Map.Entry<PeerId, LookForLost> next = Map.Entry.copyOf(turns.next());
            turns.remove();
            begin(next.getKey(), next.getValue(), now.seen());
        }
    }

    private void begin(PeerId peer, LookForLost lost, LedgerSeen on) {
        underWay++;
        ledger.lookUp(ledger.accountOf(context.self()), lost.key())
                .thenCompose(this::shown)
                .whenComplete((shown, failure) -> context.loop().submit(round -> looked(round, peer, lost, on, shown)));
    }

    /** A transfer counts only on a ledger of which it is known which one it is. */
    private CompletionStage<Shown> shown(LookUpOutcome outcome) {
        return outcome instanceof LookUpOutcome.Found
                ? capabilities.ask().thenApply(which -> new Shown(outcome, which))
                : CompletableFuture.completedStage(new Shown(outcome, Optional.empty()));
    }

    private void looked(Round round, PeerId peer, LookForLost lost, LedgerSeen on, Shown shown) {
        underWay--;
        boolean same = shown.which().filter(now -> now.seen().equals(on)).isPresent();
        if (shown.outcome() instanceof LookUpOutcome.NotFound) {
            backoff.reset();
        } else if (shown.outcome() instanceof LookUpOutcome.Found found && same) {
            backoff.reset();
            found(round, peer, lost, found.recorded(), on);
        } else {
            due.putIfAbsent(peer, lost);
            pause();
        }
        round.afterwards(() -> capabilities.heard(shown.which()));
        round.afterwards(this::proceed);
    }

    private void found(Round round, PeerId peer, LookForLost lost, Recorded recorded, LedgerSeen on) {
        Optional<Line> line = round.line(peer)
                .filter(held -> Keys.outgoing(held, lost.number()).equals(lost.key()));
        Transfer transfer = recorded.transfer();
        boolean toTheCreditor = line.map(Line::identity)
                .filter(identity -> transfer.key().equals(lost.key())
                        && transfer.payer().equals(identity.ownAccount())
                        && transfer.payee().equals(identity.peerAccount()))
                .isPresent();
        if (toTheCreditor) {
            LOG.warn("settlement {}: paid in a life of this node that is lost", lost.key());
            round.step(peer, new Input.LostTransferFound(lost.number(), transfer.amount(), recorded.transaction(), on));
        } else if (line.isPresent()) {
            LOG.warn("settlement {}: the ledger shows a transfer between other accounts under this key", lost.key());
        }
    }

    /** Others wait as well: a ledger that is silent about one is silent about all. */
    private void pause() {
        if (!pausing) {
            pausing = true;
            context.environment()
                    .schedule(backoff.next(), () -> context.loop().submit(round -> round.afterwards(this::resume)));
        }
    }

    private void resume() {
        pausing = false;
        proceed();
    }

    private void proceed() {
        capabilities.whenKnown(this::proceed);
    }
}
