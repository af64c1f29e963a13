package io.p2pcredit.inmemory;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens where in one process, and the threads that hand messages over. Thread-safe. */
final class InMemoryNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(InMemoryNetwork.class);
    private static final String SCHEME = "mem";

    private final Map<String, Entrance> entrances = new ConcurrentHashMap<>();
    private final Executor couriers = daemonsThatEndWhenIdle();

    /** The address of that name. */
    static URI address(String name) {
        return URI.create(SCHEME + "://" + name);
    }

    /** A place that others can dial; empty if somebody listens under that name already. */
    Optional<Entrance> open(String name, ConnectionAcceptor acceptor) {
        Entrance entrance = new Entrance(name, acceptor);
        return entrances.putIfAbsent(name, entrance) == null ? Optional.of(entrance) : Optional.empty();
    }

    /**
     * Who listens at the address. The authority tells {@code A} from {@code a}, which equality of addresses does not.
     */
    Optional<Entrance> at(URI address) {
        return SCHEME.equals(address.getScheme()) && address.getRawAuthority() != null
                ? Optional.ofNullable(entrances.get(address.getRawAuthority()))
                : Optional.empty();
    }

    /** Runs its tasks in order, one at a time, on the threads of this network. */
    Executor mailbox() {
        Executor inOrder = MoreExecutors.newSequentialExecutor(couriers);
        return task -> inOrder.execute(() -> run(task));
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) { // what others do wrong must not stop the rest of their messages
            LOG.error("a listener of an in-memory connection has failed", e);
        }
    }

    private static Executor daemonsThatEndWhenIdle() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new ThreadFactoryBuilder()
                        .setNameFormat("p2pcredit-in-memory-%d")
                        .setDaemon(true)
                        .build());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** One peer that listens. */
    final class Entrance {
        private final String name;
        private final ConnectionAcceptor acceptor;

        private Entrance(String name, ConnectionAcceptor acceptor) {
            this.name = name;
            this.acceptor = acceptor;
        }

        String name() {
            return name;
        }

        ConnectionAcceptor acceptor() {
            return acceptor;
        }

        void close() {
            entrances.remove(name, this);
        }
    }
}
