package io.p2pcredit.cli.bench.load;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PeerId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Every payment on another line: each payee is paid again as soon as it has acknowledged, so that there is one payment
 * under way on each line, and never two.
 */
public record RoundLoad(List<PeerId> payees) implements Load {
    private static final long LOOK_NANOS = 1_000_000;

    public RoundLoad {
        payees = List.copyOf(payees);
    }

    @Override
    public Outcome run(CreditNode node, Timing timing) {
        Meter meter = new Meter();
        Round round = new Round(node, meter, new Window(payees.size()));
        Course course = new Course(meter, timing);
        payees.forEach(round::enter);
        while (course.goesOn()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        if (!round.end()) {
            meter.fail("a payment was not acknowledged within a minute");
        }
        return course.outcome();
    }

    private static final class Round {
        private final CreditNode node;
        private final Meter meter;
        private final Window window;
        private volatile boolean ended;

        Round(CreditNode node, Meter meter, Window window) {
            this.node = node;
            this.meter = meter;
            this.window = window;
        }

        void enter(PeerId payee) {
            if (window.enter(() -> true)) {
                pay(payee);
            }
        }

        boolean end() {
            ended = true;
            return window.awaitEmpty(PATIENCE_NANOS);
        }

        private void pay(PeerId payee) {
            long asked = System.nanoTime();
            CompletableFuture<Payment> unused = node.pay(PaymentOrder.to(payee, 1))
                    .acknowledged()
                    .whenComplete((payment, thrown) -> {
                        boolean paid = meter.done(asked, payment, thrown);
                        if (paid && !ended) {
                            pay(payee);
                        } else {
                            window.leave();
                        }
                    });
        }
    }
}
