package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * I25: no settlement vanishes. While a node runs it goes on telling of each until it is over; at rest each is declined,
 * cancelled or credited, and the debtor tells of its newest one. What a node tells is looked at when it has written
 * something of a settlement, and now and then.
 */
public final class SettlementsEnd implements Invariant {
    private static final String I25 = "I25 SettlementsEnd";
    private static final int SHARE = 8;

    private final Parties parties;
    private final Chains chains;
    private final Supplier<List<Optional<CreditNode>>> nodes;
    private final Map<PeerId, Map<Slot, Settlement>> told = new HashMap<>();
    private final Set<PeerId> stirred = new HashSet<>();
    private int changes;

    /** @param nodes those that run */
    public SettlementsEnd(Parties parties, Chains chains, Supplier<List<Optional<CreditNode>>> nodes) {
        this.parties = parties;
        this.chains = chains;
        this.nodes = nodes;
    }

    @Override
    public void written(Written written) {
        for (Point point : written.points()) {
            if (point.isOfASettlement()) {
                stirred.add(parties.name(written.writer()));
                stirred.add(parties.name(written.writer().peer()));
            }
        }
    }

    @Override
    public void dataLost(PeerId at) {
        told.remove(at);
    }

    @Override
    public void changed(CreditNode node, List<TrustlineView> lines) {
        boolean isStirred = stirred.remove(node.self());
        if (isStirred || changes++ % SHARE == 0) {
            look(node);
        }
    }

    @Override
    public void atRest() {
        for (Optional<CreditNode> node : nodes.get()) {
            node.ifPresent(running -> {
                look(running);
                parties.peersOf(running.self()).forEach(peer -> checkEnds(running, peer));
            });
        }
    }

    private void look(CreditNode node) {
        Map<Slot, Settlement> known = told.computeIfAbsent(node.self(), self -> new HashMap<>());
        Map<Slot, Settlement> before = new HashMap<>(known);
        for (Settlement settlement : node.settlements()) {
            Slot slot = new Slot(settlement.peer(), settlement.direction());
            check(node, before.remove(slot), settlement);
            known.put(slot, settlement);
        }
        before.values().forEach(settlement -> check(node, settlement, null));
    }

    private void check(CreditNode node, @Nullable Settlement before, @Nullable Settlement after) {
        boolean goesOn = before == null
                || (after != null && after.number() >= before.number() && !isUndone(node, before, after));
        if (!goesOn) {
            throw new Violation(I25, node.self() + " told of " + before + " and tells of " + after);
        }
    }

    /**
     * Money that moved without an answer is credited even if the answer was that none is owed. If the ledger has refused
     * it, the debtor withdraws, and that may cross such an answer: the creditor has declined first and hears it then.
     */
    private boolean isUndone(CreditNode node, Settlement before, Settlement after) {
        return before.number() == after.number()
                && before.status().isFinal()
                && before.status() != after.status()
                && after.status() != SettlementStatus.CREDITED
                && !isWithdrawn(node.self(), before, after);
    }

    private boolean isWithdrawn(PeerId creditor, Settlement before, Settlement after) {
        return before.direction() == Direction.INCOMING
                && before.status() == SettlementStatus.DECLINED
                && after.status() == SettlementStatus.CANCELLED
                && chains.of(parties.writer(before.peer(), creditor))
                        .cancellation(before.number())
                        .isPresent();
    }

    private void checkEnds(CreditNode node, PeerId peer) {
        Writer debtor = parties.writer(node.self(), peer);
        Chain debtors = chains.of(debtor);
        Chain creditors = chains.of(debtor.peer());
        for (long number = 1; number <= debtors.intents(); number++) {
            checkEnd(node.self(), debtors, creditors, number);
        }
        checkTold(node, peer, debtors.intents());
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

    private record Slot(PeerId peer, Direction direction) {}
}
