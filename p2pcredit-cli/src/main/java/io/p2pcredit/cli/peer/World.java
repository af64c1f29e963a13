package io.p2pcredit.cli.peer;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Password;
import io.p2pcredit.fakechain.FakechainClient;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.transport.ws.WebSocketTransport;
import java.util.Arrays;

/** What one node lives on: WebSocket, Fakechain, and its stores. Closed after the node. */
record World(WebSocketTransport transport, FakechainClient client, Storage.Open store) implements AutoCloseable {
    /**
     * Connects to nobody yet.
     *
     * @throws io.p2pcredit.spi.StorageException if the stores cannot be used
     * @throws FailedException if Fakechain could not take this user
     */
    static World of(PeerSettings settings, Password password) {
        FakechainClient client = client(settings, password);
        try {
            Storage.Open store = settings.storage().open();
            return new World(transport(settings, store), client, store);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static WebSocketTransport transport(PeerSettings settings, Storage.Open store) {
        try {
            return WebSocketTransport.builder()
                    .bind(settings.reachability().host())
                    .port(settings.reachability().port())
                    .build();
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    Surroundings surroundings() {
        return new Surroundings(transport, client, client);
    }

    @Override
    public void close() {
        try {
            transport.close();
            client.close();
        } finally {
            store.close();
        }
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
}
