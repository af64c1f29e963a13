package io.p2pcredit.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.CreditNode;
import io.p2pcredit.PendingSettlement;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosingTest {
    private static final PeerId BOB = PeerId.of("Bob");

    private final CreditNode node = mock(CreditNode.class);
    private final NodeEnvironment environment = mock(NodeEnvironment.class);

    @Test
    void namesEveryDebtThoughTheTimeIsUpAtOnce() {
        owes(80);
        when(node.settlements()).thenReturn(List.of());
        PendingSettlement pending = mock(PendingSettlement.class);
        when(pending.finished()).thenReturn(new CompletableFuture<>());
        when(node.settle(any(), any())).thenReturn(pending);

        ClosingReport report = settleAll(Duration.ZERO).join();

        assertThat(report.lines()).containsExactly(new ClosingReport.Line(BOB, 0, Balance.of(-80), "the peer is away"));
        assertThat(report.isDebtFree()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void paysNobodyAgainWhoHasCreditedLess(boolean before) {
        owes(79);
        Settlement less = new Settlement(
                new SettlementKey(7, 1),
                BOB,
                Direction.OUTGOING,
                1,
                1,
                SettlementStatus.CREDITED,
                Optional.of(TransactionId.of("tx-1")),
                Optional.of(SettlementReason.because(SettlementReason.Code.CREDITED_LESS)));
        when(node.settlements()).thenReturn(before ? List.of(less) : List.of());
        PendingSettlement pending = mock(PendingSettlement.class);
        CompletableFuture<Settlement> finished = new CompletableFuture<>();
        when(pending.finished()).thenReturn(finished).thenReturn(new CompletableFuture<>());
        when(node.settle(any(), any())).thenReturn(pending);
        CompletableFuture<ClosingReport> report = settleAll(Duration.ofHours(1));
        when(node.settlements()).thenReturn(List.of(less));
        finished.complete(less);

        assertThat(report).isDone();
        assertThat(report.join().lines())
                .containsExactly(
                        new ClosingReport.Line(BOB, 0, Balance.of(-79), "the peer has credited less than it was paid"));
        verify(node, times(before ? 0 : 1)).settle(any(), any());
    }

    private void owes(long units) {
        TrustlineView line = mock(TrustlineView.class);
        when(line.peer()).thenReturn(BOB);
        when(line.balance()).thenReturn(Balance.of(-units));
        when(line.state()).thenReturn(TrustlineView.State.OPEN);
        when(node.trustline(BOB)).thenReturn(Optional.of(line));
        when(node.trustlines()).thenReturn(List.of(line));
    }

    private CompletableFuture<ClosingReport> settleAll(Duration limit) {
        when(environment.schedule(any(), any())).thenAnswer(call -> {
            Duration delay = call.getArgument(0);
            Runnable task = call.getArgument(1);
            if (delay.isZero()) {
                task.run();
            }
            return mock(NodeEnvironment.Timer.class);
        });
        return new Closing(node, environment).settleAll(limit).toCompletableFuture();
    }
}
