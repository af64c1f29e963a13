package io.p2pcredit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.BaseStream;

/** Where time, chance and threads come from on this platform. */
final class Outside {
    /** Types that are such a source, or make one. */
    static final DescribedPredicate<JavaClass> SOURCES = belongToAnyOf(
                    Thread.class, Executors.class, Clock.class, SplittableRandom.class, Timer.class)
            .or(assignableTo(Thread.class))
            .or(assignableTo(Random.class))
            .or(assignableTo(SecureRandom.class))
            .or(assignableTo(AbstractExecutorService.class))
            .as("sources of time, chance or threads");

    private static final Set<String> CLOCKS = Set.of("nanoTime", "currentTimeMillis");
    private static final Set<String> TIME_LIMITS = Set.of("orTimeout", "completeOnTimeout", "delayedExecutor");

    /** Calls that use such a source without naming it. */
    static final DescribedPredicate<JavaAccess<?>> CALLS =
            DescribedPredicate.describe("use time, chance or threads of the platform", Outside::isOutside);

    private Outside() {}

    private static boolean isOutside(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && (isClock(target) || isChance(target) || isThread(target));
    }

    private static boolean isClock(CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        return (owner.isEquivalentTo(System.class) && CLOCKS.contains(target.getName()))
                || (owner.getPackageName().startsWith("java.time")
                        && target.getName().equals("now"));
    }

    private static boolean isChance(CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        return (owner.isEquivalentTo(UUID.class) && target.getName().equals("randomUUID"))
                || (owner.isEquivalentTo(Math.class) && target.getName().equals("random"))
                || (owner.isEquivalentTo(Collections.class) && target.getName().equals("shuffle"));
    }

    private static boolean isThread(CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        return (owner.isAssignableTo(CompletionStage.class) && isOnThePlatformsThreads(target))
                || (owner.isAssignableTo(Collection.class) && target.getName().equals("parallelStream"))
                || (owner.isAssignableTo(BaseStream.class) && target.getName().equals("parallel"));
    }

    private static boolean isOnThePlatformsThreads(CodeUnitAccessTarget target) {
        boolean givenAnExecutor =
                target.getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(Executor.class));
        return TIME_LIMITS.contains(target.getName()) || (target.getName().endsWith("Async") && !givenAnExecutor);
    }
}
