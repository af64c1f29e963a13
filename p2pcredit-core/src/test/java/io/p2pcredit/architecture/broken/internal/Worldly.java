package io.p2pcredit.architecture.broken.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads clocks, draws numbers and starts threads in every way there is. */
public final class Worldly {
    public static final List<String> METHODS = List.of(
            "readsNanos",
            "readsMillis",
            "readsInstant",
            "refersToNow",
            "readsDate",
            "readsClock",
            "drawsUuid",
            "drawsNumber",
            "drawsSecurely",
            "drawsFromMath",
            "shuffles",
            "startsThread",
            "startsPool",
            "startsForkJoin",
            "startsTimer",
            "completesAsync",
            "timesOut",
            "streamsInParallel");

    private Worldly() {}

    static long readsNanos() {
        return System.nanoTime();
    }

    static long readsMillis() {
        return System.currentTimeMillis();
    }

    static Instant readsInstant() {
        return Instant.now();
    }

    static Supplier<Instant> refersToNow() {
        return Instant::now;
    }

    static LocalDate readsDate() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    static Instant readsClock() {
        return Clock.systemUTC().instant();
    }

    static UUID drawsUuid() {
        return UUID.randomUUID();
    }

    static int drawsNumber(Random random) {
        return random.nextInt();
    }

    static int drawsSecurely() {
        return new SecureRandom().nextInt();
    }

    static double drawsFromMath() {
        return Math.random();
    }

    static void shuffles(List<String> list) {
        Collections.shuffle(list);
    }

    static void startsThread(Runnable task) {
        new Thread(task).start();
    }

    static ExecutorService startsPool() {
        return Executors.newCachedThreadPool();
    }

    static ForkJoinPool startsForkJoin() {
        return ForkJoinPool.commonPool();
    }

    static Timer startsTimer() {
        return new Timer(true);
    }

    static CompletableFuture<Void> completesAsync(Runnable task) {
        return CompletableFuture.runAsync(task);
    }

    static CompletableFuture<String> timesOut(CompletableFuture<String> future) {
        return future.orTimeout(1, TimeUnit.SECONDS);
    }

    static long streamsInParallel(List<String> list) {
        return list.parallelStream().count() + list.stream().parallel().count();
    }
}
