package io.p2pcredit.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WindowTest {
    @Test
    void takesAsManyAsItHolds() {
        Window window = new Window(2);
        assertThat(window.enter(() -> false)).isTrue();
        assertThat(window.enter(() -> false)).isTrue();
        assertThat(window.enter(() -> false)).isFalse();
    }

    @Test
    void opensAgainWhenAnEighthOfThemIsThrough() {
        Window window = new Window(16);
        enter(window, 16);
        AtomicInteger looks = new AtomicInteger();
        boolean entered = window.enter(() -> {
            window.leave();
            return looks.incrementAndGet() < 10;
        });
        assertThat(entered).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void wakesWhoWaits() throws Exception {
        Semaphore waiting = new Semaphore(0);
        Semaphore full = new Semaphore(0);
        CompletableFuture<Window> made = new CompletableFuture<>();
        CompletableFuture<Boolean> entered = CompletableFuture.supplyAsync(() -> {
            Window window = new Window(1);
            enter(window, 1);
            made.complete(window);
            full.release();
            return window.enter(() -> {
                waiting.release();
                return true;
            });
        });
        assertThat(full.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        made.get(30, TimeUnit.SECONDS).leave();
        assertThat(entered.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isEmptyWhenAllHaveLeft() {
        Window window = new Window(2);
        enter(window, 1);
        assertThat(window.awaitEmpty(1)).isFalse();
        window.leave();
        assertThat(window.awaitEmpty(1)).isTrue();
    }

    private static void enter(Window window, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(window.enter(() -> false)).isTrue();
        }
    }
}
