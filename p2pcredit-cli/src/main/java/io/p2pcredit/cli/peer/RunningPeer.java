package io.p2pcredit.cli.peer;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.StartException;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Password;
import io.p2pcredit.fakechain.FakechainClient;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.transport.ws.WebSocketTransport;
import java.security.Provider;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/** A node on WebSocket and Fakechain, which is closed together with them. */
public final class RunningPeer implements AutoCloseable {
    private final CreditNode node;
    private final Chain chain;
    private final WebSocketTransport transport;
    private final FakechainClient client;

    private RunningPeer(CreditNode node, Chain chain, WebSocketTransport transport, FakechainClient client) {
        this.node = node;
        this.chain = chain;
        this.transport = transport;
        this.client = client;
    }

    /**
     * Starts a peer and returns when it is known to the others.
     *
     * @param password the secret that goes with its name on Fakechain, and opens its identity key; not needed any more
     *     when this returns
     * @throws FailedException if it cannot be started; nothing is left running
     */
    public static RunningPeer start(PeerSettings settings, Password password) {
        Provider signatures = settings.signatures().get();
        Signer identity = settings.identity().open(password, signatures);
        try {
            return start(settings, password, builder(settings, identity, signatures));
        } catch (FailedException e) {
            settings.identity().withdraw();
            throw e;
        }
    }

    private static RunningPeer start(PeerSettings settings, Password password, CreditNodeBuilder builder) {
        WebSocketTransport transport = WebSocketTransport.builder()
                .bind(settings.reachability().host())
                .port(settings.reachability().port())
                .build();
        FakechainClient client = client(settings, password);
        try {
            CreditNode node =
                    builder.in(new Surroundings(transport, client, client)).start();
            return new RunningPeer(node, new FakechainAccount(client, settings), transport, client);
        } catch (StartException e) {
            close(transport, client);
            throw new StartFailures(settings).of(e);
        }
    }

    public CreditNode node() {
        return node;
    }

    public Chain chain() {
        return chain;
    }

    /** As if the process had ended by itself: says goodbye to nobody. */
    public void kill() {
        transport.close();
        close();
    }

    /** Settles nothing. */
    @Override
    public void close() {
        node.close();
        close(transport, client);
    }

    private static FakechainClient client(PeerSettings settings, Password password) {
        char[] secret = password.reveal();
        try {
            return FakechainClient.builder()
                    .url(settings.fakechain().toString())
                    .candidate(settings.candidate())
                    .name(settings.name())
                    .password(secret)
                    .startingFunds(settings.startingBalance())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new FailedException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static CreditNodeBuilder builder(PeerSettings settings, Signer identity, Provider signatures) {
        LoggerFactory.getLogger(RunningPeer.class).info("{} starts; signatures by {}", settings.name(), signatures);
        CreditNodeBuilder builder = CreditNode.builder(settings.name())
                .inMemory()
                .signer(identity)
                .signatureProvider(signatures)
                .admission(settings.admission());
        if (!settings.reachability().isDiallable()) {
            return builder.notDiallable();
        }
        settings.reachability().announced().ifPresent(builder::advertise);
        return builder;
    }

    private static void close(WebSocketTransport transport, FakechainClient client) {
        transport.close();
        client.close();
    }
}
