package io.p2pcredit.simulation.world;

/**
 * How often a ledger goes wrong; each probability from 0 to 1.
 *
 * @param silence that a question gets no answer, for each question
 * @param lostRequest that a transfer is not made and nobody is told
 * @param lostAnswer that a transfer is made, or refused, and nobody is told
 * @param late that a transfer is made long after its outcome was reported as unknown
 * @param longestDelay the longest time from question to answer, in nanoseconds
 */
public record LedgerFaults(double silence, double lostRequest, double lostAnswer, double late, long longestDelay) {
    /** A ledger that works. */
    public static LedgerFaults none() {
        return new LedgerFaults(0, 0, 0, 0, 20 * EventQueue.MILLISECOND);
    }

    /** Some of the faults. */
    public static LedgerFaults of(Chance chance) {
        return new LedgerFaults(
                chance.sometimes(0.5),
                chance.sometimes(0.5),
                chance.sometimes(0.5),
                chance.sometimes(0.5),
                chance.oneOf(1, 100, 5_000) * EventQueue.MILLISECOND);
    }
}
