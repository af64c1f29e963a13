package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.open;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.RefusalCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How two peers find each other, and which of their connections stays. Bob is played by a {@link Puppet}. */
@Timeout(60)
class MeetingTest {
    private static final Duration STRANGER_LIMIT = Duration.ofSeconds(60);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);
    private static final CreditLimit TEN = CreditLimit.of(10);

    private final Town town = new Town();
    private final Reins reins = new Reins();

    @BeforeEach
    void publishBob() {
        answer(town.bob
                .surroundings
                .directory()
                .publish(new PeerRecord(
                        BOB, Optional.of(URI.create("mem://Bob")), Optional.of(town.bob.signer.publicKey())))
                .toCompletableFuture());
    }

    @AfterEach
    void closeTheTown() {
        town.close();
        reins.close();
    }

    @Test
    void strangersWithoutAProposalStayForAMinute() {
        CreditNode alice = town.alice.start(builder -> builder.environment(reins));
        Puppet bob = Puppet.dialling(town.bob, ALICE).open().resume();
        Town.await(() -> reins.waiting(STRANGER_LIMIT) == 1);
        reins.pass(STRANGER_LIMIT);

        assertThat(bob.end()).isEqualTo(CloseCode.TIMEOUT);
        assertThat(alice.trustlines()).isEmpty();
    }

    @Test
    void strangersStayWhileTheirProposalWaits() {
        CreditNode alice = town.alice.start(builder -> builder.environment(reins));
        Puppet bob = Puppet.dialling(town.bob, ALICE).open().resume();
        bob.say(bob.proposal(10));
        Town.await(() -> !alice.proposals().isEmpty());
        reins.pass(STRANGER_LIMIT);
        Town.await(() -> reins.waiting(STRANGER_LIMIT) == 1);
        answer(alice.decline(BOB));
        reins.pass(STRANGER_LIMIT);

        assertThat(bob.endAtLast()).isEqualTo(CloseCode.TIMEOUT);
    }

    @Test
    void peersWithALineStay() {
        CreditNode alice = town.alice.start(builder -> builder.environment(reins));
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        Town.await(() -> reins.waiting(STRANGER_LIMIT) == 1);
        reins.pass(STRANGER_LIMIT);

        answer(alice.pay(PaymentOrder.to(BOB, 1)).acknowledged());
        assertThat(alice.trustline(BOB).orElseThrow().online()).isTrue();
        assertThat(reins.waiting(STRANGER_LIMIT)).isZero();
    }

    @Test
    void aSecondConnectionThatProvesNothingDisturbsNobody() {
        CreditNode alice = town.alice.start();
        Puppet bob = Puppet.dialling(town.bob, ALICE).open().resume();
        Puppet.dialling(town.bob, ALICE).greet();
        Puppet.dialling(town.bob, ALICE).prove();
        bob.say(bob.proposal(10));

        Town.await(() -> !alice.proposals().isEmpty());
        assertThat(answer(alice.accept(BOB, TEN)).state()).isEqualTo(TrustlineView.State.OPEN);
        bob.hear(Deliver.class);
    }

    @Test
    void whatComesOnAnOldConnectionIsDropped() {
        CreditNode alice = town.alice.start(builder -> builder.environment(reins));
        Puppet old = Puppet.dialling(town.bob, ALICE).open().resume();
        old.say(old.proposal(5));
        Town.await(() -> !alice.proposals().isEmpty());
        Puppet next = Puppet.dialling(town.bob, ALICE).prove();
        reins.holdTheOwner();
        afterOneMoreTask(next::resume);
        afterOneMoreTask(() -> old.say(old.proposal(6)));
        reins.letTheOwnerGo();

        assertThat(old.endAtLast()).isEqualTo(CloseCode.SUPERSEDED);
        next.hear(Resume.class);
        assertThat(alice.proposals()).isEmpty();
    }

    @Test
    void aConnectionThatIsReplacedGivesItsPlaceToTheOther() {
        CreditNode alice = town.alice.start();
        Puppet old = Puppet.dialling(town.bob, ALICE).open().resume();
        Puppet next = Puppet.dialling(town.bob, ALICE).prove();
        old.say(new Bye(CloseCode.GOING_AWAY));
        next.hear(Resume.class);
        next.resume();
        next.say(next.proposal(10));

        Town.await(() -> !alice.proposals().isEmpty());
    }

    @Test
    void anOldDialThatFailsLateSaysNothingOfTheNext() {
        HeldTransport transport = new HeldTransport(town.alice.surroundings.transport());
        CreditNode alice = town.alice.start(builder -> builder.in(
                new Surroundings(transport, town.alice.surroundings.directory(), town.alice.surroundings.ledger())));
        CompletableFuture<TrustlineView> first = alice.propose(BOB, TEN);
        Town.await(() -> transport.dials.size() == 1);
        Puppet visiting = Puppet.dialling(town.bob, ALICE).open().resume();
        visiting.hear(Propose.class);
        visiting.say(new Decline());
        assertThat(refusal(first).code()).isEqualTo(RefusalCode.DECLINED);
        visiting.say(new Bye(CloseCode.GOING_AWAY));
        Town.await(() -> !alice.trustline(BOB).orElseThrow().online());

        Puppet bob = Puppet.listening(town.bob);
        CompletableFuture<TrustlineView> second = alice.propose(BOB, TEN);
        transport.held = false;
        transport.dials.get(0).completeExceptionally(new IOException("the first has failed at last"));
        bob.open().resume().hear(Propose.class);
        bob.say(new Deliver(bob.opening(10)));

        assertThat(answer(second).state()).isEqualTo(TrustlineView.State.OPEN);
    }

    @Test
    void aPeerThatChangesItsLimitWithoutEndIsReadSlowlyAndRefusedNothing() {
        CreditNode alice = town.alice.start(builder -> builder.environment(reins));
        CreditNode bob = town.bob.start(admitting(1_000));
        open(alice, bob, 1_000);
        for (int i = 0; i < 120; i++) {
            answer(bob.changeLimit(ALICE, CreditLimit.of(900 - i % 2)));
        }
        answer(bob.changeLimit(ALICE, CreditLimit.of(700)));
        Town.await(() -> reins.waitingBelow(LONGEST_REST) == 1);
        Town.await(() -> {
            reins.passBelow(LONGEST_REST);
            return alice.trustline(BOB).orElseThrow().received().equals(CreditLimit.of(700));
        });

        assertThat(alice.trustline(BOB).orElseThrow().online()).isTrue();
    }

    /** Says something, and waits until Alice's workers have handed it to her owner. */
    private void afterOneMoreTask(Runnable said) {
        long before = reins.workDone();
        said.run();
        Town.await(() -> reins.workDone() > before);
    }

    /** A transport whose dials come to nothing before a test says so. */
    private static final class HeldTransport implements Transport {
        private final Transport honest;
        private final List<CompletableFuture<Connection>> dials = new CopyOnWriteArrayList<>();
        private volatile boolean held = true;

        HeldTransport(Transport honest) {
            this.honest = honest;
        }

        @Override
        public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
            return honest.listen(acceptor);
        }

        @Override
        public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
            if (!held) {
                return honest.dial(address, acceptor);
            }
            CompletableFuture<Connection> dial = new CompletableFuture<>();
            dials.add(dial);
            return dial;
        }
    }
}
