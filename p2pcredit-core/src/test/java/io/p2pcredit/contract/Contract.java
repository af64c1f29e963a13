package io.p2pcredit.contract;

import java.time.Duration;

/**
 * What an adapter of a plug point has promised, as tests. An adapter's own test extends the suite of its plug point and
 * says how its adapters are made; it closes what it has made. Every test begins with an adapter, or a storage, of its
 * own.
 */
public abstract class Contract {
    /** How long something that was promised may take on a busy machine. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    final Patience waiting() {
        return Patience.of(patience());
    }
}
