package io.p2pcredit.transport.ws;

import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.Limits.Times;

/** Transports with other limits than the usual ones, for tests of other packages. */
public final class Transports {
    private Transports() {}

    public static WebSocketTransport with(Times times) {
        return WebSocketTransport.builder()
                .limits(Limits.standard().with(times))
                .build();
    }
}
