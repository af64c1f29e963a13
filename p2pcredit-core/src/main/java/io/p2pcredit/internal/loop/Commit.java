package io.p2pcredit.internal.loop;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Effect;
import io.p2pcredit.trustline.machine.LineRecord;
import java.time.Instant;
import java.util.List;

/**
 * What a round has made durable, and what is to be done now.
 *
 * @param position the journal group's position; 0 if there was nothing to store
 * @param mark tells the group from any other one at its position
 * @param bytes its size
 * @param at when, for people
 */
public record Commit(long position, int mark, int bytes, Instant at, List<Change> changes, List<LineEffect> effects) {
    public Commit {
        changes = List.copyOf(changes);
        effects = List.copyOf(effects);
    }

    /** One line's way from its last durable point to this one. */
    public record Change(PeerId peer, Held before, Held after, List<LineRecord> facts) {
        public Change {
            facts = List.copyOf(facts);
        }
    }

    /** An effect of one line. */
    public record LineEffect(PeerId peer, Effect effect) {}
}
