package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.spi.Journal.Pace;

/**
 * How often processes go wrong; each probability from 0 to 1.
 *
 * @param crashes that a crash comes in place of a request
 * @param historyLoss that a crash costs the history
 * @param losses that a crash costs everything but the identity key
 * @param rewinds that a crash costs the newest part of both stores
 * @param bothLose whether the other end of a line may lose its data before this one has its own back
 * @param stalls that a worker takes long
 * @param pace how often there are snapshots; that goes well
 */
record ProcessFaults(
        double crashes, double historyLoss, double losses, double rewinds, boolean bothLose, double stalls, Pace pace) {
    private static final Pace NEVER = new Pace(Long.MAX_VALUE, Long.MAX_VALUE, 1);

    static ProcessFaults of(Chance chance) {
        return new ProcessFaults(
                chance.sometimes(0.15),
                chance.sometimes(0.5),
                chance.rarely(0.5),
                chance.rarely(0.5),
                chance.hits(0.3),
                chance.sometimes(0.1),
                chance.hits(0.3) ? NEVER : pace(chance));
    }

    /** The same as far as the excerpt goes. Crashes are actions of owners, who leave them out. */
    ProcessFaults within(Excerpt excerpt) {
        boolean losesData = excerpt.has(Fault.DATA_LOSS);
        return new ProcessFaults(
                crashes,
                excerpt.has(Fault.HISTORY_LOSS) ? historyLoss : 0,
                losesData ? losses : 0,
                losesData ? rewinds : 0,
                bothLose,
                excerpt.has(Fault.STALLS) ? stalls : 0,
                pace);
    }

    private static Pace pace(Chance chance) {
        return new Pace(chance.between(2, 40), chance.hits(0.5) ? 10_000 : Long.MAX_VALUE, chance.hits(0.5) ? 1 : 256);
    }
}
