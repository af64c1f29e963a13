package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alice accepts another key of Bob's while somebody with the old one is connected and pays. */
@Timeout(60)
class KeyChangeAtWorkTest {
    private static final PublicKey ANOTHER = InMemorySigner.generate().publicKey();

    @Test
    void doesNoHarmWhateverTheOldOneIsDoing() {
        int things = 0;
        while (isAcceptedAfter(things)) {
            things++;
        }
        assertThat(things).isGreaterThan(10);
    }

    /** Whether Bob was still at it. */
    private static boolean isAcceptedAfter(int things) {
        Clocktown town = new Clocktown();
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        town.indebt(town.bob, town.alice, 30);
        town.clock.pass(Duration.ofSeconds(1));
        PeerRecord shown = new PeerRecord(BOB, Optional.empty(), Optional.of(ANOTHER));
        town.clock.answer(town.bob.surroundings.directory().publish(shown).toCompletableFuture());
        bob.pay(PaymentOrder.to(ALICE, 1));
        bob.pay(PaymentOrder.to(ALICE, 1));
        boolean busy = town.clock.does(things);
        CompletableFuture<?> limit = alice.changeLimit(BOB, CreditLimit.of(50));
        CompletableFuture<?> accepted = alice.acceptKey(BOB, ANOTHER);
        CompletableFuture<?> twice = alice.acceptKey(BOB, ANOTHER);
        CompletableFuture<?> cancelled =
                alice.cancel(alice.pay(PaymentOrder.to(BOB, 1)).id());
        town.clock.pass(Duration.ofMinutes(1));

        assertThat(alice.status()).as("after %s things", things).isEqualTo(NodeStatus.of(NodeStatus.State.READY));
        assertThat(List.of(accepted, twice)).allMatch(promise -> !promise.isCompletedExceptionally());
        assertThat(List.of(limit, accepted, twice, cancelled)).allMatch(CompletableFuture::isDone);
        assertThat(alice.trustline(BOB)).isEmpty();
        return busy;
    }
}
