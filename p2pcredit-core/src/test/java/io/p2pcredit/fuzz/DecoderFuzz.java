package io.p2pcredit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A decoder, or some that take the same kind of input: whatever the bytes, they give a value or refuse in the way that
 * is documented, within bounds of time and memory.
 *
 * <p>In a normal run the inputs are {@link Mutilation}s of the samples, by a seed that is printed and taken back as
 * {@code -Dp2pcredit.seed}, and what is kept in {@code src/test/corpus}, in a folder with the name of the class. With
 * {@code -Dp2pcredit.fuzz.seconds} Jazzer looks for more: see {@link JazzerRun}.
 */
public abstract class DecoderFuzz {
    private static final String PROPERTY = "p2pcredit.seed";
    private static final Path CORPORA = Path.of("src", "test", "corpus");

    private final Allocation allocation = new Allocation();

    /** Valid inputs, of every kind. */
    protected abstract List<byte[]> samples();

    /** Fails, with any exception or error, if the input is not taken as it should be. */
    protected abstract void feed(byte[] input) throws Exception;

    /** How many inputs a normal run makes up. */
    protected int inputs() {
        return 4_000;
    }

    /** How many bytes may be allocated for an input of that many. */
    protected long mostAllocated(int size) {
        return 4_000_000 + 300L * size;
    }

    @Test
    @Timeout(60)
    void takesEverySample() {
        samples().forEach(sample -> assertTaken("a sample", sample));
    }

    @Test
    @Timeout(60)
    void takesMutilatedSamplesWithinItsBounds() {
        Long given = Long.getLong(PROPERTY);
        long seed = given != null ? given : System.nanoTime() & 0xFFFF_FFFF_FFFFL;
        System.out.println(getClass().getSimpleName() + " -D" + PROPERTY + "=" + seed);
        List<byte[]> samples = samples();
        loadClasses();
        Mutilation inputs =
                new Mutilation(RandomGeneratorFactory.of("SplittableRandom").create(seed), samples);
        for (int i = 0; i < inputs(); i++) {
            assertTakenWithinBounds("input " + i + " of -D" + PROPERTY + "=" + seed, inputs.next());
        }
    }

    @Test
    @Timeout(60)
    void takesWhatIsKept() {
        List<Path> kept = kept();
        assertThat(kept).as("the corpus of %s", getClass().getSimpleName()).isNotEmpty();
        loadClasses();
        kept.forEach(file -> assertTakenWithinBounds(file.toString(), read(file)));
    }

    @Test
    @EnabledIfSystemProperty(named = JazzerRun.SECONDS, matches = "[0-9]+")
    void withstandsJazzer() throws IOException, InterruptedException {
        assertThat(JazzerRun.of(getClass(), corpus(), samples()))
                .as("what Jazzer ends with")
                .isZero();
    }

    /** It takes memory, too. */
    private void loadClasses() {
        takesEverySample();
    }

    private void assertTakenWithinBounds(String which, byte[] input) {
        long before = allocation.soFar();
        assertTaken(which, input);
        long taken = allocation.soFar() - before;
        if (taken > mostAllocated(input.length)) {
            throw new AssertionError(which + ": " + taken + " bytes for " + input.length + ": " + hex(input));
        }
    }

    private void assertTaken(String which, byte[] input) {
        try {
            feed(input.clone());
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(which + ": " + e + ": " + hex(input), e);
        }
    }

    private static String hex(byte[] input) {
        return HexFormat.of().formatHex(input);
    }

    private Path corpus() {
        return CORPORA.resolve(getClass().getSimpleName());
    }

    private List<Path> kept() {
        if (!Files.isDirectory(corpus())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(corpus())) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
