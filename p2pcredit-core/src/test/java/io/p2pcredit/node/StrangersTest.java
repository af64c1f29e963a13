package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Proposal;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Reason;
import io.p2pcredit.message.PeerMessage.Refused;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.spi.AdmissionPolicy.Decision;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers without a line, and what they can do to a node: nothing. Bob is played by a {@link Puppet}. */
@Timeout(60)
class StrangersTest {
    private static final CreditLimit TEN = CreditLimit.of(10);

    private final Town town = new Town();
    private final Reins reins = new Reins();

    @BeforeEach
    void publishBob() {
        publishBob(town.bob.signer.publicKey());
    }

    @AfterEach
    void closeTheTown() {
        town.close();
        reins.close();
    }

    @Test
    void mayProposeAgainInPlaceOfTheFirstProposal() {
        CreditNode alice = town.alice.start();
        Puppet bob = Puppet.dialling(town.bob, ALICE).open().resume();
        bob.say(bob.proposal(5));
        bob.say(bob.proposal(10));

        Town.await(() -> alice.proposals().equals(proposals(town.bob.signer.publicKey(), 10)));
        assertThat(answer(alice.accept(BOB, TEN)).state()).isEqualTo(TrustlineView.State.OPEN);
        bob.hear(Deliver.class);
    }

    @Test
    void areReplacedByTheirNextSession() {
        CreditNode alice = town.alice.start();
        Puppet first = Puppet.dialling(town.bob, ALICE).open().resume();
        first.say(first.proposal(5));
        Town.await(() -> !alice.proposals().isEmpty());
        Puppet second = Puppet.dialling(town.bob, ALICE).prove();
        assertThat(alice.proposals()).isEqualTo(proposals(town.bob.signer.publicKey(), 5));
        second.resume().hear(Resume.class);

        assertThat(first.end()).isEqualTo(CloseCode.SUPERSEDED);
        assertThat(alice.proposals()).isEmpty();
        second.say(second.proposal(10));
        Town.await(() -> alice.proposals().equals(proposals(town.bob.signer.publicKey(), 10)));
    }

    @Test
    void leaveNoProposalToTheNextKeyOfTheirName() {
        CreditNode alice = town.alice.start();
        Puppet first = Puppet.dialling(town.bob, ALICE).open().resume();
        first.say(first.proposal(5));
        Town.await(() -> !alice.proposals().isEmpty());
        Town.House moved = town.bob.withKey(InMemorySigner.generate());
        publishBob(moved.signer.publicKey());
        Puppet second = Puppet.dialling(moved, ALICE).prove().resume();
        second.say(second.proposal(10));
        second.hear(Resume.class);

        Town.await(() -> alice.proposals().equals(proposals(moved.signer.publicKey(), 10)));
        assertThat(answer(alice.accept(BOB, TEN)).peerKey()).isEqualTo(moved.signer.publicKey());
        second.hear(Deliver.class);
        assertThat(first.end()).isEqualTo(CloseCode.SUPERSEDED);
    }

    @Test
    void areAskedAboutOnceAtATime() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch decided = new CountDownLatch(1);
        CreditNode alice =
                town.alice.start(builder -> builder.environment(reins).admission(request -> {
                    asked.countDown();
                    awaitQuietly(decided);
                    return new Decision.Accept(request.offered());
                }));
        Puppet bob = Puppet.dialling(town.bob, ALICE).open().resume();
        for (int limit = 1; limit <= 100; limit++) {
            bob.say(bob.proposal(limit));
        }
        asked.await();
        Town.await(() -> alice.proposals().equals(proposals(town.bob.signer.publicKey(), 100)));

