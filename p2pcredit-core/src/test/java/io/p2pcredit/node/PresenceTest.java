package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alice and Bob have a line; he comes and goes. */
@Timeout(60)
class PresenceTest {
    private final Clocktown town = new Clocktown();

    @BeforeEach
    void open() {
        town.alice.start();
        town.bob.start();
        town.indebt(town.alice, town.bob, 10);
    }

    @Test
    void isSeenInTheViewWhenItIsTold() {
        List<String> told = new ArrayList<>();
        town.alice.node().onEvent(event -> {
            boolean online =
                    town.alice.node().trustline(BOB).map(TrustlineView::online).orElseThrow();
            if (event instanceof NodeEvent.PeerOnline || event instanceof NodeEvent.PeerOffline) {
                told.add(event.getClass().getSimpleName() + ' ' + online);
            }
        });
        town.bob.restart();
        town.clock.until(() -> town.alice.isReadyFor(town.bob));
        town.network.down(true);
        town.clock.pass(Duration.ofSeconds(1));
        town.network.down(false);
        town.clock.until(() -> told.size() == 4);

        assertThat(told)
                .containsExactly("PeerOffline false", "PeerOnline true", "PeerOffline false", "PeerOnline true");
    }

    @Test
    void isToldThoughItComesBeforeTheNodeIsHandedOut() {
        List<NodeEvent> told = new ArrayList<>();
        town.alice.with(builder -> builder.onEvent(told::add)).restart();
        town.clock.until(() -> town.alice.isReadyFor(town.bob));
        town.clock.rest();

        assertThat(told).contains(new NodeEvent.PeerOnline(BOB));
    }

    @Test
    void costsNoSignatureHoweverOftenThePeerAsksForWhatIsGrantedAlready() {
        for (int i = 0; i < 5; i++) {
            town.network.forge(BOB, ALICE, new Propose(CreditLimit.of(100), List.of()));
        }
        town.clock.rest();

        assertThat(limitsGranted()).isEqualTo(1);
        town.clock.answer(town.bob.node().changeLimit(ALICE, CreditLimit.of(60)));
        town.network.forge(BOB, ALICE, new Propose(CreditLimit.of(100), List.of()));
        town.clock.until(() -> limitsGranted() == 2);
        assertThat(town.alice.isReadyFor(town.bob)).isTrue();
    }

    private long limitsGranted() {
        return town.alice.node().events(Cursor.START).next(1_000).stream()
                .map(NodeEvent.Recorded::event)
                .filter(event -> event instanceof TrustlineEvent.LimitChanged changed
                        && changed.direction() == Direction.OUTGOING)
                .count();
    }
}
