package io.p2pcredit.transport.ws;

import io.p2pcredit.transport.ws.internal.Limits;
import io.p2pcredit.transport.ws.internal.Limits.Times;
import java.time.Duration;

/** Transports with other limits than the usual ones, for tests of other packages. */
public final class Transports {
    private Transports() {}

    /**
     * A transport whose opened connections are looked after more closely.
     *
     * @param ping after so much silence a sign of life is asked for
     * @param lost after so much silence the connection is given up
     * @param message how long one frame may take
     */
    public static WebSocketTransport watching(Duration ping, Duration lost, Duration message) {
        Limits usual = Limits.standard();
        Times times = usual.times();
        return WebSocketTransport.builder()
                .limits(usual.with(new Times(times.dial(), times.authentication(), ping, lost, message, times.flush())))
                .build();
    }
}
