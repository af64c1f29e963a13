package io.p2pcredit.transport.ws;

import io.p2pcredit.contract.TransportContract;
import io.p2pcredit.spi.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class WebSocketTransportContractTest extends TransportContract {
    private final WebSocketTransport listening = WebSocketTransport.builder().build();
    private final WebSocketTransport dialling = WebSocketTransport.builder().build();
    private ServerSocket taken;
    private WebSocketTransport unable;

    @BeforeEach
    void takeAPort() throws IOException {
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        unable = WebSocketTransport.builder().port(taken.getLocalPort()).build();
    }

    @AfterEach
    void close() throws IOException {
        listening.close();
        dialling.close();
        unable.close();
        taken.close();
    }

    @Override
    protected Transport listening() {
        return listening;
    }

    @Override
    protected Transport dialling() {
        return dialling;
    }

    @Override
    protected Transport unableToListen() {
        return unable;
    }

    @Override
    protected URI deserted() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("ws://127.0.0.1:" + free.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
