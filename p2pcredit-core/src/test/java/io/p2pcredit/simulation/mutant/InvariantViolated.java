package io.p2pcredit.simulation.mutant;

import io.p2pcredit.simulation.Simulation;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * An invariant of the simulator that is violated in one of some seeds. The seed that shows it shows nothing
 * without the bug, so the bug is reached, and changes what happens.
 *
 * @param name as {@code I3 DebtWithinLimit}
 */
record InvariantViolated(String name, Seeds seeds) implements Killer {
    @Override
    public Optional<String> kills(Bug bug) {
        int tried = 0;
        for (long seed : seeds.all().toArray()) {
            tried++;
            Optional<String> violated =
                    bug.run(seed).map(InvariantViolated::nameOf).filter(name::equals);
            if (violated.isPresent()) {
                Simulation.run(seed); // fails if it goes wrong without the bug
                return Optional.of(violated.get() + " in seed " + seed + ", " + tried + " of " + seeds.count());
            }
        }
        return Optional.empty();
    }

    /** The class is not this loader's. */
    private static String nameOf(Throwable failure) {
        Killer.checkThatItRuns(failure);
        try {
            Method invariant = failure.getClass().getMethod("invariant");
            return String.valueOf(invariant.invoke(failure));
        } catch (NoSuchMethodException e) {
            return failure.toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a violation is not what it was", e);
        }
    }
}
