package io.p2pcredit.internal.node;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.CreditNode;
import io.p2pcredit.RefusedException;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Settles every debt that can be settled, within a time, and says what became of each. A peer that is away may come
 * back, and a settlement that is under way may end, so both are waited for. Thread-safe.
 */
final class Closing {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final CreditNode node;
    private final NodeEnvironment environment;
    private final CompletableFuture<ClosingReport> done = new CompletableFuture<>();
    private final Map<PeerId, Debt> debts = new LinkedHashMap<>();

    Closing(CreditNode node, NodeEnvironment environment) {
        this.node = node;
        this.environment = environment;
    }

    private static final class Debt {
        private final long atFirst;
        private boolean finished;
        private String reason = "the time was up";

        Debt(long atFirst) {
            this.atFirst = atFirst;
        }
    }

    /** Begins; for one call. The report comes on any thread. */
    CompletionStage<ClosingReport> settleAll(Duration limit) {
        environment.schedule(limit, this::stop);
        List<PeerId> creditors = creditors();
        creditors.forEach(this::settle);
        if (creditors.isEmpty()) {
            stop();
        }
        return done;
    }

    private synchronized List<PeerId> creditors() {
        for (TrustlineView line : node.trustlines()) {
            if (line.balance().owedByMe() > 0) {
                debts.put(line.peer(), new Debt(line.balance().owedByMe()));
            }
        }
        return List.copyOf(debts.keySet());
    }

    private void settle(PeerId peer) {
        if (done.isDone()) {
            return;
        }
        if (owed(peer) == 0) {
            finish(peer, "");
            return;
        }
        CompletionStage<Settlement> finished =
                node.settle(peer, SettleOrder.everything()).finished();
        finished.whenComplete((settlement, failure) -> ended(peer, settlement, failure));
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
            case PEER_AWAY -> retry(peer, "the peer is away");
            case SETTLEMENT_UNDER_WAY -> retry(peer, "another settlement has not come to an end");
            case LEDGER_UNREACHABLE -> retry(peer, "the ledger does not answer");
            case BUSY -> retry(peer, "too much is unacknowledged");
            case NOTHING_OWED -> finish(peer, "");
            case LEDGER_WITHOUT_KEYS -> finish(peer, "the ledger cannot promise to move money only once");
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
            stop();
        }
    }

    /** Returns whether all debts are finished. */
    private synchronized boolean note(PeerId peer, String reason, boolean finished) {
        Debt debt = debts.get(peer);
        if (debt != null) {
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
            String reason = left == 0 ? "" : debt.reason;
            lines.add(new ClosingReport.Line(peer, Math.max(0, debt.atFirst - left), balance(peer), reason));
        });
        return new ClosingReport(lines);
    }

    private long owed(PeerId peer) {
        return balance(peer).owedByMe();
    }

    private Balance balance(PeerId peer) {
        return node.trustline(peer).map(TrustlineView::balance).orElse(Balance.ZERO);
    }
}
