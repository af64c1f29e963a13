package io.p2pcredit.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.NodeEnvironmentContract;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SystemEnvironmentTest extends NodeEnvironmentContract {
    @Override
    protected NodeEnvironment environment() {
        return NodeEnvironment.system();
    }

    @Test
    void runsEverythingOnDaemonsNamedAfterTheirWork() {
        try (NodeEnvironment environment = environment()) {
            List<Thread> threads = Stream.of(environment.owner(), environment.workers(), environment.callbacks())
                    .map(SystemEnvironmentTest::threadOf)
                    .toList();
            assertThat(threads).allMatch(Thread::isDaemon);
            assertThat(threads)
                    .extracting(Thread::getName)
                    .containsExactly("p2pcredit-owner-0", "p2pcredit-worker-0", "p2pcredit-callbacks-0");
        }
    }

    @Test
    void hasAtLeastTwoWorkersAtOnce() throws InterruptedException {
        try (NodeEnvironment environment = environment()) {
            CountDownLatch bothRun = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                environment.workers().execute(() -> {
                    bothRun.countDown();
                    await(bothRun);
                });
            }
            assertThat(bothRun.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void endsItsThreadsWhenItIsClosed() throws InterruptedException {
        NodeEnvironment environment = environment();
        Thread owner = threadOf(environment.owner());
        environment.close();
        owner.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(owner.isAlive()).isFalse();
    }

    private static Thread threadOf(Executor executor) {
        return CompletableFuture.supplyAsync(Thread::currentThread, executor).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
