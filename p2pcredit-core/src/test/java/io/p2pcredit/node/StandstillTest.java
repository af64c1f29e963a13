package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.TrustlineView.WaitsFor;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.node.Clocktown.House;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alice goes on from a copy that does not know her last payment of 5, and Bob, who does, is away or says nothing. */
@Timeout(60)
class StandstillTest {
    private final Clocktown town = new Clocktown();
    private final House alice = town.alice;
    private final House bob = town.bob;
    private final List<NodeEvent> told = new ArrayList<>();
    private final List<Bytes> signed = new ArrayList<>();

    @BeforeEach
    void goBackToAnOldCopy() {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 10);
        Backup old = Backup.part(alice.backup(), 100);
        alice.restart();
        town.clock.until(() -> alice.isReadyFor(bob));
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 5)).acknowledged());
        alice.kill();
        town.network.down(true);
        alice.with(builder -> old.restored().apply(builder).signer(watched())).start();
        alice.node().onEvent(told::add);
    }

    private TrustlineView line() {
        return alice.node().trustline(BOB).orElseThrow();
    }

    private static NodeEvent offline(CloseCode code) {
        return new NodeEvent.PeerOffline(BOB, code);
    }

    @Test
    void signsNothingAsLongAsThePeerIsAway() {
        PendingPayment pending = alice.node().pay(PaymentOrder.to(BOB, 1));
        assertThat(town.clock.answer(pending.recorded()).units()).isZero();
        assertThat(town.refusal(alice.node().changeLimit(BOB, CreditLimit.of(7))))
                .isEqualTo(RefusalCode.PEER_AWAY);
        town.clock.pass(Duration.ofMinutes(10));

        assertThat(line().waitsFor()).isEqualTo(WaitsFor.PEER);
        assertThat(line().queued()).isEqualTo(1);
        assertThat(alice.owes(bob)).isEqualTo(10);
        assertThat(line().unacknowledged()).isZero();
        assertThat(signed).isEmpty();
        assertThat(pending.acknowledged()).isNotDone();
    }

    /** The signer of Alice, whose proofs are counted. */
    private Signer watched() {
        return new Signer() {
            @Override
            public PublicKey publicKey() {
                return alice.signer.publicKey();
            }

            @Override
            public Signature sign(Bytes content) {
                if (new String(content.toArray(), StandardCharsets.ISO_8859_1).startsWith("p2pcredit/proof/")) {
                    signed.add(content);
                }
                return alice.signer.sign(content);
            }
        };
    }

    @Test
    void saysWhatItWaitsForUntilEverythingIsInOrder() {
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 1)).recorded());
        town.network.hold(ALICE);
        town.network.down(false);
        town.clock.pass(Duration.ofSeconds(5));
        assertThat(line().waitsFor()).isEqualTo(WaitsFor.PEER);
        town.network.letThrough(ALICE);
        town.clock.until(() -> line().waitsFor() == WaitsFor.RELEASE);
        assertThat(line().held()).isTrue();
        town.clock.answer(alice.node().reconcile(BOB, Reconciliation.RELEASE));
        town.clock.until(() -> alice.owes(bob) == 16);
        assertThat(line().waitsFor()).isEqualTo(WaitsFor.NOTHING);
    }

    @Test
    void triesAnotherSessionIfAPeerShowsSomethingAndDoesNotGiveIt() {
        town.network.down(false);
        town.network.lose(Deliver.class);
        town.clock.until(() -> line().waitsFor() == WaitsFor.LOST_UPDATES);
        town.clock.pass(Duration.ofSeconds(59));
        assertThat(told).isEmpty();
        assertThat(line().waitsFor()).isEqualTo(WaitsFor.LOST_UPDATES);
        assertThat(town.clock
                        .answer(alice.node().pay(PaymentOrder.to(BOB, 1)).recorded())
                        .units())
                .isZero();
        town.network.loseNothing();
        town.clock.pass(Duration.ofSeconds(1));

        assertThat(told).containsExactly(offline(CloseCode.TIMEOUT));
        town.clock.until(() -> line().waitsFor() == WaitsFor.RELEASE);
        assertThat(alice.owes(bob)).isEqualTo(15);
    }
}
