package io.p2pcredit.transport.ws.codec;

import io.p2pcredit.message.PeerMessage.Reason;
import io.p2pcredit.trustline.entry.MalformedException;

/** The names of the reasons of a {@code refused}. */
final class ReasonName {
    private ReasonName() {}

    static String of(Reason reason) {
        return switch (reason) {
            case TOO_MANY_PROPOSALS -> "too-many-proposals";
            case FROZEN -> "frozen";
        };
    }

    static Reason reason(String name) {
        for (Reason reason : Reason.values()) {
            if (of(reason).equals(name)) {
                return reason;
            }
        }
        throw new MalformedException("there is no such \"reason\"");
    }
}
