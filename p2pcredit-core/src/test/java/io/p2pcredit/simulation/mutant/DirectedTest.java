package io.p2pcredit.simulation.mutant;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A test class, or one method of it.
 *
 * @param type the full name of the class
 * @param method empty for all of them
 */
record DirectedTest(String type, String method) {
    /** @param test what has failed */
    record Failure(String test, Throwable cause) {}

    /** @param test class and perhaps method, such as {@code trustline.machine.PlanTest#paysInRounds} */
    static DirectedTest named(String test) {
        String[] parts = test.split("#", 2);
        return new DirectedTest("io.p2pcredit." + parts[0], parts.length > 1 ? parts[1] : "");
    }

    /**
     * Runs it as the loader has it.
     *
     * @throws IllegalStateException if there is no such test
     */
    List<Failure> failures(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return run(selector(Class.forName(type, true, loader)));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no test class " + type, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private DiscoverySelector selector(Class<?> tests) {
        return method.isEmpty()
                ? selectClass(tests)
                : withNested(tests)
                        .flatMap(each -> methods(each).map(found -> selectMethod(each, found)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no test " + this));
    }

    private static Stream<Class<?>> withNested(Class<?> tests) {
        return Stream.concat(
                Stream.of(tests), Stream.of(tests.getDeclaredClasses()).flatMap(DirectedTest::withNested));
    }

    private Stream<Method> methods(Class<?> tests) {
        return Stream.<Class<?>>iterate(tests, Objects::nonNull, Class::getSuperclass)
                .flatMap(each -> Stream.of(each.getDeclaredMethods()))
                .filter(each -> each.getName().equals(method) && !each.isSynthetic());
    }

    private List<Failure> run(DiscoverySelector selector) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
        Outcome outcome = new Outcome();
        launcher().execute(request, outcome);
        if (outcome.tests == 0 && outcome.failures.isEmpty()) {
            throw new IllegalStateException("nothing is run by " + this);
        }
        return outcome.failures;
    }

    /** Nothing of what watches the tests around this one watches those in it. */
    private static Launcher launcher() {
        return LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
    }

    @Override
    public String toString() {
        return type.substring(type.lastIndexOf('.') + 1) + (method.isEmpty() ? "" : "." + method);
    }

    private static final class Outcome implements TestExecutionListener {
        private final List<Failure> failures = new ArrayList<>();
        private int tests;

        @Override
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            tests += identifier.isTest() ? 1 : 0;
            result.getThrowable()
                    .filter(failure -> result.getStatus() == TestExecutionResult.Status.FAILED)
                    .map(failure -> new Failure(identifier.getDisplayName(), failure))
                    .ifPresent(failures::add);
        }
    }
}
