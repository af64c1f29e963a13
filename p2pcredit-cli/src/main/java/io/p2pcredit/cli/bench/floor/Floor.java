package io.p2pcredit.cli.bench.floor;

import io.p2pcredit.cli.bench.load.Latency;

/**
 * What this machine needs, at best, for the parts of a payment.
 *
 * @param append 200 bytes to a file, durable
 * @param commit 200 bytes to the journal of the chosen store
 * @param roundTrip 200 bytes over a WebSocket to the other process and back
 * @param sign one signature
 * @param verify one signature
 * @param durable whether the chosen store is; else a payment needs no append
 * @param processors how many there are to sign and verify
 */
public record Floor(
        Latency append,
        Latency commit,
        Latency roundTrip,
        Latency sign,
        Latency verify,
        boolean durable,
        int processors) {
    private static final double MICROS = 1e6;

    /**
     * What one payment after the other needs at least, in microseconds: two durable appends, one round trip, two
     * signatures made, and two verified, all at their median.
     */
    public double serialMicros() {
        return (durable ? 2 * append.p50() : 0) + roundTrip.p50() + signaturesMicros();
    }

    /** The same with two commits of the store instead of the appends. */
    public double committedMicros() {
        return (durable ? 2 * commit.p50() : 0) + roundTrip.p50() + signaturesMicros();
    }

    /**
     * How many payments in a second leave no time for anything but signatures, on all processors, if each has its own:
     * two made, and two verified.
     */
    public double signedPerSecond() {
        return processors * MICROS / signaturesMicros();
    }

    private double signaturesMicros() {
        return 2 * sign.p50() + 2 * verify.p50();
    }
}
