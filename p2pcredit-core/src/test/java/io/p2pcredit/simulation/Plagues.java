package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.LedgerNature;

/**
 * How many times in a run something befalls the whole world; mostly never.
 *
 * @param resets that the ledger forgets everything, and another one takes its place
 * @param accounts that an account is deleted, or belongs to somebody else for a while
 * @param partitions that some peers cannot reach each other for a while
 * @param standstills that a process stands still for a while
 * @param fullDisks that a disk is full for a while
 * @param brokenDisks that a write fails
 */
record Plagues(int resets, int accounts, int partitions, int standstills, int fullDisks, int brokenDisks) {
    /** A ledger without a name cannot be told from the one before it: none is reset. */
    static Plagues of(Chance chance, LedgerNature nature) {
        int resets = times(chance, 0.15, 3);
        return new Plagues(
                nature.isNamed() ? resets : 0,
                times(chance, 0.15, 4),
                times(chance, 0.3, 5),
                times(chance, 0.2, 4),
                times(chance, 0.15, 3),
                times(chance, 0.15, 3));
    }

    /** The same, but the ledger forgets nothing. */
    Plagues withoutResets() {
        return new Plagues(0, accounts, partitions, standstills, fullDisks, brokenDisks);
    }

    /** Nothing befalls anybody. */
    static Plagues none() {
        return new Plagues(0, 0, 0, 0, 0, 0);
    }

    private static int times(Chance chance, double probability, int most) {
        return chance.hits(probability) ? (int) chance.between(1, most) : 0;
    }
}
