package io.p2pcredit.cli.bench.load;

import java.util.List;

/**
 * What came of one load.
 *
 * @param payments how many were acknowledged while it was measured
 * @param seconds how long it was measured
 * @param perSecond payments acknowledged in a second
 * @param latency from the call that asks for a payment, or a batch, to its acknowledgement
 * @param payerCpuMicros processor time of the paying process for each payment, with what the load itself costs
 * @param busy how often the node said {@code BUSY}
 * @param trace how it went on, at regular times
 */
public record Figures(
        long payments,
        double seconds,
        double perSecond,
        Latency latency,
        double payerCpuMicros,
        long busy,
        List<Moment> trace) {
    public Figures {
        trace = List.copyOf(trace);
    }

    /**
     * How far it had come.
     *
     * @param seconds since it began to be measured
     * @param payments acknowledged since then
     * @param heapMegabytes heap in use in the paying process, garbage included
     */
    public record Moment(double seconds, long payments, long heapMegabytes) {}
}
