package io.p2pcredit.transport.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.Test;

/** Frames of 100 bytes, unwritable from 1,000 on, 3,000 at most. */
class OutboxTest {
    private final WebSocketImpl socket = new IdleLibrary().openSocket();
    private final Wire wire = new Wire(socket, () -> {});
    private final Outbox outbox = new Outbox(wire, new Limits.Buffer(1_000, 3_000));

    @Test
    void isWritableUpToItsLimit() {
        assertThat(offer(9)).isTrue();
        assertThat(outbox.isWritable()).isTrue();
        assertThat(offer(1)).isTrue();
        assertThat(outbox.isWritable()).isFalse();
    }

    @Test
    void saysOnceThatItIsWritableAgainWhenHalfIsWritten() {
        assertThat(offer(10)).isTrue();
        assertThat(outbox.isWritable()).isFalse();
        IdleLibrary.write(socket, 4);
        assertThat(outbox.hasBecomeWritable()).isFalse();
        IdleLibrary.write(socket, 1);
        assertThat(outbox.hasBecomeWritable()).isTrue();
        assertThat(outbox.hasBecomeWritable()).isFalse();
        assertThat(outbox.isWritable()).isTrue();
    }

    @Test
    void tellsOnlyWhoeverHasAsked() {
        assertThat(offer(10)).isTrue();
        IdleLibrary.write(socket, 10);
        assertThat(outbox.hasBecomeWritable()).isFalse();
    }

    @Test
    void takesNoMoreThanItCanBear() {
        assertThat(offer(30)).isTrue();
        assertThat(outbox.offer(new byte[1])).isFalse();
        IdleLibrary.write(socket, 1);
        assertThat(outbox.offer(new byte[101])).isFalse();
        assertThat(outbox.offer(new byte[100])).isTrue();
    }

    @Test
    void countsTheSizesOfTheFramesThatStillWait() {
        assertThat(outbox.offer(new byte[900])).isTrue();
        assertThat(outbox.offer(new byte[100])).isTrue();
        assertThat(outbox.isWritable()).isFalse();
        IdleLibrary.write(socket, 1);
        assertThat(outbox.offer(new byte[2_900])).isTrue();
        assertThat(outbox.offer(new byte[1])).isFalse();
    }

    @Test
    void isBusyAsLongAsAnythingWaits() {
        assertThat(outbox.isBusy()).isFalse();
        assertThat(offer(1)).isTrue();
        assertThat(outbox.isBusy()).isTrue();
        IdleLibrary.write(socket, 1);
        assertThat(outbox.isBusy()).isFalse();
    }

    @Test
    void neverCountsLessThanWaitsAmongPings() {
        wire.ping();
        assertThat(offer(30)).isTrue();
        wire.ping();
        IdleLibrary.write(socket, 1);
        assertThat(outbox.offer(new byte[1])).isFalse();
    }

    private boolean offer(int frames) {
        boolean taken = true;
        for (int i = 0; i < frames; i++) {
            taken &= outbox.offer(new byte[100]);
        }
        return taken;
    }
}
