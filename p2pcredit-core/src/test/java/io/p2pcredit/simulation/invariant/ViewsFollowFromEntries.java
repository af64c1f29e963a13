package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.TrustlineView;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * I18: at rest, what a node sees of a line follows from what both have written, whatever came in which order, how often,
 * or by way of a restored backup.
 */
public final class ViewsFollowFromEntries implements Invariant {
    private static final String NAME = "I18 ViewsFollowFromEntries";

    private final Parties parties;
    private final Chains chains;
    private final Supplier<List<Optional<CreditNode>>> nodes;

    /** @param nodes those that run */
    public ViewsFollowFromEntries(Parties parties, Chains chains, Supplier<List<Optional<CreditNode>>> nodes) {
        this.parties = parties;
        this.chains = chains;
        this.nodes = nodes;
    }

    @Override
    public void atRest() {
        for (Optional<CreditNode> node : nodes.get()) {
            node.ifPresent(running -> running.trustlines().stream()
                    .filter(line -> !parties.isStranger(line.peer()))
                    .forEach(line -> check(running, line)));
        }
    }

    private void check(CreditNode node, TrustlineView line) {
        Writer writer = parties.writer(node.self(), line.peer());
        Chain own = chains.of(writer);
        Chain peer = chains.of(writer.peer());
        long debt = own.last().total() - peer.last().total();
        Seen expected = new Seen(
                -debt,
                own.last().limit(),
                peer.last().limit(),
                Math.max(0, peer.last().limit() - debt - own.reserved(own.end(), peer, peer.end())),
                Math.max(0, own.last().limit() + debt - peer.reserved(peer.end(), own, own.end())));
        if (!Seen.of(line).equals(expected)) {
            throw new Violation(NAME, node.self() + " sees " + line + ", and from what is written follows " + expected);
        }
    }

    private record Seen(long balance, long granted, long received, long payable, long receivable) {
        static Seen of(TrustlineView line) {
            return new Seen(
                    line.balance().units(),
                    line.granted().units(),
                    line.received().units(),
                    line.payable(),
                    line.receivable());
        }
    }
}
