package io.p2pcredit.simulation;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingSettlement;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.trustline.CreditLimit;
import java.util.Optional;

/** What one peer's owner asks of it concerning another one. Not thread-safe. */
final class Workload {
    private static final int MANY = 8;

    private final World world;
    private final SimulatedPeer self;
    private final SimulatedPeer other;
    private final Habits habits;
    private final Answers answers;
    private final Payments payments;
    private final Doubts doubts;

    Workload(World world, SimulatedPeer self, SimulatedPeer other) {
        this.world = world;
        this.self = self;
        this.other = other;
        this.habits = world.swarm().habits();
        this.answers = new Answers(world, self);
        this.payments = new Payments(world, self, other);
        this.doubts = new Doubts(world, self, other);
    }

    static boolean isOpen(TrustlineView line) {
        return line.state() == TrustlineView.State.OPEN || line.state() == TrustlineView.State.CLOSED;
    }

    Payments payments() {
        return payments;
    }

    Doubts doubts() {
        return doubts;
    }

    /** Notes that the owner does something about the line. */
    void touch() {
        world.oracle().concerned(self.name(), other.name());
    }

    /** Proposes a line, or accepts the other's proposal, whichever is possible. */
    void open() {
        touch();
        self.node().ifPresent(node -> {
            CreditLimit limit = CreditLimit.of(habits.limit());
            if (hasProposed(node)) {
                answers.watch("accept", node.accept(other.name(), limit));
            } else {
                answers.watch("propose", node.propose(other.name(), limit));
            }
        });
    }

    /** Whether this peer can accept a proposal of the other. */
    boolean canAccept() {
        return self.node().filter(this::hasProposed).isPresent();
    }

    void changeLimit(long units) {
        touch();
        self.node()
                .ifPresent(
                        node -> answers.watch("limit " + units, node.changeLimit(other.name(), CreditLimit.of(units))));
    }

    void settle(SettleOrder order) {
        touch();
        if (order.unannounced()) {
            world.oracle().settlesUnannounced(self.name(), other.name());
        }
        self.node().ifPresent(node -> {
            PendingSettlement pending = node.settle(other.name(), order);
            answers.watch("settle " + order, pending.recorded());
            answers.watch("settled", pending.finished());
        });
    }

    /** Lets payments go on that wait for the owner's word. */
    void release() {
        touch();
        self.node().ifPresent(node -> answers.watch("release", node.reconcile(other.name(), Reconciliation.RELEASE)));
    }

    /** Asks for something that makes sense as the line stands, or nearly. */
    void request(Chance chance) {
        Optional<TrustlineView> line = self.lineWith(other);
        boolean isOpen = line.map(Workload::isOpen).orElse(false);
        if (isOpen || chance.hits(0.1)) {
            line.ifPresent(open -> use(open, chance));
        } else if (chance.hits(0.05)) {
            decline();
        } else if (chance.hits(0.4)) {
            open();
        }
    }

    private void use(TrustlineView line, Chance chance) {
        Choices choices = new Choices(chance, habits.limit());
        if (chance.hits(habits.settles())) {
            settle(settlement(line, choices, chance));
        } else if (chance.hits(habits.changesLimit())) {
            changeLimit(choices.limit(line));
        } else if (doubts.any() && chance.hits(0.3)) {
            doubts.resolve();
        } else if (chance.hits(habits.asksAgain())) {
            payments.payAgain(chance);
        } else if (chance.hits(habits.cancels())) {
            payments.cancel(chance);
        } else if (line.held() && chance.hits(0.5)) {
            release();
        } else if (line.state() == TrustlineView.State.CLOSED && chance.hits(0.5)) {
            open();
        } else if (line.payable() <= 0 && chance.hits(0.8)) {
            makeRoom(line, chance);
        } else if (line.queued() < MANY || chance.hits(0.05)) {
            pay(line, choices, chance);
        }
    }

    private void pay(TrustlineView line, Choices choices, Chance chance) {
        long most = line.queued() > 0 ? Math.min(line.payable(), line.received().units()) : line.payable();
        PaymentOrder order = chance.hits(0.2)
                ? PaymentOrder.batch(other.name(), choices.batch())
                : PaymentOrder.to(other.name(), choices.amount(most));
        payments.pay(order, chance);
    }

    private SettleOrder settlement(TrustlineView line, Choices choices, Chance chance) {
        SettleOrder order = chance.hits(0.7)
                ? SettleOrder.everything()
                : SettleOrder.of(choices.amount(line.balance().owedByMe()));
        return !line.online() && chance.hits(habits.unannounced()) ? order.unannouncedToo() : order;
    }

    /** What an owner does who can pay no more: settle, or nothing; the other one may be asked to grant more. */
    private void makeRoom(TrustlineView line, Chance chance) {
        if (line.balance().owedByMe() > 0 && chance.hits(habits.settles())) {
            settle(SettleOrder.everything());
        } else if (line.receivable() <= 0 && chance.hits(habits.changesLimit())) {
            changeLimit(Math.min(line.balance().owedToMe() + habits.limit(), Habits.HIGHEST_LIMIT));
        }
    }

    private void decline() {
        self.node().filter(this::hasProposed).ifPresent(node -> answers.watch("decline", node.decline(other.name())));
    }

    /** Whether a proposal of the other peer waits for an answer. */
    private boolean hasProposed(CreditNode node) {
        return node.proposals().stream().anyMatch(proposal -> proposal.peer().equals(other.name()));
    }
}
