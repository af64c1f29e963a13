package io.p2pcredit.simulation;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.PendingSettlement;
import io.p2pcredit.RefusedException;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.simulation.invariant.Order;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.EventQueue;
import io.p2pcredit.simulation.world.Life;
import io.p2pcredit.trustline.CreditLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What one peer's owner asks of it concerning another one. Not thread-safe. */
final class Workload {
    private static final long TIME_TO_ANSWER = 50 * EventQueue.MILLISECOND;

    private final World world;
    private final SimulatedPeer self;
    private final SimulatedPeer other;
    private final Chance chance;
    private final Habits habits;
    private final Choices choices;
    private final List<Asked> asked = new ArrayList<>();

    Workload(World world, SimulatedPeer self, SimulatedPeer other) {
        this.world = world;
        this.self = self;
        this.other = other;
        this.chance = Chance.of(world.seed(), "work of " + self.name() + " with " + other.name());
        this.habits = world.swarm().habits();
        this.choices = new Choices(chance, habits.limit());
    }

    /** Proposes a line, or accepts the other's proposal, whichever is possible. */
    void open() {
        self.node().ifPresent(node -> {
            if (!hasProposed(node)) {
                watch("propose", node.propose(other.name(), CreditLimit.of(habits.limit())));
            } else {
                watch("accept", node.accept(other.name(), CreditLimit.of(habits.limit())));
            }
        });
    }

    /** Pays one amount or a batch. */
    void pay(PaymentOrder order) {
        Optional<Life> life = self.life();
        if (self.node().isEmpty() || life.isEmpty()) {
            return;
        }
        PendingPayment pending = self.node().get().pay(order);
        Order ordered = new Order(self.name(), other.name(), pending.id(), order.amounts(), order.isBatch());
        world.events().note(self.name().name(), ordered, ordered.id().second());
        world.oracle().ordered(ordered);
        asked.add(new Asked(world.events().now(), life.get(), ordered, pending));
        world.when(pending.recorded(), life.get(), (payment, problem) -> recorded(ordered, problem));
        world.when(pending.acknowledged(), life.get(), (payment, problem) -> acknowledged(ordered, problem));
    }

    void changeLimit(long units) {
        self.node().ifPresent(node -> watch("limit " + units, node.changeLimit(other.name(), CreditLimit.of(units))));
    }

    void settle(SettleOrder order) {
        self.node().ifPresent(node -> {
            PendingSettlement pending = node.settle(other.name(), order);
            watch("settle " + order.amount(), pending.recorded());
            watch("settled", pending.finished());
        });
    }

    /** Asks for something that makes sense as the line stands, or nearly. */
    void request() {
        Optional<TrustlineView> line = self.lineWith(other);
        boolean isOpen = line.map(Workload::isOpen).orElse(false);
        if (isOpen || chance.hits(0.1)) {
            line.ifPresent(this::use);
        } else if (chance.hits(0.05)) {
            decline();
        } else if (chance.hits(0.4)) {
            open();
        }
    }

    private void use(TrustlineView line) {
        if (chance.hits(habits.settles())) {
            settle(
                    chance.hits(0.7)
                            ? SettleOrder.everything()
                            : SettleOrder.of(choices.amount(line.balance().owedByMe())));
        } else if (chance.hits(habits.changesLimit())) {
            changeLimit(choices.limit(line));
        } else if (line.payable() <= 0 && chance.hits(0.8)) {
            makeRoom(line);
        } else if (chance.hits(0.2)) {
            pay(PaymentOrder.batch(other.name(), choices.batch()));
        } else {
            pay(PaymentOrder.to(other.name(), choices.amount(line.payable())));
        }
    }

    static boolean isOpen(TrustlineView line) {
        return line.state() == TrustlineView.State.OPEN || line.state() == TrustlineView.State.CLOSED;
    }

    /** What an owner does who can pay no more: settle, or nothing; the other one may be asked to grant more. */
    private void makeRoom(TrustlineView line) {
        if (line.balance().owedByMe() > 0 && chance.hits(habits.settles())) {
            settle(SettleOrder.everything());
        } else if (line.receivable() <= 0 && chance.hits(habits.changesLimit())) {
            changeLimit(Math.min(line.balance().owedToMe() + habits.limit(), Habits.HIGHEST_LIMIT));
        }
    }

    /** Every payment that was asked for in the present life, not just now, has its receipt or was refused. */
    void checkAnswers() {
        for (Asked request : asked) {
            boolean answered = request.pending().recorded().isDone()
                    && request.pending().acknowledged().isDone();
            boolean due = request.time() + TIME_TO_ANSWER <= world.events().now();
            if (request.life().isAlive() && due && !answered) {
                world.oracle().found(new Violation("I25 EverythingIsAnswered", "no answer to " + request.order()));
            }
        }
        asked.removeIf(request -> !request.life().isAlive());
    }

    private void decline() {
        self.node().filter(this::hasProposed).ifPresent(node -> watch("decline", node.decline(other.name())));
    }

    /** Whether a proposal of the other peer waits for an answer. */
    private boolean hasProposed(CreditNode node) {
        return node.proposals().stream().anyMatch(proposal -> proposal.peer().equals(other.name()));
    }

    /** Whether this peer can accept a proposal of the other. */
    boolean canAccept() {
        return self.node().filter(this::hasProposed).isPresent();
    }

    private void recorded(Order order, @Nullable Throwable problem) {
        if (problem == null) {
            world.counts().count("recorded");
            world.oracle().recorded(order);
        } else if (isRefusal("pay", problem)) {
            world.oracle().refused(order);
        }
    }

    private void acknowledged(Order order, @Nullable Throwable problem) {
        if (problem == null) {
            world.counts().count("acknowledged");
            world.oracle().acknowledged(order);
        } else {
            isRefusal("acknowledged", problem);
        }
    }

    private void watch(String what, CompletableFuture<?> future) {
        Life life = self.life().orElseThrow();
        world.events().note(self.name().name(), "asks: " + what);
        world.when(future, life, (answer, problem) -> answered(what, problem));
    }

    private void answered(String what, @Nullable Throwable problem) {
        String kind = what.split(" ", 2)[0];
        if (problem == null) {
            world.counts().count(kind);
            world.events().note(self.name().name(), "has done: " + what);
        } else {
            isRefusal(kind, problem);
        }
    }

    private boolean isRefusal(String kind, Throwable problem) {
        if (problem instanceof RefusedException refused) {
            world.counts().count(kind + " " + refused.code());
            world.events().note(self.name().name(), kind + " is refused: " + refused.refusal());
            return true;
        }
        Violation violation = new Violation("I17 RefusalsAreValues", kind + " failed at " + self.name());
        violation.initCause(problem);
        world.oracle().found(violation);
        return false;
    }

    private record Asked(long time, Life life, Order order, PendingPayment pending) {}
}
