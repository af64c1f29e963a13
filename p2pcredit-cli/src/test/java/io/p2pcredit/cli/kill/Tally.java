package io.p2pcredit.cli.kill;

import io.p2pcredit.cli.kill.Marks.Doing;
import java.util.EnumMap;
import java.util.Map;

/** What the victim was doing each time it was killed. For one thread. */
final class Tally {
    private final Map<Doing, Integer> random = new EnumMap<>(Doing.class);
    private int aimedBefore;
    private int aimedBetween;

    void random(Doing doing) {
        random.merge(doing, 1, Integer::sum);
    }

    void aimed(boolean beforeTheAppend) {
        if (beforeTheAppend) {
            aimedBefore++;
        } else {
            aimedBetween++;
        }
    }

    /** How many kills fell after a group was durable and before anything that follows from it had left. */
    int between() {
        return aimedBetween + random.getOrDefault(Doing.BETWEEN, 0);
    }

    @Override
    public String toString() {
        return "at random moments " + random + ", stopped right before an append " + aimedBefore
                + ", stopped between an append and what follows from it " + aimedBetween;
    }
}
