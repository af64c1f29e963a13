package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.Chance;

/**
 * How often processes go wrong; each probability from 0 to 1.
 *
 * @param crashes that a crash comes in place of a request
 * @param historyLoss that a crash costs the history
 * @param stalls that a worker takes long
 */
record ProcessFaults(double crashes, double historyLoss, double stalls) {
    static ProcessFaults of(Chance chance) {
        return new ProcessFaults(chance.sometimes(0.15), chance.sometimes(0.5), chance.sometimes(0.1));
    }
}
