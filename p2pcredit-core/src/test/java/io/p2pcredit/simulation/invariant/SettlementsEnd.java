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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * I25 and I26: no settlement vanishes. While a node runs it goes on telling of each until it is over; at rest each is
 * declined, cancelled or credited; and all money that has moved is credited, so that what was paid on credit is what was
 * settled and what is still owed. A debtor that has lost its data may have forgotten one settlement that nobody was told
 * of; its next one meets that on the ledger.
 */
public final class SettlementsEnd implements Invariant {
    private static final String I25 = "I25 SettlementsEnd";
    private static final String I26 = "I26 DebtIsConserved";

    private final Parties parties;
    private final Chains chains;
    private final Supplier<List<Optional<CreditNode>>> nodes;
    private final Map<Slot, Settlement> told = new HashMap<>();
    private final Map<SettlementKey, Long> moved = new HashMap<>();
    private final Set<Writer> restored = new HashSet<>();

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
    public void forgotten(Writer writer, long last) {
        restored.add(writer);
    }

    @Override
    public void atRest() {
        long credited = 0;
        for (CreditNode node : nodes.get().stream().flatMap(Optional::stream).toList()) {
            for (PeerId peer : parties.peersOf(node.self())) {
                credited += settled(node, peer, parties.writer(node.self(), peer));
            }
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

    /** What was moved by the node for its settlements with the peer, all of which are over. */
    private long settled(CreditNode node, PeerId peer, Writer debtor) {
        Chain debtors = chains.of(debtor);
        Chain creditors = chains.of(debtor.peer());
        long settled = 0;
        for (long number = 1; number <= debtors.intents(); number++) {
            checkEnd(node.self(), debtors, creditors, number);
            settled += moved(debtor, number);
        }
        if (settled != creditors.last().credited()) {
            throw new Violation(
                    I26,
                    node.self() + " has settled " + settled + ", and is credited "
                            + creditors.last().credited());
        }
        checkTold(node, peer, debtors.intents());
        return settled + (restored.contains(debtor) ? moved(debtor, debtors.intents() + 1) : 0);
    }

    private long moved(Writer debtor, long number) {
        return moved.getOrDefault(SettlementKey.of(debtor.line(), debtor.side(), number), 0L);
    }

    private static void checkTold(CreditNode node, PeerId peer, long newest) {
        boolean told = node.settlements().stream()
                .anyMatch(settlement -> settlement.peer().equals(peer)
                        && settlement.direction() == Direction.OUTGOING
                        && settlement.number() == newest);
        if (newest > 0 && !told) {
            throw new Violation(I25, node.self() + " does not tell of settlement " + newest + " with " + peer);
        }
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
