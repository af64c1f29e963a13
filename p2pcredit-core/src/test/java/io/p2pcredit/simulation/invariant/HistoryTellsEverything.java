package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.EventStream;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** I2, as an application sees it: at rest each node's events tell of every payment that was written, once, in order. */
public final class HistoryTellsEverything implements Invariant {
    private static final String NAME = "I2 HistoryTellsEverything";
    private static final int PAGE = 500;

    private final Parties parties;
    private final Supplier<List<Optional<CreditNode>>> nodes;
    private final List<Told> written = new ArrayList<>();

    /** @param nodes those that run */
    public HistoryTellsEverything(Parties parties, Supplier<List<Optional<CreditNode>>> nodes) {
        this.parties = parties;
        this.nodes = nodes;
    }

    @Override
    public void written(Written update) {
        PeerId payer = parties.name(update.writer());
        PeerId payee = parties.name(update.writer().peer());
        for (Point point : update.points()) {
            point.payment().ifPresent(id -> written.add(new Told(payer, payee, id, point.paidByThis())));
        }
    }

    @Override
    public void atRest() {
        nodes.get().forEach(node -> node.ifPresent(this::check));
    }

    private void check(CreditNode node) {
        List<Told> told = told(node);
        for (Direction direction : Direction.values()) {
            List<Told> expected = of(written, node.self(), direction);
            List<Told> found = of(told, node.self(), direction);
            if (!found.equals(expected)) {
                throw new Violation(NAME, node.self() + " tells of " + direction + " " + found + ", not " + expected);
            }
        }
    }

    private static List<Told> of(List<Told> payments, PeerId self, Direction direction) {
        return payments.stream()
                .filter(told -> (direction == Direction.OUTGOING ? told.payer() : told.payee()).equals(self))
                .toList();
    }

    private static List<Told> told(CreditNode node) {
        EventStream events = node.events(Cursor.START);
        List<Told> told = new ArrayList<>();
        for (List<NodeEvent.Recorded> page = events.next(PAGE); !page.isEmpty(); page = events.next(PAGE)) {
            page.forEach(event -> {
                if (event.event() instanceof TrustlineEvent.Paid paid) {
                    boolean out = paid.payment().direction() == Direction.OUTGOING;
                    PeerId peer = paid.payment().peer();
                    told.add(new Told(
                            out ? node.self() : peer,
                            out ? peer : node.self(),
                            paid.payment().id(),
                            paid.payment().units()));
                }
            });
        }
        return told;
    }

    private record Told(PeerId payer, PeerId payee, PaymentId id, long units) {}
}
