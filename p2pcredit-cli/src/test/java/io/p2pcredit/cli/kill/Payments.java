package io.p2pcredit.cli.kill;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the victim was asked to pay, and what it has said about it in all its lives. Thread-safe. */
final class Payments {
    private final Map<Long, Long> asked = new TreeMap<>();
    private final Map<Long, Long> paid = new TreeMap<>();
    private final Map<Long, String> seen = new TreeMap<>();
    private final Map<Long, String> failed = new TreeMap<>();
    private String state = "";

    /** Takes in a line of the victim's. */
    synchronized void heard(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "paid" -> paid.put(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "failed" -> failed.put(Long.parseLong(words[1]), words[2]);
            case "seen" -> seen.put(Long.parseLong(words[1]), words[2]);
            case "state" -> state = line;
            default -> throw new IllegalArgumentException(line);
        }
    }

    /** One more payment; its number. */
    synchronized long ask(long units) {
        long number = asked.size() + 1L;
        asked.put(number, units);
        return number;
    }

    synchronized long units(long number) {
        return asked.get(number);
    }

    /** Payments that were asked for and never acknowledged to the caller: to be asked for again. */
    synchronized List<Long> open() {
        return asked.keySet().stream()
                .filter(number -> !paid.containsKey(number))
                .toList();
    }

    synchronized Map<Long, Long> asked() {
        return Map.copyOf(asked);
    }

    synchronized Map<Long, Long> paid() {
        return Map.copyOf(paid);
    }

    synchronized Map<Long, String> failed() {
        return Map.copyOf(failed);
    }

    synchronized Map<Long, String> seen() {
        return Map.copyOf(seen);
    }

    /** The newest answer to {@code state}, with its balance first. */
    synchronized String state() {
        return state;
    }

    synchronized long sum() {
        return asked.values().stream().mapToLong(Long::longValue).sum();
    }
}
