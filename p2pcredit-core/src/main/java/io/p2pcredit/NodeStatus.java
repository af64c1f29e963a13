package io.p2pcredit;

import java.util.Optional;

/**
 * Whether a node is at work.
 *
 * @param reason why it is {@link State#HALTED}
 */
public record NodeStatus(State state, Optional<String> reason) {
    /** The states, in the order in which a node goes through them. */
    public enum State {
        /** Not yet known to the world. Signs nothing. */
        STARTING,
        READY,
        /** The store has failed, or something impossible has happened: nothing is signed or sent any more. */
        HALTED,
        CLOSED
    }

    public static NodeStatus of(State state) {
        return new NodeStatus(state, Optional.empty());
    }

    public static NodeStatus halted(String reason) {
        return new NodeStatus(State.HALTED, Optional.of(reason));
    }
}
