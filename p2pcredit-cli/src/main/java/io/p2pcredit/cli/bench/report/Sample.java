package io.p2pcredit.cli.bench.report;

import io.p2pcredit.cli.bench.load.Figures;
import java.util.Optional;

/**
 * What came of measuring something once.
 *
 * @param perSecond payments acknowledged in a second, both ways together
 * @param payer what the first process has paid
 * @param back what the second process has paid, if it does
 * @param payeeCpuMicros processor time of the other process for each payment, warm-up included
 */
public record Sample(double perSecond, Figures payer, Optional<Figures> back, double payeeCpuMicros) {
    public static Sample oneWay(Figures payer, double payeeCpuMicros) {
        return new Sample(payer.perSecond(), payer, Optional.empty(), payeeCpuMicros);
    }

    public static Sample bothWays(Figures payer, Figures back) {
        return new Sample(payer.perSecond() + back.perSecond(), payer, Optional.of(back), back.payerCpuMicros());
    }
}
