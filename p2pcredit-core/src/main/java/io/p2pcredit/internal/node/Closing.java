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
 * back, and a settlement that is under way may end, so both are waited for. Everything happens on the callbacks thread.
 */
final class Closing {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final CreditNode node;
    private final NodeEnvironment environment;
    private final CompletableFuture<ClosingReport> done = new CompletableFuture<>();
    private final Map<PeerId, Debt> debts = new LinkedHashMap<>();
    private boolean timeIsUp;

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

    CompletableFuture<ClosingReport> settleAll(Duration limit) {
        environment.callbacks().execute(this::begin);
        environment.schedule(limit, () -> environment.callbacks().execute(this::stop));
        return done;
    }

    private void begin() {
        for (TrustlineView line : node.trustlines()) {
            if (line.balance().owedByMe() > 0) {
                debts.put(line.peer(), new Debt(line.balance().owedByMe()));
            }
        }
        List.copyOf(debts.keySet()).forEach(this::settle);
        finishIfDone();
    }

    private void settle(PeerId peer) {
        if (timeIsUp) {
            return;
        }
        if (owed(peer) == 0) {
            finish(peer, "");
            return;
        }
        CompletionStage<Settlement> finished =
                node.settle(peer, SettleOrder.everything()).finished();
        finished.whenComplete(
                (settlement, failure) -> environment.callbacks().execute(() -> ended(peer, settlement, failure)));
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
            default -> finish(peer, "refused: " + code);
        }
    }

    private void retry(PeerId peer, String reason) {
        Debt debt = debts.get(peer);
        if (debt != null) {
            debt.reason = reason;
        }
        environment.schedule(PAUSE, () -> environment.callbacks().execute(() -> settle(peer)));
    }

    private void finish(PeerId peer, String reason) {
        Debt debt = debts.get(peer);
        if (debt != null) {
            debt.finished = true;
            debt.reason = reason;
        }
        finishIfDone();
    }

    private void stop() {
        timeIsUp = true;
        finishIfDone();
    }

    private void finishIfDone() {
        boolean all = debts.values().stream().allMatch(debt -> debt.finished);
        if (all || timeIsUp) {
            timeIsUp = true;
            done.complete(report());
        }
    }

    private ClosingReport report() {
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
