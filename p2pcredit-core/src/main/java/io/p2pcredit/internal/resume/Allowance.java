package io.p2pcredit.internal.resume;

import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Window;
import java.util.ArrayDeque;

/**
 * How much may be on its way to a peer that gets back in step: as much as the protocol's window holds, beyond what the
 * peer has said that it has stored. Sizes are those of canonical bytes. Not thread-safe.
 */
final class Allowance {
    /**
     * As long as the peer has shown nothing and reported nothing it has the queue of a stranger, which is 64 KiB on the
     * wire, and the largest encoding takes four times as much as the canonical bytes.
     */
    static final long STRANGER_BYTES = 16 * 1024;

    private final ArrayDeque<Sent> own = new ArrayDeque<>();
    private final ArrayDeque<Sent> theirs = new ArrayDeque<>();
    private long bound;
    private long bytes;

    private record Sent(long seq, int bytes) {}

    private Allowance(long bound) {
        this.bound = bound;
    }

    /** What a peer may be sent that has shown that much of each chain. */
    static Allowance of(long ownHeld, long theirsHeld) {
        return new Allowance(ownHeld == 0 && theirsHeld == 0 ? STRANGER_BYTES : Window.MAX_BYTES);
    }

    boolean admits(Update update) {
        return own.size() + theirs.size() < Window.MAX_UPDATES && bytes + size(update) <= bound;
    }

    void sent(Direction writer, Update update) {
        Sent sent = new Sent(update.proof().seq(), size(update));
        bytes += sent.bytes();
        of(writer).add(sent);
    }

    /** The peer has stored this much of each chain. */
    void progressed(long ownStored, long theirsStored) {
        bound = Window.MAX_BYTES;
        forget(own, ownStored);
        forget(theirs, theirsStored);
    }

    private void forget(ArrayDeque<Sent> sent, long stored) {
        while (!sent.isEmpty() && sent.element().seq() <= stored) {
            bytes -= sent.remove().bytes();
        }
    }

    private ArrayDeque<Sent> of(Direction writer) {
        return writer == Direction.OUTGOING ? own : theirs;
    }

    private static int size(Update update) {
        return CanonicalForm.size(update);
    }
}
