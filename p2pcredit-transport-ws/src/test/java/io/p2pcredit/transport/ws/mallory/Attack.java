package io.p2pcredit.transport.ws.mallory;

import io.p2pcredit.trustline.machine.Misbehaviour;
import java.io.IOException;

/**
 * Something that Mallory does, and what comes of it.
 *
 * @param name what she does, in words
 */
record Attack(String name, Deed deed, Answer answer) {
    /** What Mallory does on a connection that has come as far as the test says. */
    @FunctionalInterface
    interface Deed {
        void by(Mallory mallory, Scene scene) throws IOException;
    }

    /** The same where the scene does not matter. */
    @FunctionalInterface
    interface Word {
        void by(Mallory mallory) throws IOException;
    }

    /** What the node answers. Whatever it is, nothing that was written before moves. */
    sealed interface Answer {}

    /** The connection ends with this WebSocket status; the next one goes on as if nothing had been said. */
    record Closed(int status) implements Answer {}

    /** The line is frozen, for this reason, and the evidence is kept. */
    record Frozen(Misbehaviour reason) implements Answer {}

    /** Nothing, and the session goes on. */
    record Ignored() implements Answer {}

    static Attack of(String name, Answer answer, Word word) {
        return new Attack(name, (mallory, scene) -> word.by(mallory), answer);
    }

    static Answer closed(int status) {
        return new Closed(status);
    }

    static Answer frozen(Misbehaviour reason) {
        return new Frozen(reason);
    }

    static Answer ignored() {
        return new Ignored();
    }

    @Override
    public String toString() {
        return name;
    }
}
