package io.p2pcredit.cli.bench.load;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.trustline.Payment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * As many orders as the node takes, with a limit to how many are under way. A node that is {@code BUSY} is left alone for
 * a millisecond.
 *
 * @param orders the next one, again and again
 * @param outstanding how many orders are under way at most
 */
public record PipelinedLoad(Supplier<PaymentOrder> orders, int outstanding) implements Load {
    private static final long PAUSE_NANOS = 1_000_000;

    @Override
    public Outcome run(CreditNode node, Timing timing) {
        Meter meter = new Meter();
        Window window = new Window(outstanding);
        Course course = new Course(meter, timing);
        long busy = 0;
        while (course.goesOn()) {
            if (meter.busy() > busy) {
                LockSupport.parkNanos(PAUSE_NANOS);
                busy = meter.busy();
            }
            if (window.enter(course::goesOn)) {
                pay(node, meter, window);
            }
        }
        if (!window.awaitEmpty(PATIENCE_NANOS)) {
            meter.fail("a payment was not acknowledged within a minute");
        }
        return course.outcome();
    }

    private void pay(CreditNode node, Meter meter, Window window) {
        long asked = System.nanoTime();
        CompletableFuture<Payment> unused = node.pay(orders.get())
                .acknowledged()
                .whenComplete((payment, thrown) -> {
                    meter.done(asked, payment, thrown);
                    window.leave();
                });
    }
}
