package io.p2pcredit.doubles;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for something that never comes: longer than any suite here has patience, and not for ever. */
final class Endless {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Endless() {}

    static void waiting() {
        try {
            NEVER.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