        assertThat(reins.callbacksWaiting()).isLessThanOrEqualTo(1);
        decided.countDown();
        bob.hear(Deliver.class);
        assertThat(alice.trustline(BOB).orElseThrow().received()).isEqualTo(CreditLimit.of(100));
    }

    @Test
    void whoProposeWhileTheyAreProposedToAreAccepted() throws InterruptedException {
        CreditNode alice = town.alice.start();
        Puppet bob = Puppet.listening(town.bob);
        CompletableFuture<TrustlineView> opened = alice.propose(BOB, TEN);
        bob.open().resume();
        bob.say(bob.proposal(5));

        assertThat(answer(opened).received()).isEqualTo(CreditLimit.of(5));
        assertThat(alice.proposals()).isEmpty();
    }

    @Test
    void whoAnswerWithWrongSumsFreezeTheLine() {
        CreditNode alice = town.alice.start();
        Puppet bob = Puppet.listening(town.bob);
        CompletableFuture<TrustlineView> proposed = alice.propose(BOB, TEN);
        bob.open().resume().hear(Propose.class);
        bob.say(new Deliver(bob.opening(5, 1)));

        assertThat(refusal(proposed).code()).isEqualTo(RefusalCode.FROZEN);
        assertThat(alice.trustline(BOB).orElseThrow().state()).isEqualTo(TrustlineView.State.FROZEN);
        isAtWork(alice);
    }

    @Test
    void whoContradictThemselvesWillNotAcknowledgeAnyMore() {
        CreditNode alice = town.alice.start();
        Puppet bob = Puppet.listening(town.bob);
        CompletableFuture<TrustlineView> proposed = alice.propose(BOB, TEN);
        bob.open().resume().hear(Propose.class);
        bob.say(new Deliver(bob.opening(5)));
        answer(proposed);
        PendingPayment payment = alice.pay(PaymentOrder.to(BOB, 1));
        answer(payment.recorded());
        bob.say(new Deliver(bob.opening(6)));

        assertThat(refusal(payment.acknowledged()).code()).isEqualTo(RefusalCode.FROZEN);
        isAtWork(alice);
    }

    @Test
    void sayNothingBeforeTheyHaveShownWhereTheyStand() {
        CreditNode alice = town.alice.start();
        Puppet proposing = Puppet.dialling(town.bob, ALICE).open();
        proposing.say(proposing.proposal(5));
        assertThat(proposing.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);

        Puppet twice = Puppet.dialling(town.bob, ALICE).open().resume().resume();
        assertThat(twice.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
        isAtWork(alice);
    }

    @Test
    void openNothingByDelivering() {
        CreditNode alice = town.alice.start();
        Puppet bob = Puppet.dialling(town.bob, ALICE).open().resume();
        bob.say(new Deliver(bob.opening(5)));

        assertThat(bob.end()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
        assertThat(alice.trustlines()).isEmpty();
        isAtWork(alice);
    }

    @Test
    void mayRefuseAndDeclineWhatWasNeverAsked() {
        CreditNode alice = town.alice.start();
        Puppet bob = Puppet.dialling(town.bob, ALICE).open();
        bob.say(new Decline());
        bob.say(new Refused(Reason.FROZEN));
        bob.resume();
        bob.say(new Refused(Reason.TOO_MANY_PROPOSALS));
        bob.say(new Decline());
        bob.say(bob.proposal(5));

        Town.await(() -> !alice.proposals().isEmpty());
        bob.say(new Bye(CloseCode.KEY_CHANGED));
        Town.await(() -> alice.proposals().isEmpty());
        isAtWork(alice);
    }

    @Test
    void whoseAddressNoTransportTakesAreAway() {
        Surroundings honest = town.alice.surroundings;
        Transport transport = new Transport() {
            @Override
            public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
                return honest.transport().listen(acceptor);
            }

            @Override
            public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
                throw new IllegalArgumentException("what an address: " + address);
            }
        };
        CreditNode alice = town.alice.start(
                builder -> builder.in(new Surroundings(transport, honest.directory(), honest.ledger())));

        assertThat(refusal(alice.propose(BOB, TEN)).code()).isEqualTo(RefusalCode.PEER_AWAY);
        isAtWork(alice);
    }

    @Test
    void haveLittleRoomBeforeTheyAreAccepted() {
        CreditNode alice = town.alice.start(builder -> builder.environment(reins));
        Puppet bob = Puppet.dialling(town.bob, ALICE).open();
        reins.holdTheOwner();
        for (int i = 0; i < 400; i++) {
            bob.say(bob.proposal(5));
        }

        assertThat(bob.end()).isEqualTo(CloseCode.OVERRUN);
        reins.letTheOwnerGo();
        isAtWork(alice);
    }

    @Test
    void areNeverMoreThanSomeAndTheOneWhoIsSilentForTheLongestTimeHasToGo() {
        CreditNode alice = town.alice.start();
        Puppet proposing = Puppet.dialling(town.bob, ALICE).open().resume();
        proposing.say(proposing.proposal(5));
        Town.await(() -> !alice.proposals().isEmpty());
        Puppet silent = stranger(0);
        Puppet talking = stranger(1);
        for (int i = 2; i < 255; i++) {
            stranger(i);
        }
        talking.say(new Progress(0, 0));
        talking.say(talking.proposal(5));
        Town.await(() -> alice.proposals().size() == 2);
        assertThat(silent.hasHeardMore()).isFalse();
        Puppet last = stranger(255);

        assertThat(silent.end()).isEqualTo(CloseCode.BUSY);
        assertThat(List.of(proposing, talking, last)).noneMatch(Puppet::hasHeardMore);
    }

    /** Somebody in the directory, in a session, of whom nothing more is heard. */
    private Puppet stranger(int number) {
        Town.House house = town.house(PeerId.of("Stranger" + number), 1);
        publish(house, house.signer.publicKey());
        return Puppet.dialling(house, ALICE).open().resume();
    }

    private List<Proposal> proposals(PublicKey key, long limit) {
        return List.of(new Proposal(BOB, key, CreditLimit.of(limit), CreditLimit.of(limit)));
    }

    private static void isAtWork(CreditNode node) {
        assertThat(node.status()).isEqualTo(NodeStatus.of(NodeStatus.State.READY));
    }

    private void publishBob(PublicKey key) {
        publish(town.bob, key);
    }

    private static void publish(Town.House house, PublicKey key) {
        house.surroundings
                .directory()
                .publish(new PeerRecord(house.name, Optional.of(URI.create("mem://" + house.name)), Optional.of(key)))
                .toCompletableFuture()
                .join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
