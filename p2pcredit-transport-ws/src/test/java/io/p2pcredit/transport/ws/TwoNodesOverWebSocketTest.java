package io.p2pcredit.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.Proposal;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.contract.Patience;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TwoNodesOverWebSocketTest {
    private final InMemoryWorld world = new InMemoryWorld();
    private final PeerId alice = PeerId.of("Alice");
    private final PeerId bob = PeerId.of("Bob");
    private final WebSocketTransport transportOfAlice =
            WebSocketTransport.builder().build();
    private final WebSocketTransport transportOfBob =
            WebSocketTransport.builder().build();

    @AfterEach
    void close() {
        transportOfAlice.close();
        transportOfBob.close();
    }

    @Test
    void proposeAcceptPayAndSettle() {
        try (CreditNode a = node(alice, transportOfAlice);
                CreditNode b = node(bob, transportOfBob)) {
            CompletableFuture<TrustlineView> line = a.propose(bob, CreditLimit.of(100));
            b.accept(awaitProposal(b).peer(), CreditLimit.of(100)).join();
            line.join();

            a.pay(PaymentOrder.to(bob, 95).withMemo("für \"Tee\" \u2615"))
                    .acknowledged()
                    .join();
            b.pay(PaymentOrder.to(alice, 15)).acknowledged().join();
            assertThat(a.trustline(bob).orElseThrow().balance()).isEqualTo(Balance.of(-80));
            assertThat(b.trustline(alice).orElseThrow().balance()).isEqualTo(Balance.of(80));

            assertThat(a.settle(bob, SettleOrder.everything()).finished().join().status())
                    .isEqualTo(SettlementStatus.CREDITED);
            assertThat(a.trustline(bob).orElseThrow().balance()).isEqualTo(Balance.ZERO);
        }
    }

    @Test
    void payThousandsOfTimesAtOnce() {
        try (CreditNode a = node(alice, transportOfAlice);
                CreditNode b = node(bob, transportOfBob)) {
            CompletableFuture<TrustlineView> line = a.propose(bob, CreditLimit.of(1_000_000));
            b.accept(awaitProposal(b).peer(), CreditLimit.of(1_000_000)).join();
            line.join();

            CompletableFuture<?>[] payments = LongStream.range(0, 2_000)
                    .mapToObj(i -> a.pay(PaymentOrder.to(bob, 1)).acknowledged())
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(payments).join();
            Amounts many = Amounts.of(
                    LongStream.generate(() -> 3).limit(Amounts.MAX_COUNT).toArray());
            b.pay(PaymentOrder.batch(alice, many)).acknowledged().join();
            assertThat(a.trustline(bob).orElseThrow().balance()).isEqualTo(Balance.of(28_000));
            assertThat(b.trustline(alice).orElseThrow().balance()).isEqualTo(Balance.of(-28_000));
        }
    }

    private CreditNode node(PeerId name, WebSocketTransport transport) {
        Surroundings inMemory = world.with(name, 100_000);
        return CreditNode.builder(name)
                .in(new Surroundings(transport, inMemory.directory(), inMemory.ledger()))
                .inMemory()
                .start();
    }

    private static Proposal awaitProposal(CreditNode node) {
        Patience.of(Duration.ofSeconds(30))
                .until("a proposal has come", () -> !node.proposals().isEmpty());
        return node.proposals().get(0);
    }
}
