package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.LedgerSeen;
import io.p2pcredit.trustline.machine.Line;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the ledger is not the one any more to which a transfer was handed, or on which one is expected: while
 * there is such a transfer it asks every {@value #SECONDS} seconds. For the owner only.
 */
final class LedgerLookout {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerLookout.class);
    private static final int SECONDS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(SECONDS);

    private final Context context;
    private final List<Runnable> changed;

    /** @param changed told, one after the other, when the ledger is another one than it was */
    LedgerLookout(Context context, Runnable... changed) {
        this.context = context;
        this.changed = List.of(changed);
    }

    /** Begins to look, for as long as the node works. */
    void begin(Capabilities capabilities) {
        capabilities.whenKnown(abilities -> later(capabilities));
    }

    private void later(Capabilities capabilities) {
        context.environment()
                .schedule(PAUSE, () -> context.loop().submit(round -> round.afterwards(() -> look(capabilities))));
    }

    private void look(Capabilities capabilities) {
        boolean concerned = context.lines().published().stream().anyMatch(held -> isConcerned(held.line()));
        if (concerned) {
            capabilities
                    .ask()
                    .whenComplete((answer, failure) ->
                            context.loop().submit(round -> round.afterwards(() -> capabilities.heard(answer))));
        }
        later(capabilities);
    }

    /** The ledger has said which one it is, and that is news. */
    void told(Optional<LedgerSeen> before, LedgerSeen now) {
        boolean isAnother = before.filter(last -> last.instance().isPresent())
                .filter(last -> !last.instance().equals(now.instance()))
                .isPresent();
        if (isAnother) {
            LOG.warn("the ledger is another one than before: it was reset, or another took its place");
            changed.forEach(Runnable::run);
        }
        context.loop()
                .submit(round -> context.lines().published().stream()
                        .filter(held -> isConcerned(held.line()))
                        .forEach(held -> tell(round, held.line().identity().peer(), now)));
    }

    /** A transfer of that peer is expected on this ledger from now on, unless it was before. */
    void expect(PeerId peer, LedgerSeen now) {
        context.loop().submit(round -> tell(round, peer, now));
    }

    private static void tell(Round round, PeerId peer, LedgerSeen now) {
        if (round.line(peer).filter(LedgerLookout::isConcerned).isPresent()) {
            round.step(peer, new Input.LedgerIs(now));
        }
    }

    private static boolean isConcerned(Line line) {
        boolean asDebtor =
                line.outgoing().isUnderWay() && line.outgoing().ledger().seen().isPresent();
        return asDebtor || line.incoming().reserved() > 0;
    }
}
