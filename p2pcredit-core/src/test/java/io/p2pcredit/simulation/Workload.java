package io.p2pcredit.simulation;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What one peer's owner asks of it concerning another one. Not thread-safe. */
final class Workload {
    private static final long AFTER_CLOSING = 100 * EventQueue.MILLISECOND;
    private static final long TIME_TO_ANSWER = 50 * EventQueue.MILLISECOND;

    private final World world;
    private final SimulatedPeer self;
    private final SimulatedPeer other;
    private final Chance chance;
    private final Choices choices;
    private final List<Asked> asked = new ArrayList<>();
    private Optional<Life> leaving = Optional.empty();

    Workload(World world, SimulatedPeer self, SimulatedPeer other) {
        this.world = world;
        this.self = self;
        this.other = other;
        this.chance = Chance.of(world.seed(), "work of " + self.name() + " with " + other.name());
        this.choices = new Choices(chance, world.swarm().limit());
    }

    /** Asks for one thing after the other until the time. */
    void workUntil(long end) {
        long next = world.events().now() + chance.between(0, world.swarm().pause());
        if (next < end) {
            world.events().at(next, self.name().name(), "works", () -> {
                request();
                workUntil(end);
            });
        }
    }

    /** Proposes a line, or accepts the other's proposal, whichever is possible. */
    void open() {
        self.node().ifPresent(node -> {
            if (node.proposals().isEmpty()) {
                watch(
                        "propose",
                        node.propose(other.name(), CreditLimit.of(world.swarm().limit())));
            } else {
                watch(
                        "accept",
                        node.accept(other.name(), CreditLimit.of(world.swarm().limit())));
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

    private void request() {
        if (chance.hits(world.swarm().crashes())) {
            crash();
            return;
        }
        if (chance.hits(world.swarm().leaves())) {
            leave();
            return;
        }
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
        if (chance.hits(world.swarm().settles())) {
            settle(
                    chance.hits(0.7)
                            ? SettleOrder.everything()
                            : SettleOrder.of(choices.amount(line.balance().owedByMe())));
        } else if (chance.hits(world.swarm().changesLimit())) {
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
        if (line.balance().owedByMe() > 0 && chance.hits(world.swarm().settles())) {
            settle(SettleOrder.everything());
        } else if (line.receivable() <= 0 && chance.hits(world.swarm().changesLimit())) {
            changeLimit(Math.min(line.balance().owedToMe() + world.swarm().limit(), Swarm.HIGHEST_LIMIT));
        }
    }

    private void crash() {
        if (chance.hits(0.5)) {
            self.crash();
        } else {
            self.crashAtAppend();
        }
    }

    private void leave() {
        if (self.node().isEmpty() || isLeaving()) {
            return;
        }
        leaving = self.life();
        Duration limit = Duration.ofMillis(chance.between(0, 3_000));
        Life life = leaving.orElseThrow();
        world.when(self.node().get().settleAllAndClose(limit), life, (report, problem) -> {
            world.counts().count(problem == null ? "leaves" : "leaves in vain");
            world.events().after(AFTER_CLOSING, life.toString(), "has left", life.doing(() -> {
                checkAnswers();
                self.crash();
            }));
        });
    }

    /** Whether the present process is going to end in good order. */
    boolean isLeaving() {
        return leaving.isPresent() && leaving.equals(self.life());
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
        self.node()
                .filter(node -> !node.proposals().isEmpty())
                .ifPresent(node -> watch("decline", node.decline(other.name())));
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
