package io.p2pcredit.architecture.broken.trustline;

import java.io.File;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** A line with everything in it that does not belong there. */
public final class ImpureLine {
    public static final List<String> METHODS = List.of("counts", "reads", "dials", "logs", "draws", "tells", "threads");

    private ImpureLine() {}

    static long counts() {
        return new AtomicLong().get();
    }

    static boolean reads() {
        return new File(".").exists();
    }

    static String dials() {
        return URI.create("ws://127.0.0.1").getHost();
    }

    static String logs() {
        return LoggerFactory.getLogger("line").getName();
    }

    static int draws() {
        return new SecureRandom().nextInt();
    }

    static Instant tells() {
        return Clock.systemUTC().instant();
    }

    static String threads() {
        return Thread.currentThread().getName();
    }
}
