package io.p2pcredit.doubles;

import io.p2pcredit.contract.NodeEnvironmentContract;
import io.p2pcredit.spi.NodeEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;

class BrokenEnvironmentsTest {
    /** The harness itself breaks no promise. */
    @Nested
    class WithoutAFault extends Suite {
        WithoutAFault() {
            super(ForwardingEnvironment::new, Duration.ofSeconds(20));
        }
    }

    @TestFactory
    Stream<DynamicTest> areRejected() {
        return Rejection.tests(
                NodeEnvironmentContract.class,
                List.of(
                        is("countsTimeForward", "goes back", GoingBack::new),
                        is("countsTimeForward", "stands still", StandingStill::new),
                        is("runsATimerOnceAndNotBeforeItsTime", "hurries", Hurrying::new),
                        is("runsATimerOnceAndNotBeforeItsTime", "repeats", Repeating::new),
                        is("runsNoTimerThatWasCancelled", "runs it", NeverCancelling::new),
                        is("fillsTheWholeArrayWithChance", "fills half", FillingHalf::new),
                        is("fillsTheWholeArrayWithChance", "can be guessed", Guessable::new),
                        is("runsEveryTask", "loses some", executing(Losing::new)),
                        is("runsTheTasksOfTheOwnerInOrder", "in threads", executing(InThreads::new)),
                        is("runsTheCallbacksInOrder", "in threads", executing(InThreads::new)),
                        is("runsOneTaskOfTheOwnerAtATime", "in threads", executing(InThreads::new)),
                        is("runsOneCallbackAtATime", "in threads", executing(InThreads::new)),
                        is("runsNoTaskInsideExecute", "does", executing(InPlace::new)),
                        is("runsNoTaskInsideExecuteOfAnotherTask", "does", executing(InPlace::new)),
                        is("keepsTheOwnerGoingWhileACallbackWaits", "has one thread", OfOneThread::new),
                        is("takesTasksAndTimersAfterItWasClosed", "complains", Complaining::new)));
    }

    private static Rejection<NodeEnvironmentContract> is(
            String promise, String fault, UnaryOperator<NodeEnvironment> bend) {
        return new Rejection<>(promise, fault, () -> new Suite(bend, Duration.ofMillis(500)) {});
    }

    private static UnaryOperator<NodeEnvironment> executing(UnaryOperator<Executor> bend) {
        return honest -> new Executing(honest, bend);
    }

    /** The suite over bent environments of this machine. */
    abstract static class Suite extends NodeEnvironmentContract {
        private final UnaryOperator<NodeEnvironment> bend;
        private final Duration patience;

        Suite(UnaryOperator<NodeEnvironment> bend, Duration patience) {
            this.bend = bend;
            this.patience = patience;
        }

        @Override
        protected Duration patience() {
            return patience;
        }

        @Override
        protected NodeEnvironment environment() {
            return bend.apply(NodeEnvironment.system());
        }
    }

    private static class ForwardingEnvironment implements NodeEnvironment {
        final NodeEnvironment honest;

        ForwardingEnvironment(NodeEnvironment honest) {
            this.honest = honest;
        }

        @Override
        public long nanoTime() {
            return honest.nanoTime();
        }

        @Override
        public Instant wallClock() {
            return honest.wallClock();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return honest.schedule(delay, task);
        }

        @Override
        public void randomBytes(byte[] target) {
            honest.randomBytes(target);
        }

        @Override
        public Executor owner() {
            return honest.owner();
        }

        @Override
        public Executor workers() {
            return honest.workers();
        }

        @Override
        public Executor callbacks() {
            return honest.callbacks();
        }

        @Override
        public void close() {
            honest.close();
        }
    }

    private static final class GoingBack extends ForwardingEnvironment {
        private final AtomicLong ticks = new AtomicLong();

        GoingBack(NodeEnvironment honest) {
            super(honest);
        }

        @Override
        public long nanoTime() {
            return -ticks.incrementAndGet();
        }
    }

    private static final class StandingStill extends ForwardingEnvironment {
        StandingStill(NodeEnvironment honest) {
            super(honest);
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }

    private static final class Hurrying extends ForwardingEnvironment {
        Hurrying(NodeEnvironment honest) {
            super(honest);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return super.schedule(Duration.ZERO, task);
        }
    }

    private static final class Repeating extends ForwardingEnvironment {
        Repeating(NodeEnvironment honest) {
            super(honest);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            super.schedule(delay, task);
            return super.schedule(delay, task);
        }
    }

    private static final class NeverCancelling extends ForwardingEnvironment {
        NeverCancelling(NodeEnvironment honest) {
            super(honest);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            super.schedule(delay, task);
            return () -> {};
        }
    }

    private static final class FillingHalf extends ForwardingEnvironment {
        FillingHalf(NodeEnvironment honest) {
            super(honest);
        }

        @Override
        public void randomBytes(byte[] target) {
            byte[] half = new byte[target.length / 2];
            super.randomBytes(half);
            System.arraycopy(half, 0, target, 0, half.length);
        }
    }

    private static final class Guessable extends ForwardingEnvironment {
        Guessable(NodeEnvironment honest) {
            super(honest);
        }

        @Override
        public void randomBytes(byte[] target) {
            new Random(1).nextBytes(target);
        }
    }

    private static final class Executing extends ForwardingEnvironment {
        private final Executor owner;
        private final Executor workers;
        private final Executor callbacks;

        Executing(NodeEnvironment honest, UnaryOperator<Executor> bend) {
            super(honest);
            owner = bend.apply(honest.owner());
            workers = bend.apply(honest.workers());
            callbacks = bend.apply(honest.callbacks());
        }

        @Override
        public Executor owner() {
            return owner;
        }

        @Override
        public Executor workers() {
            return workers;
        }

        @Override
        public Executor callbacks() {
            return callbacks;
        }
    }

    private static final class OfOneThread extends ForwardingEnvironment {
        OfOneThread(NodeEnvironment honest) {
            super(honest);
        }

        @Override
        public Executor callbacks() {
            return owner();
        }
    }

    private static final class Complaining extends ForwardingEnvironment {
        private volatile boolean closed;

        Complaining(NodeEnvironment honest) {
            super(honest);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            if (closed) {
                throw new RejectedExecutionException("closed");
            }
            return super.schedule(delay, task);
        }

        @Override
        public void close() {
            closed = true;
            super.close();
        }
    }

    private record InPlace(Executor honest) implements Executor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    private record InThreads(Executor honest) implements Executor {
        @Override
        public void execute(Runnable task) {
            new Thread(task).start();
        }
    }

    private static final class Losing implements Executor {
        private final Executor honest;
        private int count;

        Losing(Executor honest) {
            this.honest = honest;
        }

        @Override
        public void execute(Runnable task) {
            if (++count % 10 != 0) {
                honest.execute(task);
            }
        }
    }
}
