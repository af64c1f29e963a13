package io.p2pcredit.transport.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteWatchTest {
    private final Timer timer = new Timer();
    private final WriteWatch watch = new WriteWatch(timer);

    @AfterEach
    void stop() {
        timer.stop();
    }

    @Test
    void looksAgainUntilNothingIsLeftToDo() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        watch.watch(() -> {
            boolean again = looks.incrementAndGet() < 5;
            if (!again) {
                done.countDown();
            }
            return again;
        });
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        looksOnceAt(watch);
        assertThat(looks).hasValue(5);
    }

    @Test
    void looksAtEachOnceInEachRound() throws InterruptedException {
        int[] looks = new int[100]; // of the timer's thread alone
        AtomicInteger mostAhead = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(looks.length);
        watch.watch(() -> {
            for (int i = 0; i < looks.length; i++) {
                watch.watch(counting(looks, i, mostAhead, done));
            }
            return false;
        });
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(mostAhead).hasValue(1);
    }

    @Test
    void goesOnAfterALookHasFailed() throws InterruptedException {
        watch.watch(() -> {
            throw new IllegalStateException("one connection's trouble");
        });
        looksOnceAt(watch);
    }

    private static WriteWatch.Watched counting(int[] looks, int own, AtomicInteger mostAhead, CountDownLatch done) {
        return () -> {
            looks[own]++;
            mostAhead.accumulateAndGet(looks[own] - Arrays.stream(looks).min().orElseThrow(), Math::max);
            if (looks[own] == 5) {
                done.countDown();
            }
            return looks[own] < 5;
        };
    }

    private static void looksOnceAt(WriteWatch watch) throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        watch.watch(() -> {
            looked.countDown();
            return false;
        });
        assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
