package io.p2pcredit.examples;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.Plan;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import java.util.stream.Collectors;

/**
 * A payment larger than the limit leaves room for: the node pays what the limit still allows, settles everything owed,
 * and pays the rest. What it will do can be asked for first.
 */
public final class PayPastTheLimit {
    private static final PeerId BOB = PeerId.of("Bob");
    private static final PeerId CHARLIE = PeerId.of("Charlie");

    private PayPastTheLimit() {}

    public static void main(String[] arguments) {
        InMemoryWorld world = new InMemoryWorld();
        try (CreditNode alice = start(world, PeerId.of("Alice"));
                CreditNode bob = start(world, BOB);
                CreditNode charlie = start(world, CHARLIE)) {
            alice.propose(bob.self(), CreditLimit.of(100)).join();
            alice.propose(charlie.self(), CreditLimit.of(100)).join();
            alice.pay(PaymentOrder.to(BOB, 60)).acknowledged().join();
            alice.pay(PaymentOrder.to(CHARLIE, 95)).acknowledged().join();

            PaymentOrder order = PaymentOrder.to(CHARLIE, 10);
            System.out.println(inWords(alice.plan(order)));
            alice.pay(order).acknowledged().join();
            System.out.println("Bob: " + alice.trustline(BOB).orElseThrow().balance());
            System.out.println(
                    "Charlie: " + alice.trustline(CHARLIE).orElseThrow().balance());
        }
    }

    private static CreditNode start(InMemoryWorld world, PeerId name) {
        return CreditNode.builder(name)
                .in(world.with(name, 500))
                .inMemory()
                .admission(AdmissionPolicy.upTo(100))
                .start();
    }

    private static String inWords(Plan plan) {
        return plan.steps().stream()
                .map(step -> (step instanceof PlanStep.Pay ? "pay " : "settle ") + step.units())
                .collect(Collectors.joining(", "));
    }
}
