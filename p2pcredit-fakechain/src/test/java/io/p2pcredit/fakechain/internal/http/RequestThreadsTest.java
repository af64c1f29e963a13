package io.p2pcredit.fakechain.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {
    private final RequestThreads threads = new RequestThreads(Duration.ofMillis(50));

    @AfterEach
    void close() {
        threads.close();
    }

    /** A request that waits for its client until it is interrupted. */
    private CompletableFuture<Void> waitForClient() {
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        threads.execute(() -> awaitForEver(interrupted));
        return interrupted;
    }

    private static void awaitForEver(CompletableFuture<Void> interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.complete(null);
        }
    }

    @Test
    void interruptARequestThatWaitsTooLong() throws Exception {
        waitForClient().get(20, TimeUnit.SECONDS);
    }

    @Test
    void leaveARequestAloneWhileItIsWorkedOn() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Boolean> undisturbed = new CompletableFuture<>();
        threads.execute(() -> {
            RequestThreads.pauseLimit();
            working.countDown();
            try {
                undisturbed.complete(done.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                undisturbed.complete(false);
            }
        });
        working.await();
        // One that began later reaches its limit, so the first would have reached its own long ago.
        waitForClient().get(20, TimeUnit.SECONDS);
        done.countDown();
        assertThat(undisturbed.get()).isTrue();
    }

    @Test
    void interruptARequestWhoseAnswerIsTakenTooSlowly() throws Exception {
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        threads.execute(() -> {
            RequestThreads.pauseLimit();
            RequestThreads.resumeLimit();
            awaitForEver(interrupted);
        });
        interrupted.get(20, TimeUnit.SECONDS);
    }
}
