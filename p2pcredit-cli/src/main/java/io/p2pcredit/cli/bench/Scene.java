package io.p2pcredit.cli.bench;

import io.p2pcredit.CreditNode;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.bench.node.KnownPeers;
import io.p2pcredit.cli.bench.node.MeasuredNode;
import io.p2pcredit.cli.bench.node.PassingTree;
import io.p2pcredit.cli.bench.peer.PayeeNames;
import io.p2pcredit.cli.bench.peer.SecondProcess;
import io.p2pcredit.cli.bench.proxy.DelayingProxy;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * What one measurement takes place on: a new node in this process, new payees in the other one, and a new trustline to
 * each of them.
 */
final class Scene implements AutoCloseable {
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    private final Stage stage;
    private final Path folder;
    private final KnownPeers directory = new KnownPeers();
    private final MeasuredNode payer;
    private Optional<DelayingProxy> proxy = Optional.empty();
    private List<PeerId> payees = List.of();

    private Scene(Stage stage, Path folder) {
        this.stage = stage;
        this.folder = folder;
        this.payer = MeasuredNode.alone(
                PayeeNames.PAYER,
                directory,
                stage.store(folder.resolve("payer")),
                stage.settings().provider());
    }

    /** @param many whether the payees share threads and store nothing */
    static Scene open(Stage stage, int lines, boolean many) {
        Scene scene = new Scene(stage, stage.newFolder());
        try {
            scene.meet(lines, many);
            return scene;
        } catch (RuntimeException e) {
            scene.closeAfter(e);
            throw e;
        }
    }

    private void meet(int lines, boolean many) {
        // Whoever waits for an acknowledgement of it need not wait any longer.
        stage.second().atItsEnd(() -> node().close());
        URI address =
                directory.of(PayeeNames.PAYER).flatMap(PeerRecord::address).orElseThrow();
        proxy = stage.proxyTo(address.getPort());
        SecondProcess.Wanted wanted = new SecondProcess.Wanted(
                lines,
                many,
                stage.settings().store().name(),
                folder.resolve("payee"),
                stage.settings().provider().getName());
        List<PublicKey> keys = stage.second().startPayees(wanted, Stage.through(proxy, address), node().publicKey());
        payees = IntStream.range(0, keys.size()).mapToObj(PayeeNames::of).toList();
        for (int i = 0; i < keys.size(); i++) {
            directory.add(new PeerRecord(payees.get(i), Optional.empty(), Optional.of(keys.get(i))));
        }
        stage.second().openLines();
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    CreditNode node() {
        return payer.node();
    }

    List<PeerId> payees() {
        return payees;
    }

    /**
     * Compares what both ends of each line say, and what all of them have been paid.
     *
     * @param paid what the payees have been paid, in units, less what they have paid back
     * @throws FailedException with code 1 unless everything is as it should be
     */
    void check(long paid) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        String difference = difference(paid);
        while (!difference.isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new FailedException(ExitCode.UNEXPECTED, "the measurement is void: " + difference);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            difference = difference(paid);
        }
    }

    /** Empty if there is none. */
    private String difference(long paid) {
        List<Long> theirs = stage.second().balances();
        long sum = 0;
        for (int i = 0; i < payees.size(); i++) {
            long mine = balance(payees.get(i));
            if (mine != -theirs.get(i)) {
                return PayeeNames.PAYER + " says that its balance with " + payees.get(i) + " is " + mine + ", and "
                        + payees.get(i) + " that it is " + theirs.get(i);
            }
            sum -= mine;
        }
        return sum == paid ? "" : "payments of " + paid + " in all were acknowledged, and the balances show " + sum;
    }

    private long balance(PeerId payee) {
        return node().trustline(payee).map(line -> line.balance().units()).orElse(0L);
    }

    @Override
    public void close() {
        stage.second().atItsEnd(() -> {});
        try {
            payer.close();
            stage.second().stopPayees();
        } finally {
            proxy.ifPresent(DelayingProxy::close);
            PassingTree.delete(folder);
        }
    }
}
