package io.p2pcredit.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run of Jazzer in a process of its own: {@code -Pfuzz} puts it on the class path. It lasts for {@code
 * -Dp2pcredit.fuzz.seconds}. What is new to it goes into {@code target/jazzer}, and so does an input that fails, as
 * {@code crash-...}; to keep one, copy it into the corpus.
 */
final class JazzerRun {
    static final String SECONDS = "p2pcredit.fuzz.seconds";

    private static final String OBSERVED = "io.p2pcredit.**:com.fasterxml.jackson.core.**";
    private static final int SECONDS_FOR_ONE = 20;
    private static final int MEGABYTES = 2_000;
    private static final Pattern TOLD = Pattern.compile("#[0-9]+\\s+(INITED|DONE)|stat::|== |\\tat |Caused by");

    private JazzerRun() {}

    /**
     * Runs it to the end, and shows what it has to say then; the rest of what it says is in a file {@code log}.
     *
     * @param corpus inputs to begin with, besides the samples
     * @return how it ended; 0 if it has found nothing
     */
    static int of(Class<? extends DecoderFuzz> target, Path corpus, List<byte[]> samples)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "jazzer", target.getSimpleName()))
                .toAbsolutePath();
        Path begun = Files.createDirectories(folder.resolve("samples"));
        for (int i = 0; i < samples.size(); i++) {
            Files.write(begun.resolve("sample-" + i), samples.get(i));
        }
        Path found = Files.createDirectories(folder.resolve("found"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Jazzed.class.getName(),
                "--target_args=" + target.getName(),
                "--instrumentation_includes=" + OBSERVED,
                "--instrumentation_excludes=io.p2pcredit.fuzz.**",
                "--custom_hook_includes=" + OBSERVED,
                "--custom_hook_excludes=io.p2pcredit.fuzz.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + Integer.getInteger(SECONDS),
                "-timeout=" + SECONDS_FOR_ONE,
                "-rss_limit_mb=" + MEGABYTES,
                "-print_final_stats=1"));
        command.addAll(List.of(found.toString(), corpus.toAbsolutePath().toString(), begun.toString()));
        Path log = folder.resolve("log");
        int end = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            lines.filter(line -> TOLD.matcher(line).lookingAt())
                    .map(line -> target.getSimpleName() + ": " + line)
                    .forEach(System.out::println);
        }
        return end;
    }
}
