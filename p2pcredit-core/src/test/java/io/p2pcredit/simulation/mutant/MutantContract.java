package io.p2pcredit.simulation.mutant;

import static org.assertj.core.api.Assertions.assertThat;

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
 * Each bug that is planted in a module is noticed by the check that is named for it. {@code -Dp2pcredit.mutant=} takes a
 * part of a name, or a pattern, and says how those that it finds were noticed.
 */
public abstract class MutantContract {
    private static final String CHOICE = "p2pcredit.mutant";
    private static final int MOST_AT_ONCE = 4;
    private static final long LIMIT_SECONDS = 300;

    /** All bugs of the module, each under a name of its own. */
    protected abstract List<Mutant> planted();

    @TestFactory
    Stream<DynamicTest> eachIsNoticed() {
        Map<Mutant, Future<Optional<String>>> deaths = new LinkedHashMap<>();
        ExecutorService executor = Executors.newFixedThreadPool(
                Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()), MutantContract::daemon);
        chosen().forEach(mutant -> deaths.put(mutant, executor.submit(mutant::death)));
        executor.shutdown();
        return deaths.entrySet().stream()
                .map(death -> DynamicTest.dynamicTest(
                        death.getKey().name(), () -> assertNoticed(death.getKey(), death.getValue())));
    }

    private List<Mutant> chosen() {
        Pattern choice = Pattern.compile(System.getProperty(CHOICE, ""));
        return planted().stream()
                .filter(mutant -> choice.matcher(mutant.name()).find())
                .toList();
    }

    private static void assertNoticed(Mutant mutant, Future<Optional<String>> death)
            throws InterruptedException, TimeoutException {
        try {
            Optional<String> how = death.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(how).as("what notices: %s", mutant.name()).isPresent();
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
