package io.p2pcredit.internal.node;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.CreditNode;
import io.p2pcredit.RefusedException;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settles every debt that can be settled, within a time, and says what became of each. A peer that is away may come
 * back, and a settlement that is under way may end, so both are waited for; a doubt that the ledger cannot resolve is
 * not. Thread-safe.
 */
final class Closing {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String NOTHING_LEFT = "";
    private static final String AWAY = "the peer is away";
    private static final String CREDITED_LESS = "the peer has credited less than it was paid";
    private static final String IN_DOUBT = "whether a settlement was paid is in doubt";

    private final CreditNode node;
    private final NodeEnvironment environment;
    private final CompletableFuture<ClosingReport> done = new CompletableFuture<>();
    private final Map<PeerId, Debt> debts = new LinkedHashMap<>();
    private volatile boolean doubtsLast;

    Closing(CreditNode node, NodeEnvironment environment) {
        this.node = node;
        this.environment = environment;
    }

    private static final class Debt {
        private final long atFirst;
        private boolean finished;
        private String reason;

        Debt(long atFirst, boolean isHere) {
            this.atFirst = atFirst;
            this.reason = isHere ? "the time was up" : AWAY;
        }

        boolean isSettled() {
            return finished && reason.equals(NOTHING_LEFT);
        }
    }

    /** Begins; for one call. The report comes on any thread. */
    CompletionStage<ClosingReport> settleAll(Duration limit) {
        List<PeerId> creditors = creditors(); // the report names them however short the time is
        environment.schedule(limit, this::stop);
        settle(creditors);
        watchDoubts();
        return done;
    }

    /** Takes notice of what the ledger can do, empty if it does not say. */
    void heard(Optional<Set<Capability>> can) {
        doubtsLast = can.filter(abilities -> !abilities.contains(Capability.IDEMPOTENT_SUBMIT))
                .isPresent();
    }

    private void settle(List<PeerId> creditors) {
        creditors.forEach(this::settle);
        if (creditors.isEmpty()) {
            stop();
        }
    }

    /** Whom something is owed that may be settled: also what was paid on credit since an earlier debt was settled. */
    private synchronized List<PeerId> creditors() {
        List<PeerId> creditors = new ArrayList<>();
        for (TrustlineView line : node.trustlines()) {
            boolean indebted = line.balance().owedByMe() > 0 && line.state() != TrustlineView.State.RETIRED;
            Debt debt = debts.get(line.peer());
            if (indebted && (debt == null || debt.isSettled())) {
                long atFirst = debt == null ? line.balance().owedByMe() : debt.atFirst;
                debts.put(line.peer(), new Debt(atFirst, line.online()));
                creditors.add(line.peer());
            }
        }
        return creditors;
    }

    /** A doubt lasts on a ledger that cannot tell; it may be found at the beginning, or arise while this waits. */
    private void watchDoubts() {
        if (!done.isDone()) {
            if (doubtsLast) {
                unfinished().stream().filter(this::isInDoubt).forEach(peer -> finish(peer, IN_DOUBT));
            }
            environment.schedule(PAUSE, this::watchDoubts);
        }
    }

    private synchronized List<PeerId> unfinished() {
        return debts.entrySet().stream()
                .filter(debt -> !debt.getValue().finished)
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isInDoubt(PeerId peer) {
        return underWay(peer)
                .filter(settlement -> settlement.status() == SettlementStatus.IN_DOUBT)
                .isPresent();
    }

    private Optional<Settlement> underWay(PeerId peer) {
        return ownSettlements(peer)
                .filter(settlement -> !settlement.status().isFinal())
                .findFirst();
    }

    private Stream<Settlement> ownSettlements(PeerId peer) {
        return node.settlements().stream()
                .filter(settlement -> settlement.peer().equals(peer))
                .filter(settlement -> settlement.direction() == Direction.OUTGOING);
    }

    private void settle(PeerId peer) {
        if (done.isDone()) {
            return;
        }
        if (owed(peer) == 0) {
            finish(peer, NOTHING_LEFT);
            return;
        }
        if (hasCreditedLess(peer)) {
            finish(peer, CREDITED_LESS);
            return;
        }
        CompletionStage<Settlement> finished =
                node.settle(peer, SettleOrder.everything()).finished();
        finished.whenComplete((settlement, failure) -> ended(peer, settlement, failure));
    }

    /** Whoever pays such a peer again by itself pays again and again. */
    private boolean hasCreditedLess(PeerId peer) {
        return ownSettlements(peer)
                .flatMap(settlement -> settlement.reason().stream())
                .anyMatch(reason -> reason.code() == SettlementReason.Code.CREDITED_LESS);
    }

    private void ended(PeerId peer, @Nullable Settlement settlement, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            refused(peer, refused.code());
        } else if (settlement != null && settlement.status() == SettlementStatus.CREDITED) {
            settle(peer);
        } else if (settlement != null && settlement.status() == SettlementStatus.DECLINED) {
            finish(peer, "the peer accepts no settlement");
        } else {
            finish(peer, "the ledger refused the transfer");
        }
    }

