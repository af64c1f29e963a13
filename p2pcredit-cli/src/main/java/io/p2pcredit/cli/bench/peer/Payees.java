package io.p2pcredit.cli.bench.peer;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.Invocation;
import io.p2pcredit.cli.bench.load.Outcome;
import io.p2pcredit.cli.bench.load.PipelinedLoad;
import io.p2pcredit.cli.bench.load.Timing;
import io.p2pcredit.cli.bench.node.KnownPeers;
import io.p2pcredit.cli.bench.node.MeasuredNode;
import io.p2pcredit.cli.bench.node.PassingStore;
import io.p2pcredit.cli.bench.node.SharedThreads;
import io.p2pcredit.cli.bench.node.StoreChoice;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.transport.ws.WebSocketTransport;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.net.URI;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The nodes at the other end of the payer's lines. Either one, with the store, the port and the threads that any
 * node has; or many, who store nothing, share threads, and only dial.
 */
final class Payees implements AutoCloseable {
    /** A listening node takes no more strangers at once than 256. */
    private static final int DIALLING_AT_ONCE = 64;

    private static final long PATIENCE_SECONDS = 600;

    private final List<MeasuredNode> nodes = new ArrayList<>();
    private final WebSocketTransport transport = WebSocketTransport.builder().build();
    private final SharedThreads threads = new SharedThreads();
    private final KnownPeers directory = new KnownPeers();
    private final Provider signatures;

    private Payees(Order.Start order, Provider signatures) {
        this.signatures = signatures;
        directory.add(new PeerRecord(
                PayeeNames.PAYER,
                Optional.of(URI.create(order.payerAddress())),
                Optional.of(PublicKey.of(Bytes.fromHex(order.payerKey())))));
    }

    static Payees start(Order.Start order, Provider signatures, Invocation invocation) {
        Payees payees = new Payees(order, signatures);
        try {
            if (order.many()) {
                payees.addMany(order.payees());
            } else {
                payees.addOne(new StoreChoice(order.store()).open(Path.of(order.folder()), invocation));
            }
            return payees;
        } catch (RuntimeException e) {
            payees.close();
            throw e;
        }
    }

    List<String> keys() {
        return nodes.stream()
                .map(node -> node.node().publicKey().bytes().toHex())
                .toList();
    }

    /** Each of them proposes a line to the payer, who takes it. */
    void open() throws InterruptedException, TimeoutException {
        Semaphore places = new Semaphore(DIALLING_AT_ONCE);
        List<CompletableFuture<TrustlineView>> lines = new ArrayList<>();
        for (MeasuredNode node : nodes) {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new TimeoutException();
            }
            CompletableFuture<TrustlineView> line = node.node().propose(PayeeNames.PAYER, MeasuredNode.LIMIT);
            lines.add(line.whenComplete((view, thrown) -> places.release()));
        }
        CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** The first of them pays the payer. */
    Outcome pay(Order.Pay order) {
        PaymentOrder one = PaymentOrder.to(PayeeNames.PAYER, 1);
        Timing timing = new Timing(Duration.ofNanos(order.warmUpNanos()), Duration.ofNanos(order.measuredNanos()));
        return new PipelinedLoad(() -> one, order.outstanding())
                .run(nodes.get(0).node(), timing);
    }

    /** What the payer owes each of them. */
    List<Long> balances() {
        return nodes.stream()
                .map(node -> node.node()
                        .trustline(PayeeNames.PAYER)
                        .map(line -> line.balance().units())
                        .orElse(0L))
                .toList();
    }

    private void addOne(PassingStore store) {
        nodes.add(MeasuredNode.alone(PayeeNames.of(0), directory, store, signatures));
    }

    private void addMany(int count) {
        for (int i = 0; i < count; i++) {
            PeerId name = PayeeNames.of(i);
            nodes.add(MeasuredNode.amongMany(name, directory, signatures, transport, threads.environment()));
        }
    }

    @Override
    public void close() {
        nodes.forEach(MeasuredNode::close);
        transport.close();
        threads.close();
    }
}
