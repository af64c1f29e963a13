package io.p2pcredit.transport.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.transport.ws.internal.Strangers.Place;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strangers are named in the order in which they come. */
class StrangersTest {
    private final Strangers strangers = new Strangers(new Limits.Strangers(4, 2));
    private final List<Integer> ousted = new ArrayList<>();
    private int count;

    @Test
    void haveTwoPlacesForOneAddress() throws UnknownHostException {
        comeFrom("192.0.2.1", "192.0.2.1", "192.0.2.2");
        assertThat(ousted).isEmpty();
        comeFrom("192.0.2.1");
        assertThat(ousted).containsExactly(1);
        comeFrom("192.0.2.2", "192.0.2.2");
        assertThat(ousted).containsExactly(1, 3);
    }

    @Test
    void haveFourPlacesInAll() throws UnknownHostException {
        comeFrom("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4");
        assertThat(ousted).isEmpty();
        comeFrom("192.0.2.5", "192.0.2.6");
        assertThat(ousted).containsExactly(1, 2);
    }

    @Test
    void makeRoomWhereTheyAreTheMost() throws UnknownHostException {
        comeFrom("192.0.2.1", "192.0.2.2", "192.0.2.2", "192.0.2.3");
        comeFrom("192.0.2.4");
        assertThat(ousted).containsExactly(2);
        comeFrom("192.0.2.5");
        assertThat(ousted).containsExactly(2, 1);
    }

    @Test
    void onLoopbackAreLimitedByTheTotalOnly() throws UnknownHostException {
        comeFrom("127.0.0.1", "127.0.0.2", "::1", "127.0.0.1");
        assertThat(ousted).isEmpty();
        comeFrom("192.0.2.1", "127.0.0.1");
        assertThat(ousted).containsExactly(1, 2);
    }

    @Test
    void giveTheirPlaceBackOnce() throws UnknownHostException {
        List<Place> places = comeFrom("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4");
        places.get(0).release();
        places.get(0).release();
        comeFrom("192.0.2.1");
        assertThat(ousted).isEmpty();
        comeFrom("192.0.2.5");
        assertThat(ousted).containsExactly(2);
        places.get(1).release();
        comeFrom("192.0.2.6");
        assertThat(ousted).containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, false",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "192.0.2.1, 192.0.2.129, false"
    })
    void areOfOneOriginInOneNetworkOfIpv6(String first, String second, boolean one) throws UnknownHostException {
        comeFrom(first, second, second);
        assertThat(ousted.isEmpty()).isNotEqualTo(one);
    }

    private List<Place> comeFrom(String... addresses) throws UnknownHostException {
        List<Place> places = new ArrayList<>();
        for (String address : addresses) {
            int number = ++count;
            places.add(strangers.admit(InetAddress.getByName(address), () -> ousted.add(number)));
        }
        return places;
    }
}
