package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PeerIdentity;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.TrustlineView.State;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bob has lost his key and comes back under his name with another one. Alice owes the old Bob 7. */
class KeyChangeTest {
    private final Town town = new Town();
    private final PublicKey oldKey = town.bob.signer.publicKey();
    private final InMemorySigner newSigner = InMemorySigner.generate();
    private final PublicKey newKey = newSigner.publicKey();
    private CreditNode alice = town.alice.start();
    private CreditNode newBob = alice;

    @BeforeEach
    void bobComesBackWithAnotherKey() {
        CreditNode oldBob = town.bob.start(Town.admitting(100));
        Town.open(alice, oldBob, 100);
        Town.answer(alice.pay(PaymentOrder.to(BOB, 7)).acknowledged());
        oldBob.close();
        newBob = town.bob.withKey(newSigner).start(Town.admitting(100));
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void isShownBesideThePinnedKey() {
        PeerIdentity identity = Town.answer(alice.identity(BOB));
        assertThat(identity).isEqualTo(new PeerIdentity(BOB, Optional.of(oldKey), Optional.of(newKey)));
        assertThat(identity.hasChanged()).isTrue();
    }

    @Test
    void isRefusedUntilItIsAccepted() {
        assertThat(Town.refusal(newBob.propose(ALICE, CreditLimit.of(5))).code())
                .isEqualTo(RefusalCode.TURNED_AWAY);
        assertThat(alice.trustline(BOB).map(TrustlineView::peerKey)).contains(oldKey);
    }

    @Test
    void beginsALineAnewOnceItIsAcceptedAndTheOldOneStaysToBeRead() {
        assertThat(Town.answer(alice.acceptKey(BOB, newKey)).pinned()).contains(newKey);
        assertThat(alice.trustline(BOB)).isEmpty();
        Town.open(alice, newBob, 100);
        Town.answer(alice.pay(PaymentOrder.to(BOB, 3)).acknowledged());
        assertLines(alice);
        assertThat(alice.events(Cursor.START).next(100).stream().map(recorded -> recorded.event()))
                .contains(new TrustlineEvent.KeyReplaced(BOB, newKey));
    }

    @Test
    void staysAcceptedAfterARestart() {
        Town.answer(alice.acceptKey(BOB, newKey));
        Town.open(alice, newBob, 100);
        Town.answer(alice.pay(PaymentOrder.to(BOB, 3)).acknowledged());
        Hash digest = alice.digest();
        alice.close();
        alice = town.alice.start();
        assertThat(alice.digest()).isEqualTo(digest);
        assertLines(alice);
    }

    @Test
    void isAcceptedOnlyIfItIsTheOneThatTheDirectoryShows() {
        PublicKey another = InMemorySigner.generate().publicKey();
        assertThat(Town.refusal(alice.acceptKey(BOB, another)).code()).isEqualTo(RefusalCode.NOT_THE_KEY_SHOWN);
        assertThat(alice.trustline(BOB).map(TrustlineView::peerKey)).contains(oldKey);
    }

    @Test
    void doesNotBringAKeyBackThatWasGivenUp() {
        Town.answer(alice.acceptKey(BOB, newKey));
        newBob.close();
        town.bob.start();
        assertThat(Town.refusal(alice.acceptKey(BOB, oldKey)).code()).isEqualTo(RefusalCode.KEY_CHANGED);
    }

    private void assertLines(CreditNode node) {
        List<TrustlineView> lines = node.trustlines();
        assertThat(lines).extracting(TrustlineView::state).containsExactly(State.OPEN, State.RETIRED);
        assertThat(lines).extracting(TrustlineView::peerKey).containsExactly(newKey, oldKey);
        assertThat(lines).extracting(line -> line.balance().units()).containsExactly(-3L, -7L);
        assertThat(node.trustline(BOB).map(TrustlineView::peerKey)).contains(newKey);
    }
}
