package io.p2pcredit.cli.bench.report;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where and when it was measured.
 *
 * @param load how many threads of the whole machine wanted a processor in the last minute, at the beginning; negative if
 *     that is not known
 * @param fileSystem what the stores are on
 */
public record Machine(
        int processors,
        String cpu,
        String system,
        String java,
        String collectors,
        long heapMegabytes,
        String fileSystem,
        double load,
        String date) {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    public static Machine here(String fileSystem) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                cpuModel(),
                property("os.name") + ' ' + property("os.version") + ", " + property("os.arch"),
                property("java.vm.name") + ' ' + property("java.runtime.version") + ", " + property("java.vendor"),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")),
                Runtime.getRuntime().maxMemory() >> 20,
                fileSystem,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** In words, for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(date + ": " + processors + " processors, " + cpu + "; " + system);
        lines.add(java + "; " + collectors + "; heap up to " + heapMegabytes + " MiB");
        if (load * 2 > processors) {
            lines.add(String.format(
                    Locale.ROOT,
                    "The machine was busy already (load %.1f): the figures are not what it can do, and the ratios mean"
                            + " little.",
                    load));
        }
        return lines;
    }

    private static String cpuModel() {
        try {
            return Files.readAllLines(CPUS, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
