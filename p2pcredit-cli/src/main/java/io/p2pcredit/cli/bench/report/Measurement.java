package io.p2pcredit.cli.bench.report;

import io.p2pcredit.cli.bench.floor.Floor;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that was measured, in all runs.
 *
 * @param mode the way to pay, as users write it
 * @param size the payments in a batch, or the lines of a hub; else 1
 * @param title both in words
 * @param samples one for each run
 */
public record Measurement(String mode, int size, String title, List<Sample> samples) {
    public Measurement {
        samples = List.copyOf(samples);
    }

    public Spread perSecond() {
        return Spread.of(samples, Sample::perSecond);
    }

    public Spread p50() {
        return Spread.of(samples, sample -> sample.payer().latency().p50());
    }

    public Spread p90() {
        return Spread.of(samples, sample -> sample.payer().latency().p90());
    }

    public Spread p99() {
        return Spread.of(samples, sample -> sample.payer().latency().p99());
    }

    public Spread p999() {
        return Spread.of(samples, sample -> sample.payer().latency().p999());
    }

    public Spread max() {
        return Spread.of(samples, sample -> sample.payer().latency().max());
    }

    public Spread payerCpuMicros() {
        return Spread.of(samples, sample -> sample.payer().payerCpuMicros());
    }

    public Spread payeeCpuMicros() {
        return Spread.of(samples, Sample::payeeCpuMicros);
    }

    /** The median latency of each run, as a multiple of what one payment needed at best in that run. */
    public Spread latencyRatio(List<Floor> floors) {
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run < samples.size(); run++) {
            ratios.add(
                    samples.get(run).payer().latency().p50() / floors.get(run).serialMicros());
        }
        return Spread.of(ratios);
    }

    /**
     * The payments in a second of each run, as a multiple of how many the processors could have signed and verified in
     * that run if each had its own signatures.
     */
    public Spread rateRatio(List<Floor> floors) {
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run < samples.size(); run++) {
            ratios.add(samples.get(run).perSecond() / floors.get(run).signedPerSecond());
        }
        return Spread.of(ratios);
    }
}
