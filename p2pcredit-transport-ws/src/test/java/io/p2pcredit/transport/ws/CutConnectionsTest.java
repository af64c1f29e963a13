package io.p2pcredit.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.contract.Patience;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes pay each other while the network between them breaks their connections off again and again. */
@Timeout(120)
class CutConnectionsTest {
    private static final long SEED = Long.getLong("p2pcredit.seed", new Random().nextLong());
    private static final int CUTS = 12;
    private static final int MOST_UNDER_WAY = 50;
    private static final CreditLimit LIMIT = CreditLimit.of(10_000_000);

    private final Random random = new Random(SEED);
    private final PeerId alice = PeerId.of("Alice");
    private final PeerId bob = PeerId.of("Bob");
    private final InMemoryWorld world = new InMemoryWorld();
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
    void leaveNoPaymentLostOrCountedTwice() throws Exception {
        try (CuttingProxy toAlice = new CuttingProxy(random);
                CuttingProxy toBob = new CuttingProxy(random);
                CreditNode a = node(alice, toAlice.inFrontOf(transportOfAlice));
                CreditNode b = node(bob, toBob.inFrontOf(transportOfBob))) {
            a.propose(bob, LIMIT).get(20, TimeUnit.SECONDS);
            Payer payerAlice = new Payer(a, bob, new Random(SEED + 1));
            Payer payerBob = new Payer(b, alice, new Random(SEED + 2));
            toAlice.cut(true);
            toBob.cut(true);
            Patience.of(Duration.ofSeconds(60)).until(CUTS + " cuts, -Dp2pcredit.seed=" + SEED, () -> {
                payerAlice.pay();
                payerBob.pay();
                return toAlice.cuts() + toBob.cuts() >= CUTS;
            });
            toAlice.cut(false);
            toBob.cut(false);
            payerAlice.pay();
            payerBob.pay();
            long sum = payerBob.acknowledged() - payerAlice.acknowledged();
            assertThat(a.trustline(bob).orElseThrow().balance())
                    .as("seed %d", SEED)
                    .isEqualTo(Balance.of(sum));
            assertThat(b.trustline(alice).orElseThrow().balance())
                    .as("seed %d", SEED)
                    .isEqualTo(Balance.of(-sum));
        }
    }

    private CreditNode node(PeerId name, Transport transport) {
        Surroundings inMemory = world.with(name, 1_000_000_000);
        return CreditNode.builder(name)
                .in(new Surroundings(transport, inMemory.directory(), inMemory.ledger()))
                .inMemory()
                .admission(AdmissionPolicy.upTo(LIMIT.units()))
                .start();
    }

    /** Pays one peer, and remembers what. */
    private static final class Payer {
        private final CreditNode node;
        private final PeerId peer;
        private final Random random;
        private final List<CompletableFuture<Payment>> payments = new ArrayList<>();
        private long sum;

        Payer(CreditNode node, PeerId peer, Random random) {
            this.node = node;
            this.peer = peer;
            this.random = random;
        }

        /** Unless many are under way already. */
        void pay() {
            long underWay =
                    payments.stream().filter(payment -> !payment.isDone()).count();
            if (underWay < MOST_UNDER_WAY) {
                int amount = 1 + random.nextInt(100);
                payments.add(node.pay(PaymentOrder.to(peer, amount)).acknowledged());
                sum += amount;
            }
        }

        /** The sum, once the peer has it all. */
        long acknowledged() throws Exception {
            for (CompletableFuture<Payment> payment : payments) {
                assertThat(payment.get(60, TimeUnit.SECONDS).status()).isEqualTo(PaymentStatus.ACKNOWLEDGED);
            }
            return sum;
        }
    }
}
