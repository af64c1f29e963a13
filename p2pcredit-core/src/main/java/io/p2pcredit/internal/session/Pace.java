package io.p2pcredit.internal.session;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.time.Duration;
import java.util.Optional;

/**
 * How fast one peer is listened to: everything that costs it no credit and costs this node work is counted, and whoever
 * has more of it than it is allowed is read more slowly, and refused nothing. Not thread-safe.
 */
final class Pace {
    /** What a peer may do at once. */
    static final int AT_ONCE = 100;

    /** What it may do in each second after that. */
    static final int PER_SECOND = 10;

    static final Duration LONGEST = Duration.ofSeconds(10);

    /** What it counts to ask for everything again. */
    static final int RETURN = 25;

    private static final long EACH_NANOS = Duration.ofSeconds(1).toNanos() / PER_SECOND;

    private long owedNanos;
    private long since;

    /** Nothing is counted yet. */
    Pace(long nanoTime) {
        since = nanoTime;
    }

    /** Counts something that was done; returns how long to read nothing more. */
    Duration after(int cost, long nanoTime) {
        owedNanos = Math.max(0, owedNanos - (nanoTime - since)) + cost * EACH_NANOS;
        since = nanoTime;
        long tooMuch = Math.max(0, owedNanos - AT_ONCE * EACH_NANOS);
        return Duration.ofNanos(Math.min(tooMuch, LONGEST.toNanos()));
    }

    /**
     * What a message counts.
     *
     * @param before the peer's newest proof that was held before the message
     * @param after the same after it
     */
    static int cost(PeerMessage message, Optional<SignedProof> before, Optional<SignedProof> after) {
        if (message instanceof PeerMessage.Deliver deliver && !before.equals(after)) {
            return free(deliver.update());
        }
        if (message instanceof PeerMessage.Resume resume && seq(resume.mine()) < seq(before)) {
            return RETURN;
        }
        return message instanceof PeerMessage.Progress ? 0 : 1;
    }

    private static long seq(Optional<SignedProof> newest) {
        return newest.map(signed -> signed.proof().seq()).orElse(0L);
    }

    /** The entries that pay nothing. */
    private static int free(Update update) {
        int free = 0;
        for (Entry entry : update.entries()) {
            boolean pays = entry instanceof Entry.Payment || entry instanceof Entry.PaymentBatch;
            free += pays ? 0 : 1;
        }
        return free;
    }
}