    private void refused(PeerId peer, RefusalCode code) {
        switch (code) {
            case PEER_AWAY -> retry(peer, AWAY);
            case SETTLEMENT_UNDER_WAY -> retry(peer, "another settlement has not come to an end");
            case LEDGER_UNREACHABLE -> retry(peer, "the ledger does not answer");
            case BUSY -> retry(peer, "too much is unacknowledged");
            case NOTHING_OWED -> finish(peer, NOTHING_LEFT);
            case FROZEN -> finish(peer, "the trustline is frozen");
            case NODE_CLOSED -> finish(peer, "the node has stopped");
            default -> finish(peer, "refused: " + code);
        }
    }

    private void retry(PeerId peer, String reason) {
        note(peer, reason, false);
        environment.schedule(PAUSE, () -> settle(peer));
    }

    private void finish(PeerId peer, String reason) {
        if (note(peer, reason, true)) {
            settle(creditors()); // a payment may have been made since
        }
    }

    /** Returns whether all debts are finished. */
    private synchronized boolean note(PeerId peer, String reason, boolean finished) {
        Debt debt = debts.get(peer);
        if (debt != null && !debt.finished) {
            debt.finished = finished;
            debt.reason = reason;
        }
        return debts.values().stream().allMatch(each -> each.finished);
    }

    /** Nothing more can be settled. */
    void stop() {
        done.complete(report());
    }

    private synchronized ClosingReport report() {
        List<ClosingReport.Line> lines = new ArrayList<>();
        debts.forEach((peer, debt) -> {
            long left = owed(peer);
            String reason = left == 0 ? NOTHING_LEFT : reason(peer, debt);
            lines.add(new ClosingReport.Line(peer, Math.max(0, debt.atFirst - left), balance(peer), reason));
        });
        node.trustlines().stream()
                .filter(line -> line.state() == TrustlineView.State.RETIRED)
                .filter(line -> line.balance().owedByMe() > 0)
                .forEach(line -> lines.add(
                        new ClosingReport.Line(line.peer(), 0, line.balance(), "the peer has another key now")));
        return new ClosingReport(lines);
    }

    private String reason(PeerId peer, Debt debt) {
        return debt.finished
                ? debt.reason
                : underWay(peer).flatMap(this::standstill).orElse(debt.reason);
    }

    /** What a settlement waits for. */
    private Optional<String> standstill(Settlement settlement) {
        return switch (settlement.status()) {
            case ANNOUNCED -> Optional.of(isHere(settlement.peer()) ? "the peer has not answered" : AWAY);
            case ANSWERED, SUBMITTED -> Optional.of("the ledger has not answered");
            case IN_DOUBT -> Optional.of(IN_DOUBT);
            case CONFIRMED -> Optional.of("it is paid, but the peer has not credited it");
            case DECLINED, CREDITED, CANCELLED -> Optional.empty();
        };
    }

    private boolean isHere(PeerId peer) {
        return node.trustline(peer).filter(TrustlineView::online).isPresent();
    }

    private long owed(PeerId peer) {
        return balance(peer).owedByMe();
    }

    private Balance balance(PeerId peer) {
        return node.trustline(peer).map(TrustlineView::balance).orElse(Balance.ZERO);
    }
}
