package io.p2pcredit.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One thing to measure.
 *
 * @param size the payments in a batch with {@link Mode#BATCHED}, the lines with {@link Mode#HUB}, else 1
 */
public record Task(Mode mode, int size) {
    private static final int STEP = 10;

    static List<Task> all(Set<Mode> modes, List<Integer> batches, int lines) {
        List<Task> tasks = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            if (modes.contains(mode)) {
                sizes(mode, batches, lines).forEach(size -> tasks.add(new Task(mode, size)));
            }
        }
        return tasks;
    }

    private static List<Integer> sizes(Mode mode, List<Integer> batches, int lines) {
        return switch (mode) {
            case BATCHED -> batches;
            case HUB -> growing(lines);
            case SERIAL, PIPELINED, CHOSEN_IDS, BOTH -> List.of(1);
        };
    }

    /** The powers of ten up to the number, and the number. */
    static List<Integer> growing(int most) {
        List<Integer> sizes = new ArrayList<>();
        for (long size = 1; size < most; size *= STEP) {
            sizes.add((int) size);
        }
        sizes.add(most);
        return sizes;
    }

    /** In words. */
    public String title() {
        return switch (mode) {
            case SERIAL -> "serial";
            case PIPELINED -> "pipelined";
            case CHOSEN_IDS -> "pipelined, chosen ids";
            case BATCHED -> String.format(Locale.ROOT, "batches of %,d", size);
            case BOTH -> "both directions";
            case HUB -> String.format(Locale.ROOT, "hub, %,d line%s", size, size == 1 ? "" : "s");
        };
    }
}
