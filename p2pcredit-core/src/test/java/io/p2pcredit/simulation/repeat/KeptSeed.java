package io.p2pcredit.simulation.repeat;

import io.p2pcredit.simulation.Excerpt;
import io.p2pcredit.simulation.Scenario;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run that is kept to be run with every build, because it once found something. One file each:
 *
 * <pre>
 * why = One line: what it has found.
 * seed = 1234
 * excerpt = -LEDGER,Alice.3,Bob.5
 * trace = 2564340840786238138
 * </pre>
 *
 * <p>A seed is only a number: it stands for its history as long as the simulator draws, and the nodes act, as they did
 * when it was kept. The trace tells: while the hash is the same, this is the very run that had failed. Once it differs,
 * the file is worth no more than any other seed; that is no error, since whoever changes the simulator changes all
 * histories, but it is counted and shown. What must not come back therefore gets a test of its own; the file only keeps
 * the history as long as it lasts.
 *
 * @param name of the file, without its ending
 * @param excerpt what of the run takes place; without the line, all of it
 * @param trace the hash of the history when it was kept, after what it had found was mended
 */
record KeptSeed(String name, String why, long seed, Excerpt excerpt, long trace) {
    static final Path FOLDER = Path.of("src", "test", "resources", "io", "p2pcredit", "simulation", "kept");

    private static final String ENDING = ".properties";
    private static final Set<String> FIELDS = Set.of("why", "seed", "excerpt", "trace");

    /** All in the folder, by name. */
    static List<KeptSeed> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(KeptSeed::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Scenario scenario() {
        return Scenario.of(seed).with(excerpt);
    }

    private static KeptSeed read(Path file) {
        Properties fields = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            fields.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!FIELDS.containsAll(fields.stringPropertyNames())) {
            throw new IllegalArgumentException(file + " has more than " + FIELDS);
        }
        String name = file.getFileName().toString();
        return new KeptSeed(
                name.substring(0, name.length() - ENDING.length()),
                text(file, fields, "why"),
                Long.parseLong(text(file, fields, "seed")),
                Excerpt.parse(fields.getProperty("excerpt", "*")),
                Long.parseLong(text(file, fields, "trace")));
    }

    private static String text(Path file, Properties fields, String name) {
        String text = fields.getProperty(name, "").strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(file + " does not say: " + name);
        }
        return text;
    }
}
