package io.p2pcredit.transport.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.transport.ws.internal.Strangers.Place;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private final Strangers strangers = new Strangers(new Limits.Strangers(3, 2));

    @Test
    void areLimitedPerAddress() throws UnknownHostException {
        Place first = strangers.admit(address(1)).orElseThrow();
        assertThat(strangers.admit(address(1))).isPresent();
        assertThat(strangers.admit(address(1))).isEmpty();
        assertThat(strangers.admit(address(2))).isPresent();
        first.release();
        assertThat(strangers.admit(address(1))).isPresent();
    }

    @Test
    void areLimitedInAll() throws UnknownHostException {
        Place first = strangers.admit(address(1)).orElseThrow();
        assertThat(strangers.admit(address(2))).isPresent();
        assertThat(strangers.admit(address(3))).isPresent();
        assertThat(strangers.admit(address(4))).isEmpty();
        first.release();
        assertThat(strangers.admit(address(4))).isPresent();
    }

    @Test
    void ofLoopbackCountTowardsTheTotalOnly() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int i = 0; i < 3; i++) {
            assertThat(strangers.admit(loopback)).isPresent();
        }
        assertThat(strangers.admit(loopback)).isEmpty();
    }

    @Test
    void giveTheirPlaceBackOnce() throws UnknownHostException {
        Place first = strangers.admit(address(1)).orElseThrow();
        first.release();
        first.release();
        for (int i = 1; i <= 3; i++) {
            assertThat(strangers.admit(address(i))).isPresent();
        }
        assertThat(strangers.admit(address(4))).isEmpty();
    }

    private static InetAddress address(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
    }
}
