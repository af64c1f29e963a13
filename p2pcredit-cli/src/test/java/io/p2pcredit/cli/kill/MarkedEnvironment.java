package io.p2pcredit.cli.kill;

import io.p2pcredit.cli.kill.Marks.Doing;
import io.p2pcredit.spi.NodeEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** The machine's own environment, which marks when the owner is through with everything that follows from an append. */
final class MarkedEnvironment implements NodeEnvironment {
    private final NodeEnvironment environment = NodeEnvironment.system();
    private final Marks marks;

    MarkedEnvironment(Marks marks) {
        this.marks = marks;
    }

    @Override
    public Executor owner() {
        Executor owner = environment.owner();
        return task -> owner.execute(() -> {
            task.run();
            marks.doing(Doing.OTHER);
        });
    }

    @Override
    public long nanoTime() {
        return environment.nanoTime();
    }

    @Override
    public Instant wallClock() {
        return environment.wallClock();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return environment.schedule(delay, task);
    }

    @Override
    public void randomBytes(byte[] target) {
        environment.randomBytes(target);
    }

    @Override
    public Executor workers() {
        return environment.workers();
    }

    @Override
    public Executor callbacks() {
        return environment.callbacks();
    }

    @Override
    public void close() {
        environment.close();
    }
}
