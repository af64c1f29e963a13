package io.p2pcredit.cli.bench;

import io.p2pcredit.cli.Invocation;
import io.p2pcredit.cli.bench.node.PassingStore;
import io.p2pcredit.cli.bench.node.PassingTree;
import io.p2pcredit.cli.bench.peer.SecondProcess;
import io.p2pcredit.cli.bench.proxy.DelayingProxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What all measurements share: a folder, and the second process. Takes both away at the end, also on Ctrl-C. */
final class Stage implements AutoCloseable {
    private final BenchSettings settings;
    private final Invocation invocation;
    private final PassingTree tree;
    private final SecondProcess second;
    private final Thread hook = new Thread(this::leaveAtOnce, "bench-end");
    private final AtomicBoolean leaving = new AtomicBoolean();
    private int scenes;

    private Stage(BenchSettings settings, Invocation invocation, PassingTree tree, SecondProcess second) {
        this.settings = settings;
        this.invocation = invocation;
        this.tree = tree;
        this.second = second;
    }

    static Stage open(BenchSettings settings, Invocation invocation) {
        PassingTree tree = PassingTree.in(settings.folder());
        try {
            Stage stage = new Stage(settings, invocation, tree, SecondProcess.start(tree.path()));
            Runtime.getRuntime().addShutdownHook(stage.hook);
            return stage;
        } catch (RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    BenchSettings settings() {
        return settings;
    }

    SecondProcess second() {
        return second;
    }

    String fileSystem() {
        return tree.fileSystem();
    }

    /** For the files of one measurement; not there yet. */
    Path newFolder() {
        scenes++;
        return tree.path().resolve(Integer.toString(scenes));
    }

    /** New stores as the settings say. */
    PassingStore store(Path folder) {
        return settings.store().open(folder, invocation);
    }

    /** Stands in the way to that port, if there is to be a delay: half of it each way. */
    Optional<DelayingProxy> proxyTo(int port) {
        return settings.delay().isZero()
                ? Optional.empty()
                : Optional.of(DelayingProxy.to(port, settings.delay().dividedBy(2)));
    }

    /** What to dial to get there through the proxy. */
    static URI through(Optional<DelayingProxy> proxy, URI address) {
        return proxy.map(way -> URI.create("ws://127.0.0.1:" + way.port())).orElse(address);
    }

    /** Whether the program is being stopped from outside, so that nothing that fails now means anything. */
    boolean isLeaving() {
        return leaving.get();
    }

    private void leaveAtOnce() {
        leaving.set(true);
        second.kill();
        tree.close();
    }

    @Override
    public void close() {
        if (isLeaving()) {
            return;
        }
        second.close();
        tree.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            leaving.set(true);
        }
    }
}
