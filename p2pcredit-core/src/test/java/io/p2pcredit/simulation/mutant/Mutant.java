package io.p2pcredit.simulation.mutant;

import io.p2pcredit.simulation.Collaborators;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A bug that is planted, and the check that has to notice it. */
public final class Mutant {
    private final String name;
    private final Supplier<Bug> bug;
    private final Killer killer;

    private Mutant(String name, Supplier<Bug> bug, Killer killer) {
        this.name = name;
        this.bug = bug;
        this.killer = killer;
    }

    /**
     * The library with a bug in it.
     *
     * @param name what it does wrong, in words
     */
    public static Planted planted(String name, Edit... edits) {
        return new Planted(name, () -> Bug.InCode.of(List.of(edits)));
    }

    /** Nodes with something broken around them. */
    public static Planted planted(String name, Collaborators broken) {
        return new Planted(name, () -> new Bug.InTheWorld(broken));
    }

    /** A bug of which is yet to be said who notices it. */
    public static final class Planted {
        private final String name;
        private final Supplier<Bug> bug;

        private Planted(String name, Supplier<Bug> bug) {
            this.name = name;
            this.bug = bug;
        }

        /** In one of so many simulations that invariant is violated. */
        public Mutant violates(String invariant, int seeds) {
            return violates(invariant, Seeds.first(seeds));
        }

        /**
         * In the simulation of one of these seeds that invariant is violated.
         *
         * @param invariant as {@code I3 DebtWithinLimit}
         */
        public Mutant violates(String invariant, Seeds seeds) {
            return new Mutant(name, bug, new InvariantViolated(invariant, seeds));
        }

        /** One of these tests fails on an assertion. */
        public Mutant fails(String... tests) {
            return failsBy(AssertionError.class, tests);
        }

        /**
         * One of these tests fails with such an exception.
         *
         * @param tests classes from {@code io.p2pcredit} on, or methods: {@code trustline.ValuesTest#ofAnAmount}
         */
        public Mutant failsBy(Class<? extends Throwable> how, String... tests) {
            List<DirectedTest> directed =
                    Stream.of(tests).map(DirectedTest::named).toList();
            return new Mutant(name, bug, new DirectedTests(directed, how));
        }
    }

    /** What it does wrong, in words. */
    public String name() {
        return name;
    }

    /**
     * Plants it and looks who notices: for any thread.
     *
     * @return how it was noticed; empty if it survives
     * @throws IllegalStateException if the check is red without the bug too
     * @throws IllegalArgumentException if the library has no such place
     */
    public Optional<String> death() {
        return killer.kills(bug.get());
    }

    @Override
    public String toString() {
        return name;
    }
}
