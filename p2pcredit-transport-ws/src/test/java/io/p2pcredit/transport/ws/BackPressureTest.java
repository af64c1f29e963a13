package io.p2pcredit.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.transport.ws.codec.MessageCodec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever sends only while the connection is writable sends as much as it likes, at the pace of the reader. */
@Timeout(120)
class BackPressureTest {
    /** Together far more than a connection holds before it is closed. */
    private static final int MESSAGES = 400;

    private final WebSocketTransport transport = WebSocketTransport.builder().build();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void letsADiallerSendWithoutEnd() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            transport.dial(URI.create("ws://127.0.0.1:" + server.getLocalPort()), heard);
            try (RawSocket reader = RawSocket.accepted(server.accept())) {
                sendsAll(reader);
            }
        }
    }

    @Test
    void letsAListenerSendWithoutEnd() throws Exception {
        URI address = transport.listen(heard).toCompletableFuture().join().address();
        try (RawSocket reader = RawSocket.open(address)) {
            sendsAll(reader);
        }
    }

    private void sendsAll(RawSocket reader) throws Exception {
        heard.connection().authenticated();
        FutureTask<Integer> sending = new FutureTask<>(this::send);
        Thread sender = new Thread(sending);
        sender.setDaemon(true);
        sender.start();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] payload = reader.receive().payload().toArray();
            assertThat(MessageCodec.decode(payload)).isEqualTo(message(i));
        }
        assertThat(sending.get(20, TimeUnit.SECONDS)).as("pauses").isPositive();
        assertThat(heard.isEnded()).isFalse();
    }

    /** Returns how often it had to wait. */
    private int send() throws InterruptedException {
        int pauses = 0;
        for (int i = 0; i < MESSAGES; i++) {
            if (!heard.connection().isWritable()) {
                heard.awaitWritable();
                pauses++;
            }
            heard.connection().send(message(i));
        }
        return pauses;
    }

    /** Large ones and small ones by turns. */
    private static PeerMessage message(int number) {
        return number % 2 == 0 ? Messages.large(number) : Messages.small(number);
    }
}
