package io.p2pcredit.cli.bench.peer;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The orders that come in. Read all the time, also while one is carried out: when no more can come, the process ends,
 * if need be in the middle of what it does.
 */
final class Orders {
    private static final long SECONDS_TO_LEAVE = 1;

    private final BlockingQueue<Optional<Order>> read = new LinkedBlockingQueue<>();

    private Orders() {}

    /** @param lastDeed done before the process ends in the middle of an order */
    static Orders of(Channel channel, Runnable lastDeed) {
        Orders orders = new Orders();
        Thread reader = new Thread(() -> orders.readAll(channel, lastDeed), "orders");
        reader.setDaemon(true);
        reader.start();
        return orders;
    }

    /** Waits for the next one; empty if there are no more. */
    Optional<Order> next() {
        try {
            return read.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void readAll(Channel channel, Runnable lastDeed) {
        Optional<Order> order = channel.receive(Order.class);
        while (order.isPresent()) {
            read.add(order);
            order = channel.receive(Order.class);
        }
        read.add(Optional.empty());
        waitForTheEnd();
        lastDeed.run();
        Runtime.getRuntime().halt(0);
    }

    private static void waitForTheEnd() {
        try {
            TimeUnit.SECONDS.sleep(SECONDS_TO_LEAVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
