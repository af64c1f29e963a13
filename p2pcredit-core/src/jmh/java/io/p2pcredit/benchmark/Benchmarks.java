package io.p2pcredit.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks on the class path and writes what they measure, with what they allocate, into a folder: {@code
 * jmh.txt} and {@code jmh.json}. Fails if one of them does, or if none fits.
 */
public final class Benchmarks {
    private static final int ITERATIONS = 5;

    private Benchmarks() {}

    /**
     * Runs those whose names fit.
     *
     * @param arguments the folder; a regular expression that is looked for in the names; how many seconds each is
     *     measured, after half as long to warm up; in how many processes, one after the other
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        double seconds = Double.parseDouble(arguments[2]);
        Options options = new OptionsBuilder()
                .include(arguments[1])
                .warmupIterations(ITERATIONS)
                .warmupTime(iteration(seconds / 2))
                .measurementIterations(ITERATIONS)
                .measurementTime(iteration(seconds))
                .forks(Integer.parseInt(arguments[3]))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        write(results, ResultFormatType.TEXT, folder.resolve("jmh.txt"));
        write(results, ResultFormatType.JSON, folder.resolve("jmh.json"));
    }

    private static TimeValue iteration(double seconds) {
        return TimeValue.milliseconds(Math.max(1, Math.round(1_000 * seconds / ITERATIONS)));
    }

    private static void write(Collection<RunResult> results, ResultFormatType type, Path file) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(type, out).writeOut(results);
        }
    }
}
