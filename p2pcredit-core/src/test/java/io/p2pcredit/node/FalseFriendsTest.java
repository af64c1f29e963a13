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
import io.p2pcredit.Reconciliation;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Alice's node has lost everything, and gets it back badly. Bob is played by a {@link Puppet}. */
@Timeout(60)
class FalseFriendsTest {
    private static final PeerId CAROL = PeerId.of("Carol");

    private final Town town = new Town();
    private final Story story = Story.of(town, 20);
    private final List<Update> everything = story.inOrder();
    private final Spy signer = new Spy(town.alice.signer);
    private final Backup left = Backup.empty();
    private final CreditNode alice = start();

    private CreditNode start() {
        return town.alice.start(
                builder -> left.restored().apply(admitting(1_000).apply(builder.signer(signer))));
    }

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void getNothingSignedBeforeEverythingIsBack() {
        Puppet bob = story.resume(Puppet.dialling(town.bob, ALICE).open());
        assertThat(bob.hear(Progress.class)).isEqualTo(new Progress(0, 0));
        int half = everything.size() / 2;
        give(bob, everything.subList(0, half));
        Progress there = new Progress((half + 1) / 2, half / 2);
        Town.await(() -> bob.hear(Progress.class).equals(there));

        assertThat(refusal(alice.changeLimit(BOB, CreditLimit.of(5))).code()).isEqualTo(RefusalCode.PEER_AWAY);
        assertThat(refusal(alice.settle(BOB, SettleOrder.everything()).recorded())
                        .code())
                .isEqualTo(RefusalCode.PEER_AWAY);
        assertThat(answer(alice.pay(PaymentOrder.to(BOB, 1)).recorded()).units())
                .isZero();
        assertThat(signer.proofs.get()).isZero();
        give(bob, everything.subList(half, everything.size()));
        Town.await(() -> alice.trustline(BOB).orElseThrow().online());
        assertThat(alice.trustline(BOB).orElseThrow().balance())
                .isEqualTo(story.line().balance());
    }

    @Test
    void whoGiveNothingGetNothingSigned() {
        Puppet bob = story.resume(Puppet.dialling(town.bob, ALICE).open());
        assertThat(bob.hear(Progress.class)).isEqualTo(new Progress(0, 0));

        assertThat(refusal(alice.propose(BOB, CreditLimit.of(5))).code()).isNotNull();
        CreditNode carol = town.house(CAROL, InMemorySigner.generate()).start();
        open(carol, alice, 10);
        answer(carol.pay(PaymentOrder.to(ALICE, 1)).acknowledged());
        assertThat(alice.trustline(BOB)).isEmpty();
        comesBackFromAnHonestPeer();
    }

    static Stream<Arguments> gifts() {
        return Stream.of(
                gift("begins with the second", all -> all.subList(1, all.size()), CloseCode.OUT_OF_STEP),
                gift("has a gap of an own one", all -> without(all, 10), CloseCode.OUT_OF_STEP),
                gift("has a gap of the peer's", all -> without(all, 11), CloseCode.OUT_OF_STEP),
                gift("is turned round", all -> List.of(all.get(1), all.get(0)), CloseCode.OUT_OF_STEP),
                gift("is signed by the peer", all -> List.of(forged(all)), CloseCode.PROTOCOL_VIOLATION));
    }

    private static Arguments gift(String name, Function<List<Update>, List<Update>> gift, CloseCode code) {
        return Arguments.of(name, gift, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gifts")
    void endTheSessionWithAGiftThat(String name, Function<List<Update>, List<Update>> gift, CloseCode code) {
        Puppet bob = story.resume(Puppet.dialling(town.bob, ALICE).open());
        give(bob, gift.apply(everything));

        assertThat(bob.endAtLast()).isEqualTo(code);
        assertThat(signer.proofs.get()).isZero();
        comesBackFromAnHonestPeer();
    }

    @Test
    void endTheSessionWithMoreThanTheyHaveShown() {
        SignedProof shown = story.alice().get(3).signed();
        Puppet bob = Puppet.dialling(town.bob, ALICE).open();
        bob.resume(Optional.of(story.bob().get(3).signed()), Optional.of(shown));
        give(bob, everything.subList(0, 4));
        give(bob, List.of(story.alice().get(4)));

        assertThat(bob.endAtLast()).isEqualTo(CloseCode.PROTOCOL_VIOLATION);
        assertThat(signer.proofs.get()).isZero();
        comesBackFromAnHonestPeer();
    }

    /** Nothing is written by either of the two then, but the owner's decision is. */
    @Test
    void areDecidedAboutWhenTheyFreezeTheLineBeforeAnythingIsBack() {
        Puppet bob = story.resume(Puppet.dialling(town.bob, ALICE).open());
        give(bob, List.of(bob.opening(5, 1)));
        Town.await(() -> isFrozen(alice));

        answer(alice.reconcile(BOB, Reconciliation.MINE));
        assertThat(isFrozen(alice)).isFalse();
        assertThat(refusal(alice.reconcile(BOB, Reconciliation.MINE)).code()).isEqualTo(RefusalCode.NOT_FROZEN);
        comesBackFromAnHonestPeer();
        Hash digest = alice.digest();
        alice.close();
        assertThat(start().digest()).isEqualTo(digest);
    }

    private static boolean isFrozen(CreditNode node) {
        return node.trustline(BOB)
                .filter(line -> line.state() == TrustlineView.State.FROZEN)
                .isPresent();
    }

    private void comesBackFromAnHonestPeer() {
        CreditNode bob = town.bob.start();
        Town.await(() -> alice.trustline(BOB).filter(line -> line.online()).isPresent());
        assertThat(Story.inStep(alice)).isEqualTo(story.line());
        answer(alice.pay(PaymentOrder.to(BOB, 1)).acknowledged());
        answer(bob.pay(PaymentOrder.to(ALICE, 1)).acknowledged());
    }

    private static List<Update> without(List<Update> all, int index) {
        return Stream.concat(all.subList(0, index).stream(), all.subList(index + 1, all.size()).stream())
                .toList();
    }

    private static Update forged(List<Update> all) {
        Update hers = all.get(0);
        Update his = all.get(1);
        return new Update(
                hers.entries(), new SignedProof(hers.proof(), his.signed().signature()));
    }

    private static void give(Puppet bob, List<Update> updates) {
        updates.forEach(update -> bob.say(new Deliver(update)));
    }

    /** Counts the proofs that it signs. */
    private static final class Spy implements Signer {
        private static final String DOMAIN = "p2pcredit/proof/1";

        private final Signer honest;
        private final AtomicInteger proofs = new AtomicInteger();

        Spy(Signer honest) {
            this.honest = honest;
        }

        @Override
        public PublicKey publicKey() {
            return honest.publicKey();
        }

        @Override
        public Signature sign(Bytes content) {
            String text = new String(content.toArray(), StandardCharsets.ISO_8859_1);
            if (text.startsWith(DOMAIN)) {
                proofs.incrementAndGet();
            }
            return honest.sign(content);
        }
    }
}
