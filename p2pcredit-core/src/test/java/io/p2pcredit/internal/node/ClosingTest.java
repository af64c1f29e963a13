package io.p2pcredit.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.CreditNode;
import io.p2pcredit.PendingSettlement;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.PeerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private static final PeerId BOB = PeerId.of("Bob");

    private final CreditNode node = mock(CreditNode.class);
    private final NodeEnvironment environment = mock(NodeEnvironment.class);

    @Test
    void namesEveryDebtThoughTheTimeIsUpAtOnce() {
        TrustlineView line = mock(TrustlineView.class);
        when(line.peer()).thenReturn(BOB);
        when(line.balance()).thenReturn(Balance.of(-80));
        when(line.state()).thenReturn(TrustlineView.State.OPEN);
        when(node.trustline(BOB)).thenReturn(Optional.of(line));
        when(node.trustlines()).thenReturn(List.of(line));
        when(node.settlements()).thenReturn(List.of());
        PendingSettlement pending = mock(PendingSettlement.class);
        when(pending.finished()).thenReturn(new CompletableFuture<>());
        when(node.settle(any(), any())).thenReturn(pending);
        when(environment.schedule(any(), any())).thenAnswer(call -> {
            Duration delay = call.getArgument(0);
            Runnable task = call.getArgument(1);
            if (delay.isZero()) {
                task.run();
            }
            return mock(NodeEnvironment.Timer.class);
        });

        ClosingReport report = new Closing(node, environment)
                .settleAll(Duration.ZERO)
                .toCompletableFuture()
                .join();

        assertThat(report.lines()).containsExactly(new ClosingReport.Line(BOB, 0, Balance.of(-80), "the peer is away"));
        assertThat(report.isDebtFree()).isFalse();
    }
}
