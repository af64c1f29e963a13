package io.p2pcredit.internal.session;

import io.p2pcredit.trustline.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which session with one peer counts, if there are two: the current one, on which this end has shown where it stands,
 * and a rival, on which it has not. A rival takes over when the current one ends, or when the peer shows on it where it
 * stands, for then the peer has begun with it.
 *
 * <p>If both have dialled at once, each may have begun with another one. As long as neither has resumed, the one that
 * the lower key has dialled stays. After that a rival that this end has dialled is no more than late: this end had no
 * session when it dialled, and a rival that the peer has dialled after the current one is what the peer has now.
 * Whatever loses is ended only once the other one has resumed. Not thread-safe.
 *
 * @param <S> a session
 */
final class Standing<S> {
    private final PublicKey self;
    private @Nullable Contender<S> current;
    private @Nullable Contender<S> rival;

    /** No session yet of the node with that key. */
    Standing(PublicKey self) {
        this.self = self;
    }

    private static final class Contender<S> {
        private final S session;
        private final PublicKey dialer;
        private boolean resumed;

        Contender(S session, PublicKey dialer) {
            this.session = session;
            this.dialer = dialer;
        }
    }

    /**
     * What has to be done.
     *
     * @param starts the session that is the current one from now on
     * @param ends a session that has lost
     */
    record Verdict<S>(Optional<S> starts, Optional<S> ends) {
        private static <S> Verdict<S> of(@Nullable Contender<S> starts, @Nullable Contender<S> ends) {
            return new Verdict<>(session(starts), session(ends));
        }
    }

    Optional<S> current() {
        return session(current);
    }

    Optional<S> rival() {
        return session(rival);
    }

    boolean isEmpty() {
        return current == null && rival == null;
    }

    /** Both sides have proven who they are. */
    Verdict<S> opened(S session, PublicKey dialer) {
        Contender<S> opened = new Contender<>(session, dialer);
        if (current == null) {
            current = opened;
            return Verdict.of(opened, null);
        }
        Contender<S> loser = rival;
        rival = opened;
        return Verdict.of(null, loser);
    }

    /** The peer has shown on that session where it stands. */
    Verdict<S> resumed(S session) {
        Contender<S> staying = current;
        Contender<S> rising = rival;
        if (staying != null && staying.session.equals(session)) {
            staying.resumed = true;
            rival = rising != null && isDialledAgain(staying, rising) ? rising : null;
            return Verdict.of(null, rival == null ? rising : null);
        }
        if (staying == null || rising == null || !rising.session.equals(session)) {
            return Verdict.of(null, null);
        }
        boolean waits = staying.resumed ? rising.dialer.equals(self) : rising.dialer.compareTo(staying.dialer) > 0;
        if (waits) {
            return Verdict.of(null, null);
        }
        rising.resumed = true;
        current = rising;
        rival = null;
        return Verdict.of(rising, staying);
    }

    /** Whether the peer has dialled both, and so has left the first, however late its last words are. */
    private boolean isDialledAgain(Contender<S> first, Contender<S> second) {
        return first.dialer.equals(second.dialer) && !second.dialer.equals(self);
    }

    /** That session has ended. */
    Verdict<S> closed(S session) {
        Contender<S> rising = rival;
        if (current != null && current.session.equals(session)) {
            current = rising;
            rival = null;
            return Verdict.of(rising, null);
        }
        if (rising != null && rising.session.equals(session)) {
            rival = null;
        }
        return Verdict.of(null, null);
    }

    private static <S> Optional<S> session(@Nullable Contender<S> contender) {
        return contender == null ? Optional.empty() : Optional.of(contender.session);
    }
}
