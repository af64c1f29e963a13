package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.open;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.Proposal;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpeningTest {
    private static final CreditLimit HUNDRED = CreditLimit.of(100);

    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void takesAProposalAndItsAcceptance() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        CompletableFuture<TrustlineView> opened = alice.propose(BOB, HUNDRED);
        Town.await(() -> !bob.proposals().isEmpty());

        assertThat(bob.proposals()).containsExactly(new Proposal(ALICE, alice.publicKey(), HUNDRED, HUNDRED));
        bob.accept(ALICE, CreditLimit.of(30)).join();

        TrustlineView line = opened.join();
        assertThat(line.granted()).isEqualTo(HUNDRED);
        assertThat(line.received()).isEqualTo(CreditLimit.of(30));
        assertThat(line.peerKey()).isEqualTo(bob.publicKey());
        assertThat(bob.proposals()).isEmpty();
    }

    @Test
    void isToldOfADeclinedProposalAndMayProposeAgain() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        CompletableFuture<TrustlineView> first = alice.propose(BOB, HUNDRED);
        Town.await(() -> !bob.proposals().isEmpty());
        bob.decline(ALICE).join();

        assertThat(refusal(first).code()).isEqualTo(RefusalCode.DECLINED);
        Town.await(() -> alice.trustline(BOB).orElseThrow().state() == TrustlineView.State.DECLINED);
        assertThat(refusal(alice.pay(PaymentOrder.to(BOB, 1)).recorded()).code())
                .isEqualTo(RefusalCode.DECLINED);

        CompletableFuture<TrustlineView> second = alice.propose(BOB, CreditLimit.of(50));
        Town.await(() -> !bob.proposals().isEmpty());
        assertThat(bob.proposals().get(0).offered()).isEqualTo(CreditLimit.of(50));
        bob.accept(ALICE, CreditLimit.of(50)).join();
        assertThat(second.join().state()).isEqualTo(TrustlineView.State.OPEN);
    }

    @Test
    void takesCrossingProposalsForAcceptances() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        CompletableFuture<TrustlineView> one = alice.propose(BOB, CreditLimit.of(10));
        CompletableFuture<TrustlineView> other = bob.propose(ALICE, CreditLimit.of(20));

        assertThat(one.join().received()).isEqualTo(CreditLimit.of(20));
        assertThat(other.join().received()).isEqualTo(CreditLimit.of(10));
    }

    @Test
    void saysWhyThereCanBeNoTrustline() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();

        assertThat(refusal(alice.propose(ALICE, HUNDRED)).code()).isEqualTo(RefusalCode.SELF);
        assertThat(refusal(alice.propose(PeerId.of("Zoe"), HUNDRED)).code()).isEqualTo(RefusalCode.UNKNOWN_PEER);
        assertThat(refusal(alice.accept(BOB, HUNDRED)).code()).isEqualTo(RefusalCode.NO_PROPOSAL);
        assertThat(refusal(alice.decline(BOB)).code()).isEqualTo(RefusalCode.NO_PROPOSAL);
        assertThat(refusal(alice.pay(PaymentOrder.to(BOB, 1)).recorded()).code())
                .isEqualTo(RefusalCode.NO_TRUSTLINE);
        assertThat(refusal(alice.settle(BOB, SettleOrder.everything()).recorded())
                        .code())
                .isEqualTo(RefusalCode.NO_TRUSTLINE);
        assertThat(refusal(alice.changeLimit(BOB, HUNDRED)).code()).isEqualTo(RefusalCode.NO_TRUSTLINE);

        CompletableFuture<TrustlineView> first = alice.propose(BOB, HUNDRED);
        assertThat(refusal(alice.propose(BOB, HUNDRED)).code()).isEqualTo(RefusalCode.ALREADY_PROPOSED);
        Town.await(() -> !bob.proposals().isEmpty());
        assertThat(refusal(alice.pay(PaymentOrder.to(BOB, 1)).recorded()).code())
                .isEqualTo(RefusalCode.NOT_ACCEPTED);
        bob.accept(ALICE, HUNDRED).join();
        first.join();
        assertThat(refusal(alice.propose(BOB, HUNDRED)).code()).isEqualTo(RefusalCode.ALREADY_OPEN);
    }

    @Test
    void saysWhatThePeerLacks() {
        CreditNode alice = town.alice.start();
        var publish = town.bob.surroundings.directory();
        publish.publish(new PeerRecord(BOB, Optional.empty(), Optional.empty()))
                .toCompletableFuture()
                .join();
        assertThat(refusal(alice.propose(BOB, HUNDRED)).code()).isEqualTo(RefusalCode.PEER_WITHOUT_KEY);

        publish.publish(new PeerRecord(BOB, Optional.empty(), Optional.of(town.bob.signer.publicKey())))
                .toCompletableFuture()
                .join();
        assertThat(refusal(alice.propose(BOB, HUNDRED)).code()).isEqualTo(RefusalCode.PEER_WITHOUT_ADDRESS);
    }

    @Test
    void saysThatThePeerCannotBeReached() {
        CreditNode alice = town.alice.start();
        town.bob.start();
        town.bob.transport.down(true);

        assertThat(refusal(alice.propose(BOB, HUNDRED)).code()).isEqualTo(RefusalCode.PEER_AWAY);
    }

    @Test
    void turnsAwayWhoeverComesBackUnderAPinnedNameWithAnotherKey() throws InterruptedException {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        alice.close();
        BlockingQueue<NodeEvent> bobsNews = new LinkedBlockingQueue<>();
        bob.onEvent(bobsNews::add);

        CreditNode stranger = CreditNode.builder(ALICE)
                .in(town.alice.surroundings)
                .store(new InMemoryStorage().open(), new InMemoryHistory())
                .signer(InMemorySigner.generate())
                .start();
        try (stranger) {
            BlockingQueue<NodeEvent> strangersNews = new LinkedBlockingQueue<>();
            stranger.onEvent(strangersNews::add);

            assertThat(refusal(stranger.propose(BOB, HUNDRED)).code()).isEqualTo(RefusalCode.TURNED_AWAY);
            assertThat(next(bobsNews, NodeEvent.PeerTurnedAway.class))
                    .isEqualTo(new NodeEvent.PeerTurnedAway(ALICE, CloseCode.KEY_CHANGED));
            assertThat(next(strangersNews, NodeEvent.TurnedAwayBy.class))
                    .isEqualTo(new NodeEvent.TurnedAwayBy(BOB, CloseCode.KEY_CHANGED));
            assertThat(bob.trustline(ALICE).orElseThrow().peerKey()).isEqualTo(town.alice.signer.publicKey());
        }
    }

    @Test
    void saysThatThePeerItDialsHasAnotherKeyNow() throws InterruptedException {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        BlockingQueue<NodeEvent> alicesNews = new LinkedBlockingQueue<>();
        alice.onEvent(alicesNews::add);
        bob.close();

        CreditNode stranger = CreditNode.builder(BOB)
                .in(town.bob.surroundings)
                .store(new InMemoryStorage().open(), new InMemoryHistory())
                .signer(InMemorySigner.generate())
                .start();
        try (stranger) {
            assertThat(next(alicesNews, NodeEvent.PeerTurnedAway.class))
                    .isEqualTo(new NodeEvent.PeerTurnedAway(BOB, CloseCode.KEY_CHANGED));
        }
    }

    @Test
    void forgetsAProposalWhenItsPeerLeaves() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        CompletableFuture<TrustlineView> proposed = alice.propose(BOB, HUNDRED);
        Town.await(() -> !bob.proposals().isEmpty());
        alice.close();

        Town.await(() -> bob.proposals().isEmpty());
        assertThat(refusal(proposed).code()).isEqualTo(RefusalCode.NODE_CLOSED);
        assertThat(bob.trustlines()).isEqualTo(List.of());
    }

    private static NodeEvent next(BlockingQueue<NodeEvent> events, Class<? extends NodeEvent> kind)
            throws InterruptedException {
        NodeEvent event = events.take();
        while (!kind.isInstance(event)) {
            event = events.take();
        }
        return event;
    }
}
