package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.simulation.Recovery.Clockwork;
import io.p2pcredit.simulation.byzantine.Mallory;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import java.util.List;
import java.util.Optional;

/**
 * I17 and I18: once everything is calm, neither requests that are refused, nor messages that come once more in any
 * order, change anything that is durable.
 */
final class Provocation {
    private static final long LONG_ENOUGH = 3 * SECOND;
    private static final long LONGER_THAN_A_REST = 11 * SECOND;
    private static final int MOST_WAITS = 1_000;
    private static final PeerId NOBODY = PeerId.of("Nobody");
    private static final PaymentOrder TO_NOBODY = PaymentOrder.to(NOBODY, 1);

    private final Clockwork clockwork;
    private final World world;
    private final List<Owner> owners;

    Provocation(Clockwork clockwork, World world, List<Owner> owners) {
        this.clockwork = clockwork;
        this.world = world;
        this.owners = owners;
    }

    void run() {
        awaitCalm();
        unchanged("I17 RefusalsChangeNothing", () -> owners.forEach(Provocation::askForTheImpossible));
        unchanged("I18 RepetitionChangesNothing", world.network()::repeatUpdates);
    }

    /** Of one who means harm a node reads what it was sent long ago, a little at a time, and rests up to 10 s between. */
    private void awaitCalm() {
        long quiet = Mallory.takesPart(world.seed()) ? LONGER_THAN_A_REST : LONG_ENOUGH;
        List<Optional<Hash>> before = List.of();
        for (int i = 0; !digests().equals(before); i++) {
            if (i == MOST_WAITS) {
                throw new Violation("I6 EverythingRecovers", "the nodes do not come to rest: " + before);
            }
            before = digests();
            clockwork.runUntil(() -> false, world.events().now() + quiet);
        }
    }

    private void unchanged(String invariant, Runnable provocation) {
        List<Optional<Hash>> before = digests();
        world.events().note("provocation", invariant);
        provocation.run();
        clockwork.runUntil(() -> false, world.events().now() + LONG_ENOUGH);
        if (!digests().equals(before)) {
            throw new Violation(invariant, "the nodes had " + before + " and have " + digests());
        }
    }

    private List<Optional<Hash>> digests() {
        return owners.stream()
                .map(owner -> owner.self().node().map(CreditNode::digest))
                .toList();
    }

    private static void askForTheImpossible(Owner owner) {
        CreditNode node = owner.self().node().orElseThrow();
        Answers answers = owner.answers();
        answers.expectRefusal("pay", node.pay(TO_NOBODY).recorded());
        answers.expectRefusal("limit", node.changeLimit(NOBODY, CreditLimit.of(1)));
        answers.expectRefusal("accept", node.accept(NOBODY, CreditLimit.of(1)));
        answers.expectRefusal("decline", node.decline(NOBODY));
        node.trustlines().forEach(line -> {
            long tooMuch = Math.min(Amount.MAX_UNITS, line.balance().owedByMe() + 1);
            answers.expectRefusal(
                    "settle", node.settle(line.peer(), SettleOrder.of(tooMuch)).recorded());
        });
    }
}
