package io.p2pcredit.examples;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;

/** Two peers in one process: one opens a trustline to the other and pays on it, past the limit. */
public final class TwoPeersInOneProcess {
    private TwoPeersInOneProcess() {}

    @SuppressWarnings("try") // nobody asks Bob for anything
    public static void main(String[] arguments) {
        InMemoryWorld world = new InMemoryWorld(); // transport, ledger and directory of one process
        PeerId alice = PeerId.of("Alice");
        PeerId bob = PeerId.of("Bob");
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
            a.pay(PaymentOrder.to(bob, 10)).acknowledged().join(); // 5, settle 100, 5
            System.out.println(a.trustline(bob).orElseThrow().balance()); // -5: Alice owes Bob 5
        }
    }
}
