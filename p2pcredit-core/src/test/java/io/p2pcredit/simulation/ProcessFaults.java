package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.Chance;

/**
 * How often processes go wrong; each probability from 0 to 1.
 *
 * @param crashes that a crash comes in place of a request
 * @param historyLoss that a crash costs the history
 * @param losses that a crash costs everything but the identity key
 * @param rewinds that a crash costs the newest part of the journal
 * @param stalls that a worker takes long
 */
record ProcessFaults(double crashes, double historyLoss, double losses, double rewinds, double stalls) {
    static ProcessFaults of(Chance chance) {
        return new ProcessFaults(
                chance.sometimes(0.15),
                chance.sometimes(0.5),
                chance.rarely(0.5),
                chance.rarely(0.5),
                chance.sometimes(0.1));
    }
}
