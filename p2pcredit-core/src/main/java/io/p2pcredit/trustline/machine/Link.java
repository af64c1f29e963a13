package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import java.util.OptionalLong;

/**
 * How a line stands with its peer at this moment. Not durable: a node that starts is away from everybody.
 *
 * @param shown the number of the newest own entry that this end has shown in this session; an update of the peer that
 *     is new in this session covers at least that one
 * @param awaited the number of the newest entry that the peer has shown, once it has
 */
@Immutable
public record Link(Phase phase, long shown, OptionalLong awaited) {
    public static final Link AWAY = new Link(Phase.AWAY, 0, OptionalLong.empty());

    /** What a line may do. */
    public enum Phase {
        /** No session. Nothing is signed but what was taken in before. */
        AWAY,
        /** Getting back in step. Nothing is signed, whatever asks for it. */
        RESUMING,
        READY
    }

    static Link resuming(long shown) {
        return new Link(Phase.RESUMING, shown, OptionalLong.empty());
    }

    Link awaiting(long seq) {
        return new Link(Phase.RESUMING, shown, OptionalLong.of(seq));
    }

    /** The peer has nothing, and may write without knowing what was shown to it: it need not hold a proposal. */
    Link awaitingNothing() {
        return new Link(Phase.RESUMING, 0, OptionalLong.of(0));
    }

    Link ready() {
        return new Link(Phase.READY, shown, awaited);
    }

    public boolean isReady() {
        return phase == Phase.READY;
    }
}
