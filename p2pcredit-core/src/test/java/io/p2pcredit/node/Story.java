package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Alice and Bob have signed on their line, as Bob has kept it; both nodes are closed.
 *
 * @param alice her updates with entries, in order
 * @param bob his
 * @param aliceNewest her newest proof
 * @param bobNewest his
 * @param line the line as Alice saw it in the end
 */
record Story(List<Update> alice, List<Update> bob, SignedProof aliceNewest, SignedProof bobNewest, TrustlineView line) {
    /** A line over which each has paid the other that often, by turns: Alice 2 each time, Bob 1. */
    static Story of(Town town, int payments) {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100_000));
        open(alice, bob, 100_000);
        for (int i = 0; i < payments; i++) {
            answer(alice.pay(PaymentOrder.to(BOB, 2)).acknowledged());
            answer(bob.pay(PaymentOrder.to(ALICE, 1)).acknowledged());
        }
        TrustlineView line = inStep(alice);
        alice.close();
        bob.close();
        return kept(town, line);
    }

    private static Story kept(Town town, TrustlineView line) {
        LineId id = LineId.between(town.alice.signer.publicKey(), town.bob.signer.publicKey(), Asset.CREDIT);
        Side side = Side.of(town.alice.signer.publicKey(), town.bob.signer.publicKey());
        List<Update> alice = rows(town.bob.history, id, side);
        List<Update> bob = rows(town.bob.history, id, side.other());
        return new Story(withEntries(alice), withEntries(bob), newest(alice), newest(bob), line);
    }

    private static List<Update> rows(History history, LineId line, Side side) {
        List<Update> rows = history.updates(line, side, 1);
        assertThat(rows).hasSizeLessThan(History.MAX_ROWS);
        return rows;
    }

    private static List<Update> withEntries(List<Update> rows) {
        return rows.stream().filter(row -> !row.isAcknowledgement()).toList();
    }

    private static SignedProof newest(List<Update> rows) {
        return rows.get(rows.size() - 1).signed();
    }

    /** Bob shows everything. */
    Puppet resume(Puppet bob) {
        return bob.resume(Optional.of(bobNewest), Optional.of(aliceNewest));
    }

    /** Everything that was signed, none before what it covers. */
    List<Update> inOrder() {
        List<Update> order = new ArrayList<>();
        int bobs = 0;
        for (Update update : alice) {
            while (bobs < bob.size()
                    && bob.get(bobs).proof().seq() <= update.proof().peerSeq()) {
                order.add(bob.get(bobs++));
            }
            order.add(update);
        }
        order.addAll(bob.subList(bobs, bob.size()));
        return order;
    }

    /** Alice's line with Bob once both have seen everything. */
    static TrustlineView inStep(CreditNode alice) {
        return inStep(alice, BOB);
    }

    /** A node's line with that peer, once it knows that both have seen everything. */
    static TrustlineView inStep(CreditNode node, PeerId peer) {
        Town.await(() -> node.trustline(peer)
                .filter(line -> line.online() && line.unacknowledged() == 0)
                .isPresent());
        return node.trustline(peer).orElseThrow();
    }
}
