package io.p2pcredit.cli.bench.node;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.transport.ws.WebSocketTransport;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.security.Provider;

/**
 * A node as an application would make it: over WebSocket, with a store and a key of its own. It never settles: its lines
 * have the largest limit there is, and a payment past that would be refused. So the ledger is one in memory, which nobody
 * asks for anything.
 */
public final class MeasuredNode implements AutoCloseable {
    public static final CreditLimit LIMIT = CreditLimit.of(Amount.MAX_UNITS);

    private final CreditNode node;
    private final PassingStore store;
    private final Runnable hangUp;

    private MeasuredNode(CreditNode node, PassingStore store, Runnable hangUp) {
        this.node = node;
        this.store = store;
        this.hangUp = hangUp;
    }

    /** With a port and threads of its own. Takes the store over. */
    public static MeasuredNode alone(PeerId name, KnownPeers directory, PassingStore store, Provider signatures) {
        WebSocketTransport transport = WebSocketTransport.builder().build();
        return start(builder(name, transport, directory, signatures), store, transport::close);
    }

    /** One of many, who share a transport and threads, only dial, and store nothing. */
    public static MeasuredNode amongMany(
            PeerId name, KnownPeers directory, Provider signatures, Transport dialling, NodeEnvironment environment) {
        CreditNodeBuilder builder = builder(name, new DiallingTransport(dialling), directory, signatures)
                .notDiallable()
                .environment(environment);
        return start(builder, StoreChoice.inMemory(), environment::close);
    }

    private static CreditNodeBuilder builder(
            PeerId name, Transport transport, KnownPeers directory, Provider signatures) {
        Surroundings world = new Surroundings(
                transport,
                directory,
                new InMemoryWorld().with(name, Amount.MAX_UNITS).ledger());
        return CreditNode.builder(name)
                .in(world)
                .signatureProvider(signatures)
                .admission(AdmissionPolicy.everybody())
                .settlement(SettlementPolicy.manual());
    }

    private static MeasuredNode start(CreditNodeBuilder builder, PassingStore store, Runnable hangUp) {
        try {
            CreditNode node = builder.store(
                            store.stores().journal(), store.stores().history())
                    .start();
            return new MeasuredNode(node, store, hangUp);
        } catch (RuntimeException e) {
            hangUp.run();
            store.close();
            throw e;
        }
    }

    public CreditNode node() {
        return node;
    }

    @Override
    public void close() {
        node.close();
        hangUp.run();
        store.close();
    }
}
