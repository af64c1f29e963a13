package io.p2pcredit.cli.bench;

import io.p2pcredit.cli.bench.node.StoreChoice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to measure, and how.
 *
 * @param lines how many the hub has at most
 * @param delay what is added to a round trip between the two processes
 * @param provider who signs and verifies
 * @param measured how long each measurement takes, without its warm-up
 * @param runs how often everything is measured
 * @param outstanding how many payments are under way at most when there are many
 * @param folder where a folder for the stores is made
 * @param json where the report is written for programs
 * @param html where it is written for people
 */
public record BenchSettings(
        Set<Mode> modes,
        int lines,
        Duration delay,
        StoreChoice store,
        Provider provider,
        Duration measured,
        int runs,
        int outstanding,
        Path folder,
        Optional<Path> json,
        Optional<Path> html) {
    private static final List<Integer> BATCHES = List.of(1, 10, 100, 1_000, 10_000);

    public BenchSettings {
        modes = Set.copyOf(modes);
    }

    /** What is measured in each run, in this order. */
    List<Task> tasks() {
        return Task.all(modes, BATCHES, lines);
    }

    /** Each option with its value, in order. */
    List<Map.Entry<String, String>> described() {
        return List.of(
                Map.entry("only", modes.stream().sorted().map(Mode::word).collect(Collectors.joining(","))),
                Map.entry("lines", Integer.toString(lines)),
                Map.entry("delay", delay.toMillis() + " ms"),
                Map.entry("store", store.description()),
                Map.entry("provider", provider.getName()),
                Map.entry("seconds", seconds()),
                Map.entry("runs", Integer.toString(runs)),
                Map.entry("outstanding", Integer.toString(outstanding)));
    }

    /** What a reader has to know about the figures. */
    List<String> conditions(String fileSystem) {
        List<String> conditions = new ArrayList<>();
        conditions.add("Two nodes in two processes over WebSocket on loopback"
                + (delay.isZero() ? "" : ", through a proxy that adds " + delay.toMillis() + " ms to a round trip")
                + "; each payment signed, " + (store.isDurable() ? "durable" : "kept in memory")
                + " at both ends, acknowledged, and checked against both balances.");
        conditions.add("Store: " + store.description() + ", on " + fileSystem + ". Signatures: " + provider.getName()
                + ". Every payment is of 1 unit, under a limit that none of them reaches: nothing settles.");
        conditions.add("Each figure is the median of " + runs + (runs == 1 ? " run" : " runs") + " of " + seconds()
                + " s after a warm-up, on new stores; what a file system in memory calls durable is not.");
        if (modes.contains(Mode.HUB)) {
            conditions.add("The hub has the store above. Those whom it pays are nodes with keys of their own in one"
                    + " process: they share threads and keep everything in memory.");
        }
        return conditions;
    }

    private String seconds() {
        return BigDecimal.valueOf(measured.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
