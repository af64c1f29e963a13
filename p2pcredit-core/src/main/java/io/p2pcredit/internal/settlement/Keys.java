package io.p2pcredit.internal.settlement;

import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.machine.Line;

/** Names of a line's settlements: a line under another key of the same peer has others. */
final class Keys {
    private Keys() {}

    /** This end's own settlement of that number. */
    static SettlementKey outgoing(Line line, long number) {
        return SettlementKey.of(line.identity().id(), line.identity().side(), number);
    }

    /** The peer's settlement of that number. */
    static SettlementKey incoming(Line line, long number) {
        return SettlementKey.of(line.identity().id(), line.identity().side().other(), number);
    }
}
