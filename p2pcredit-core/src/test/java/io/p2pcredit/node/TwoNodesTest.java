package io.p2pcredit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TwoNodesTest {
    private final InMemoryWorld world = new InMemoryWorld();
    private final PeerId alice = PeerId.of("Alice");
    private final PeerId bob = PeerId.of("Bob");

    @Test
    void payAndSettleAndLeave() {
        try (CreditNode a = CreditNode.builder(alice)
                        .in(world.with(alice, 500))
                        .inMemory()
                        .start();
                CreditNode b = CreditNode.builder(bob)
                        .in(world.with(bob, 500))
                        .inMemory()
                        .admission(AdmissionPolicy.upTo(100))
                        .start()) {
            a.propose(bob, CreditLimit.of(100)).join();
            a.pay(PaymentOrder.to(bob, 95)).acknowledged().join();
            a.pay(PaymentOrder.to(bob, 5)).acknowledged().join();

            assertThat(a.trustline(bob).orElseThrow().balance()).isEqualTo(Balance.of(-100));
            assertThat(b.trustline(alice).orElseThrow().balance()).isEqualTo(Balance.of(100));

            assertThat(a.settle(bob, SettleOrder.of(60)).finished().join().status())
                    .isEqualTo(SettlementStatus.CREDITED);
            assertThat(a.trustline(bob).orElseThrow().balance()).isEqualTo(Balance.of(-40));

            assertThat(a.settleAllAndClose(Duration.ofSeconds(10)).join().isDebtFree())
                    .isTrue();
            assertThat(b.trustline(alice).orElseThrow().balance()).isEqualTo(Balance.ZERO);
        }
    }
}
