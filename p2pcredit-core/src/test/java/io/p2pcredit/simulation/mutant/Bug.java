package io.p2pcredit.simulation.mutant;

import io.p2pcredit.simulation.Collaborators;
import io.p2pcredit.simulation.Scenario;
import io.p2pcredit.simulation.Simulation;
import io.p2pcredit.simulation.SimulationFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** Something broken: in the library itself, or between its nodes and their world. */
sealed interface Bug {
    /** What goes wrong in the simulation of that seed. */
    Optional<Throwable> run(long seed);

    /** What goes wrong in a test; nothing, if the bug is where only simulations look. */
    List<DirectedTest.Failure> run(DirectedTest test);

    /** The library with some of its classes changed. */
    record InCode(MutantLoader loader) implements Bug {
        static InCode of(List<Edit> edits) {
            return new InCode(new MutantLoader(edits));
        }

        @Override
        public Optional<Throwable> run(long seed) {
            try {
                Method run = loader.loadClass(Simulation.class.getName()).getMethod("run", long.class);
                run.invoke(null, seed);
                return Optional.empty();
            } catch (InvocationTargetException e) {
                return Optional.of(cause(e.getCause()));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the simulator is not what it was", e);
            }
        }

        /** A failure of a run, which is of a class of this loader, says what it was. */
        private static Throwable cause(Throwable failure) {
            Throwable cause = failure.getCause();
            return cause == null ? failure : cause;
        }

        @Override
        public List<DirectedTest.Failure> run(DirectedTest test) {
            return test.failures(loader);
        }
    }

    /** Nodes as they are, with something broken around them. */
    record InTheWorld(Collaborators collaborators) implements Bug {
        @Override
        public Optional<Throwable> run(long seed) {
            try {
                Simulation.run(Scenario.of(seed).among(collaborators));
                return Optional.empty();
            } catch (SimulationFailure failure) {
                return Optional.ofNullable(failure.getCause());
            }
        }

        @Override
        public List<DirectedTest.Failure> run(DirectedTest test) {
            return List.of();
        }
    }
}
