package io.p2pcredit.cli.bench.load;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PeerId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One payment at a time: the next one when the one before is acknowledged. */
public record SerialLoad(PeerId payee) implements Load {
    @Override
    public Outcome run(CreditNode node, Timing timing) {
        Meter meter = new Meter();
        Course course = new Course(meter, timing);
        while (course.goesOn()) {
            pay(node, meter);
        }
        return course.outcome();
    }

    private void pay(CreditNode node, Meter meter) {
        long asked = System.nanoTime();
        CompletableFuture<Payment> acknowledged =
                node.pay(PaymentOrder.to(payee, 1)).acknowledged();
        try {
            meter.done(asked, acknowledged.get(PATIENCE_NANOS, TimeUnit.NANOSECONDS), null);
        } catch (ExecutionException e) {
            meter.done(asked, null, e.getCause());
        } catch (TimeoutException e) {
            meter.fail("a payment was not acknowledged within a minute");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            meter.fail("interrupted");
        }
    }
}
