package io.p2pcredit.simulation.byzantine;

import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;

import io.p2pcredit.simulation.world.Chance;
import java.util.ArrayList;
import java.util.List;

/**
 * What Mallory is like in a run.
 *
 * @param tricks those that it knows
 * @param manners how it begins sessions if not properly
 * @param malice how often a step is a trick, from 0 to 1
 * @param rudeness how often a session is not begun properly, from 0 to 1
 * @param pause the longest time between two steps, in nanoseconds
 */
record Repertoire(List<Trick> tricks, List<Manner> manners, double malice, double rudeness, long pause) {
    Repertoire {
        tricks = List.copyOf(tricks);
        manners = List.copyOf(manners);
    }

    static Repertoire of(long seed) {
        Chance chance = Chance.of(seed, "repertoire of Mallory");
        List<Trick> tricks = new ArrayList<>();
        List<Manner> manners = new ArrayList<>();
        for (int i = chance.below(3); i >= 0; i--) {
            tricks.add(chance.oneOf(Trick.values()));
            manners.add(chance.oneOf(Manner.values()));
        }
        return new Repertoire(
                tricks,
                manners,
                chance.oneOf(0.05, 0.2, 0.6),
                chance.oneOf(0.0, 0.2, 0.7),
                chance.oneOf(20, 100, 500) * MILLISECOND);
    }

    boolean contains(String name) {
        return tricks.stream().anyMatch(trick -> trick.name().equals(name))
                || (rudeness > 0
                        && manners.stream().anyMatch(manner -> manner.name().equals(name)));
    }
}
