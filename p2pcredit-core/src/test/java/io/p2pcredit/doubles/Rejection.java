package io.p2pcredit.doubles;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.contract.Contract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/**
 * One test of a suite, and an adapter that breaks what it checks.
 *
 * @param promise the name of the test
 * @param suite the suite, over the broken adapter; a new one each time
 */
record Rejection<C extends Contract>(String promise, String fault, Supplier<C> suite) {

    /** For every rejection a test that the suite's own test fails, and one that no promise goes without. */
    static <C extends Contract> Stream<DynamicTest> tests(Class<C> contract, List<Rejection<C>> rejections) {
        return Stream.concat(
                rejections.stream()
                        .map(rejection -> DynamicTest.dynamicTest(
                                rejection.promise + ": " + rejection.fault, () -> rejection.check(contract))),
                Stream.of(DynamicTest.dynamicTest(
                        "every promise has a double", () -> everyPromiseIsIn(contract, rejections))));
    }

    private static void everyPromiseIsIn(Class<?> contract, List<? extends Rejection<?>> rejections) {
        Set<String> broken = rejections.stream().map(Rejection::promise).collect(Collectors.toSet());
        Assertions.assertThat(methods(contract, Test.class).map(Method::getName))
                .isNotEmpty()
                .allMatch(broken::contains);
    }

    private void check(Class<C> contract) throws ReflectiveOperationException {
        C broken = suite.get();
        Method test = contract.getMethod(promise);
        try {
            assertThatThrownBy(() -> run(test, broken)).isInstanceOf(AssertionError.class);
        } finally {
            for (Method cleanUp : methods(contract, AfterEach.class).toList()) {
                cleanUp.invoke(broken);
            }
        }
    }

    private static void run(Method test, Contract broken) throws Throwable {
        try {
            test.invoke(broken);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Stream<Method> methods(Class<?> contract, Class<? extends java.lang.annotation.Annotation> kind) {
        return Arrays.stream(contract.getMethods()).filter(method -> method.isAnnotationPresent(kind));
    }
}
