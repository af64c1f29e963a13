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
import io.p2pcredit.Proposal;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A line that both have closed, and what a proposal does to it. */
@Timeout(60)
class ReopeningTest {
    private static final CreditLimit SEVEN = CreditLimit.of(7);
    private static final CreditLimit NINE = CreditLimit.of(9);

    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void asksTheOtherAndOpensTheSameLineAgain() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        TrustlineView before = closed(alice, bob);
        CompletableFuture<TrustlineView> proposed = alice.propose(BOB, SEVEN);
        Town.await(() -> !bob.proposals().isEmpty());
        assertThat(bob.proposals())
                .isEqualTo(List.of(new Proposal(ALICE, town.alice.signer.publicKey(), SEVEN, SEVEN)));
        answer(bob.accept(ALICE, NINE));

        TrustlineView again = answer(proposed);
        assertThat(again.id()).isEqualTo(before.id());
        assertThat(again.state()).isEqualTo(TrustlineView.State.OPEN);
        assertThat(List.of(again.granted(), again.received())).containsExactly(SEVEN, NINE);
        assertThat(bob.proposals()).isEmpty();
        pays(alice, BOB, 9);
        pays(bob, ALICE, 9 + 7);
    }

    @Test
    void mayBeDeclinedAndProposedAgain() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        closed(alice, bob);
        CompletableFuture<TrustlineView> proposed = alice.propose(BOB, SEVEN);
        Town.await(() -> !bob.proposals().isEmpty());
        answer(bob.decline(ALICE));
        assertThat(refusal(proposed).code()).isEqualTo(RefusalCode.DECLINED);
        assertThat(bob.trustline(ALICE).orElseThrow().granted()).isEqualTo(CreditLimit.NONE);

        CompletableFuture<TrustlineView> again = alice.propose(BOB, NINE);
        Town.await(() -> !bob.proposals().isEmpty());
        answer(bob.accept(ALICE, SEVEN));
        assertThat(answer(again).received()).isEqualTo(SEVEN);
    }

    @Test
    void isLeftToThePolicy() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 5);
        close(alice, bob);

        assertThat(answer(alice.propose(BOB, SEVEN)).received()).isEqualTo(SEVEN);
        assertThat(bob.proposals()).isEmpty();
    }

    @Test
    void needsNoAnswerIfAsMuchIsGrantedAlready() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        closed(alice, bob);
        answer(bob.changeLimit(ALICE, NINE));
        Town.await(() -> alice.trustline(BOB).orElseThrow().received().equals(NINE));

        assertThat(answer(alice.propose(BOB, SEVEN)).received()).isEqualTo(NINE);
        assertThat(bob.proposals()).isEmpty();
    }

    @Test
    void happensAlsoIfBothProposeAtOnce() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        closed(alice, bob);
        CompletableFuture<TrustlineView> alices = alice.propose(BOB, SEVEN);
        CompletableFuture<TrustlineView> bobs = bob.propose(ALICE, NINE);
        answer(alices);
        answer(bobs);

        Town.await(() -> alice.trustline(BOB).orElseThrow().received().equals(NINE));
        Town.await(() -> bob.trustline(ALICE).orElseThrow().received().equals(SEVEN));
        pays(alice, BOB, 9);
    }

    @Test
    void waitsForAPeerThatIsAway() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        closed(alice, bob);
        CompletableFuture<TrustlineView> proposed = alice.propose(BOB, SEVEN);
        Town.await(() -> !bob.proposals().isEmpty());
        town.alice.transport.cut();
        Town.await(() -> bob.proposals().isEmpty());
        Town.await(() -> !bob.proposals().isEmpty());
        answer(bob.accept(ALICE, NINE));

        assertThat(answer(proposed).received()).isEqualTo(NINE);
    }

    private static TrustlineView closed(CreditNode alice, CreditNode bob) {
        CompletableFuture<TrustlineView> proposed = alice.propose(BOB, CreditLimit.of(5));
        Town.await(() -> !bob.proposals().isEmpty());
        answer(bob.accept(ALICE, CreditLimit.of(5)));
        answer(proposed);
        return close(alice, bob);
    }

    private static TrustlineView close(CreditNode alice, CreditNode bob) {
        answer(alice.changeLimit(BOB, CreditLimit.NONE));
        answer(bob.changeLimit(ALICE, CreditLimit.NONE));
        Town.await(() -> isClosed(alice, BOB) && isClosed(bob, ALICE));
        return alice.trustline(BOB).orElseThrow();
    }

    private static boolean isClosed(CreditNode node, PeerId peer) {
        return node.trustline(peer).orElseThrow().state() == TrustlineView.State.CLOSED;
    }

    private static void pays(CreditNode payer, PeerId payee, long amount) {
        answer(payer.pay(PaymentOrder.to(payee, amount)).acknowledged());
    }
}
