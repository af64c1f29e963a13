package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.EventStream;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * I2, as an application sees it: at rest each node's events tell of every payment that was written on its lines, once,
 * and in the order of each writer.
 */
public final class HistoryTellsEverything implements Invariant {
    private static final String NAME = "I2 HistoryTellsEverything";
    private static final int PAGE = 500;

    private final Parties parties;
    private final Chains chains;
    private final Supplier<List<Optional<CreditNode>>> nodes;

    /** @param nodes those that run */
    public HistoryTellsEverything(Parties parties, Chains chains, Supplier<List<Optional<CreditNode>>> nodes) {
        this.parties = parties;
        this.chains = chains;
        this.nodes = nodes;
    }

    @Override
    public void atRest() {
        nodes.get().forEach(node -> node.ifPresent(this::check));
    }

    private void check(CreditNode node) {
        Map<Writer, List<Told>> told = told(node);
        for (PeerId peer : parties.peersOf(node.self())) {
            Writer own = parties.writer(node.self(), peer);
            check(node.self() + " paid " + peer, written(own), told.getOrDefault(own, List.of()));
            check(node.self() + " got of " + peer, written(own.peer()), told.getOrDefault(own.peer(), List.of()));
        }
    }

    private static void check(String what, List<Told> expected, List<Told> found) {
        if (!found.equals(expected)) {
            throw new Violation(NAME, what + " " + expected + ", and the events tell of " + found);
        }
    }

    private List<Told> written(Writer writer) {
        List<Told> payments = new ArrayList<>();
        for (Point point : chains.of(writer).points()) {
            point.payment().ifPresent(id -> payments.add(new Told(id, point.paidByThis())));
        }
        return payments;
    }

    private Map<Writer, List<Told>> told(CreditNode node) {
        EventStream events = node.events(Cursor.START);
        Map<Writer, List<Told>> told = new HashMap<>();
        for (List<NodeEvent.Recorded> page = events.next(PAGE); !page.isEmpty(); page = events.next(PAGE)) {
            page.forEach(event -> {
                if (event.event() instanceof TrustlineEvent.Paid paid) {
                    told.computeIfAbsent(writer(node.self(), paid.payment()), writer -> new ArrayList<>())
                            .add(new Told(paid.payment().id(), paid.payment().units()));
                }
            });
        }
        return told;
    }

    private Writer writer(PeerId self, Payment payment) {
        Writer own = parties.writer(self, payment.peer());
        return payment.direction() == Direction.OUTGOING ? own : own.peer();
    }

    private record Told(PaymentId id, long units) {}
}
