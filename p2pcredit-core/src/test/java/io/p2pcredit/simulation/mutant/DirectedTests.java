package io.p2pcredit.simulation.mutant;

import io.p2pcredit.simulation.mutant.DirectedTest.Failure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Tests that are green without the bug, and one of which fails with it: on an assertion, or with the exception that is
 * said. So the bug is reached, and changes what happens.
 *
 * @param how what the failure is
 */
record DirectedTests(List<DirectedTest> tests, Class<? extends Throwable> how) implements Killer {
    private static final int MOST_SAID = 200;
    private static final MutantLoader UNCHANGED = new MutantLoader(List.of());
    private static final Map<DirectedTest, List<Failure>> WITHOUT_BUGS = new ConcurrentHashMap<>();

    @Override
    public Optional<String> kills(Bug bug) {
        for (DirectedTest test : tests) {
            checkGreen(test);
            List<Failure> failures = bug.run(test);
            failures.forEach(failure -> Killer.checkThatItRuns(failure.cause()));
            Optional<Failure> red =
                    failures.stream().filter(failure -> isOne(failure.cause())).findFirst();
            if (red.isPresent()) {
                return Optional.of(test + ": " + said(red.get()));
            }
            if (!failures.isEmpty()) {
                throw new IllegalStateException(
                        test + " fails in another way", failures.get(0).cause());
            }
        }
        return Optional.empty();
    }

    /** Whether that is what it is, or what it comes from. */
    private boolean isOne(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> isOfTheName(cause.getClass()));
    }

    /** The library's own exceptions are of another loader's classes. */
    private boolean isOfTheName(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .anyMatch(each -> each.getName().equals(how.getName()));
    }

    private static void checkGreen(DirectedTest test) {
        List<Failure> failures = WITHOUT_BUGS.computeIfAbsent(test, each -> each.failures(UNCHANGED));
        if (!failures.isEmpty()) {
            throw new IllegalStateException(
                    test + " is red without any bug", failures.get(0).cause());
        }
    }

    private static String said(Failure failure) {
        String said = failure.cause().toString().replaceAll("\\s+", " ");
        return failure.test() + ": " + said.substring(0, Math.min(MOST_SAID, said.length()));
    }
}
