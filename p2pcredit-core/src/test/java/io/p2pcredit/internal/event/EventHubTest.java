package io.p2pcredit.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.Subscription;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class EventHubTest {
    private final Queue<Runnable> callbacks = new ArrayDeque<>();
    private final EventHub hub = new EventHub(callbacks::add);
    private final List<NodeEvent> told = new ArrayList<>();

    @Test
    void tellsInOrder() {
        hub.subscribe(told::add);
        publish(1, 3);
        runCallbacks();

        assertThat(told).containsExactly(event(1), event(2), event(3));
    }

    @Test
    void tellsWhereToReadOnBeforeAnythingThatCameAfterTheGap() {
        hub.subscribe(told::add);
        publish(1, EventHub.MAX_BACKLOG + 1);
        callbacks.remove().run();
        publish(EventHub.MAX_BACKLOG + 2, EventHub.MAX_BACKLOG + 2);
        runCallbacks();
        publish(EventHub.MAX_BACKLOG + 3, EventHub.MAX_BACKLOG + 3);
        runCallbacks();

        assertThat(told.subList(EventHub.MAX_BACKLOG - 1, told.size()))
                .containsExactly(
                        event(EventHub.MAX_BACKLOG),
                        new NodeEvent.Lagged(new Cursor(EventHub.MAX_BACKLOG, 1)),
                        event(EventHub.MAX_BACKLOG + 3));
    }

    @Test
    void goesOnAfterAListenerHasFailed() {
        hub.subscribe(event -> {
            told.add(event);
            throw new AssertionError("a mistake of the application");
        });
        publish(1, 2);
        runCallbacks();

        assertThat(told).containsExactly(event(1), event(2));
    }

    @Test
    void tellsNothingAfterTheSubscriptionHasEnded() {
        Subscription subscription = hub.subscribe(told::add);
        publish(1, 1);
        subscription.close();
        runCallbacks();

        assertThat(told).isEqualTo(List.of());
    }

    private void publish(int from, int to) {
        for (int position = from; position <= to; position++) {
            hub.publish(event(position));
        }
    }

    private static NodeEvent event(int position) {
        return new NodeEvent.Recorded(
                new Cursor(position, 1), Instant.EPOCH, new TrustlineEvent.ProposalDeclined(PeerId.of("Bob")));
    }

    private void runCallbacks() {
        for (Runnable task = callbacks.poll(); task != null; task = callbacks.poll()) {
            task.run();
        }
    }
}
