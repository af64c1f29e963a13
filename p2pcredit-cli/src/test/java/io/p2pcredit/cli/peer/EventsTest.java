package io.p2pcredit.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.Subscription;
import io.p2pcredit.trustline.PeerId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final NodeEvent FIRST = new NodeEvent.PeerOnline(PeerId.of("Bob"));
    private static final NodeEvent SECOND = new NodeEvent.Halted("the disk is full");

    private final Events events = new Events();
    private final List<NodeEvent> told = new ArrayList<>();

    @Test
    void areToldInOrderWhenSomebodyListensAtLast() {
        events.accept(FIRST);
        Subscription subscription = events.subscribe(told::add);
        events.accept(SECOND);
        assertThat(told).containsExactly(FIRST, SECOND);

        subscription.close();
        events.accept(FIRST);
        assertThat(told).hasSize(2);
    }
}
