package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever shows one key under two names would have two lines that are one, and could make the first one vanish. */
@Timeout(60)
class OneKeyOneNameTest {
    private static final PeerId CAROL = PeerId.of("Carol");
    private static final CreditLimit HUNDRED = CreditLimit.of(100);

    private final Town town = new Town();
    private final Town.House carol = town.house(CAROL, town.bob.signer);

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void dialsNobodyUnderAKeyThatIsPinnedToAnotherName() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        bob.pay(PaymentOrder.to(ALICE, 60)).acknowledged().join();
        carol.start(admitting(100));

        assertThat(refusal(alice.propose(CAROL, HUNDRED)).code()).isEqualTo(RefusalCode.KEY_CHANGED);
        assertThat(alice.trustlines()).extracting(TrustlineView::peer).containsExactly(BOB);
        alice.close();
        assertThat(town.alice.start().trustline(BOB).orElseThrow().balance().units())
                .isEqualTo(60);
    }

    @Test
    void talksToOneNameOfAKeyAtATime() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start();
        assertThat(bob.propose(ALICE, HUNDRED)).isNotDone();
        Town.await(() -> !alice.proposals().isEmpty());
        CreditNode sameAsBob = carol.start();

        assertThat(refusal(sameAsBob.propose(ALICE, HUNDRED)).code()).isEqualTo(RefusalCode.PEER_AWAY);
        assertThat(alice.proposals()).extracting(Proposal::peer).containsExactly(BOB);
    }
}
