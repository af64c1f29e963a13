package io.p2pcredit.cli.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DelayingProxyTest {
    private static final Duration DELAY = Duration.ofMillis(100);
    private static final int MANY = 24 * 1024 * 1024;

    private ServerSocket server;
    private DelayingProxy proxy;
    private Socket near;
    private Socket far;

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        proxy = DelayingProxy.to(server.getLocalPort(), DELAY);
        near = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        far = server.accept();
        near.setSoTimeout(30_000);
        far.setSoTimeout(30_000);
    }

    @AfterEach
    void disconnect() throws Exception {
        proxy.close();
        near.close();
        far.close();
        server.close();
    }

    @Test
    void aByteTakesTheDelayThereAndTheDelayBack() throws Exception {
        long begun = System.nanoTime();
        near.getOutputStream().write(1);
        assertThat(far.getInputStream().read()).isEqualTo(1);
        long there = System.nanoTime();
        assertThat(Duration.ofNanos(there - begun)).isGreaterThanOrEqualTo(DELAY);
        far.getOutputStream().write(2);
        assertThat(near.getInputStream().read()).isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - there)).isGreaterThanOrEqualTo(DELAY);
    }

    /** Sent 64 KiB at a time, each after the one before, it would take more than half a minute. */
    @Test
    void muchGoesBothWaysInOrderAndWithoutWaitingForEachOther() throws Exception {
        long begun = System.nanoTime();
        CompletableFuture<Void> there = send(near, 1);
        CompletableFuture<Void> back = send(far, 2);
        CompletableFuture<Void> arrived = CompletableFuture.runAsync(() -> check(near, 2));
        check(far, 1);
        CompletableFuture.allOf(there, back, arrived).get(50, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void theEndOfOneDirectionArrivesAfterEverythingElse() throws Exception {
        near.getOutputStream().write(new byte[100_000]);
        near.shutdownOutput();
        assertThat(far.getInputStream().readAllBytes()).hasSize(100_000);
        far.getOutputStream().write(7);
        far.close();
        assertThat(near.getInputStream().readAllBytes()).containsExactly(7);
    }

    @Test
    void whoeverDialsAPlaceWhereNobodyListensIsCutOff() throws Exception {
        server.close();
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            late.setSoTimeout(30_000);
            assertThat(endOf(late.getInputStream())).isTrue();
        }
    }

    @Test
    void closingItCutsEverything() throws Exception {
        proxy.close();
        assertThat(endOf(near.getInputStream())).isTrue();
        assertThat(endOf(far.getInputStream())).isTrue();
        proxy.close();
    }

    private static boolean endOf(InputStream in) throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static CompletableFuture<Void> send(Socket socket, long seed) {
        return CompletableFuture.runAsync(() -> {
            byte[] all = bytes(seed);
            try {
                socket.getOutputStream().write(all);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void check(Socket socket, long seed) {
        byte[] arrived = new byte[MANY];
        try {
            new DataInputStream(socket.getInputStream()).readFully(arrived);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(arrived).isEqualTo(bytes(seed));
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[MANY];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
