package io.p2pcredit.simulation.mutant.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.mutant.Mutant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each rule of the library is broken once, and the check that is named for it notices. {@code -Dp2pcredit.mutant=} takes
 * a part of a name, or a pattern, and says how those that it finds were noticed.
 */
class PlantedBugsTest {
    private static final String CHOICE = "p2pcredit.mutant";
    private static final int MOST_AT_ONCE = 4;
    private static final long LIMIT_SECONDS = 300;

    @TestFactory
    Stream<DynamicTest> eachIsNoticed() {
        Map<Mutant, Future<Optional<String>>> deaths = new LinkedHashMap<>();
        ExecutorService executor = Executors.newFixedThreadPool(
                Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()), PlantedBugsTest::daemon);
        chosen().forEach(mutant -> deaths.put(mutant, executor.submit(mutant::death)));
        executor.shutdown();
        return deaths.entrySet().stream()
                .map(death -> DynamicTest.dynamicTest(
                        death.getKey().name(), () -> assertNoticed(death.getKey(), death.getValue())));
    }

    private static List<Mutant> chosen() {
        Pattern choice = Pattern.compile(System.getProperty(CHOICE, ""));
        return PlantedBugs.all().stream()
                .filter(mutant -> choice.matcher(mutant.name()).find())
                .toList();
    }

    private static void assertNoticed(Mutant mutant, Future<Optional<String>> death)
            throws InterruptedException, TimeoutException {
        try {
            Optional<String> how = death.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(how)
                    .as("how it is noticed that a node %s", mutant.name())
                    .isPresent();
            if (System.getProperty(CHOICE) != null) {
                System.out.println(mutant.name() + ": " + how.orElseThrow());
            }
        } catch (ExecutionException e) {
            throw new AssertionError(mutant.name() + " cannot be tried", e.getCause());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "mutants");
        thread.setDaemon(true);
        return thread;
    }
}
