package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * I25 and I26: no settlement vanishes. While a node runs it goes on telling of each until it is over; at rest each is
 * declined, cancelled or credited; and all money that has moved is credited, so that what was paid on credit is what was
 * settled and what is still owed.
 */
public final class SettlementsEnd implements Invariant {
    private static final String I25 = "I25 SettlementsEnd";
    private static final String I26 = "I26 DebtIsConserved";

    private final Parties parties;
    private final Chains chains;
    private final Supplier<List<Optional<CreditNode>>> nodes;
    private final Map<Slot, Settlement> told = new HashMap<>();
    private final Map<SettlementKey, Long> moved = new HashMap<>();
    private long credited;

    /** @param nodes those that run */
    public SettlementsEnd(Parties parties, Chains chains, Supplier<List<Optional<CreditNode>>> nodes) {
        this.parties = parties;
        this.chains = chains;
        this.nodes = nodes;
    }

    @Override
    public void moved(Ledger.Recorded transfer) {
        moved.put(transfer.transfer().key(), transfer.transfer().amount().units());
    }

    @Override
    public void dataLost(PeerId at) {
        told.keySet().removeIf(slot -> slot.node().equals(at));
    }


    @Override
    public void atRest() {
        credited = 0;
        for (Optional<CreditNode> node : nodes.get()) {
            node.ifPresent(running -> parties.peersOf(running.self())
                    .forEach(peer -> check(running.self(), parties.writer(running.self(), peer))));
        }
        if (credited != moved.values().stream().mapToLong(Long::longValue).sum()) {
            throw new Violation(I26, "of " + moved + " only " + credited + " is credited to anybody");
        }
    }

    @Override
    public void changed(CreditNode node) {
        Map<Slot, Settlement> now = new HashMap<>();
        node.settlements()
                .forEach(settlement ->
                        now.put(new Slot(node.self(), settlement.peer(), settlement.direction()), settlement));
        told.forEach((slot, before) -> {
            Settlement after = now.get(slot);
            boolean goesOn = !slot.node().equals(node.self())
                    || (after != null && after.number() >= before.number() && !isUndone(before, after));
            if (!goesOn) {
                throw new Violation(I25, node.self() + " told of " + before + " and tells of " + after);
            }
        });
        told.putAll(now);
    }

    /** Money that moved without an answer is credited even if the answer was that none is owed. */
    private static boolean isUndone(Settlement before, Settlement after) {
        return before.number() == after.number()
                && before.status().isFinal()
                && before.status() != after.status()
                && after.status() != SettlementStatus.CREDITED;
    }

    /** What the debtor has announced, and what was moved for it. */
    private void check(PeerId name, Writer debtor) {
        Chain debtors = chains.of(debtor);
        Chain creditors = chains.of(debtor.peer());
        for (Point point : debtors.points()) {
            point.intent().ifPresent(number -> checkEnd(name, debtors, creditors, number));
        }
        long settled = debtors.points().stream()
                .flatMapToLong(point -> point.intent().stream())
                .map(number -> moved.getOrDefault(SettlementKey.of(debtor.line(), debtor.side(), number), 0L))
                .sum();
        if (settled != creditors.last().credited()) {
            throw new Violation(
                    I26,
                    name + " has settled " + settled + ", and is credited "
                            + creditors.last().credited());
        }
        credited += settled;
    }

    private static void checkEnd(PeerId name, Chain debtor, Chain creditor, long number) {
        boolean declined = creditor.answer(number)
                .filter(point -> point.entry() instanceof SettlementAnswer answer && answer.units() == 0)
                .isPresent();
        boolean over = declined
                || debtor.cancellation(number).isPresent()
                || creditor.credit(number).isPresent();
        if (!over) {
            throw new Violation(I25, name + " began settlement " + number + ", and nothing became of it");
        }
    }

    private record Slot(PeerId node, PeerId peer, Direction direction) {}
}
