package io.p2pcredit.internal.loop;

import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.Link;

/** A line as the node holds it between two rounds. */
public record Held(Line line, Link link) {
    /** Whether both ends are connected and in step. */
    public boolean isInStep() {
        return link.isReady();
    }
}
