package io.p2pcredit.cli.bench.node;

import io.p2pcredit.contract.NodeEnvironmentContract;
import io.p2pcredit.spi.NodeEnvironment;
import org.junit.jupiter.api.AfterEach;

class SharedThreadsTest extends NodeEnvironmentContract {
    private final SharedThreads threads = new SharedThreads();

    @Override
    protected NodeEnvironment environment() {
        return threads.environment();
    }

    @AfterEach
    void end() {
        threads.close();
    }
}
