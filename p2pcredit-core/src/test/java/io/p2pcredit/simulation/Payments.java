package io.p2pcredit.simulation;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.RefusedException;
import io.p2pcredit.simulation.invariant.Order;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.EventQueue;
import io.p2pcredit.simulation.world.Life;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one owner pays to one peer, and what it hears about it. Not thread-safe. */
final class Payments {
    private static final String UNCLEAN = "-rf \u001b[2J\u202etxt.\u2028\r\n\u0007\u200b";
    private static final long TIME_TO_ANSWER = 50 * EventQueue.MILLISECOND;

    private final World world;
    private final Answers answers;
    private final SimulatedPeer self;
    private final SimulatedPeer other;
    private final List<Asked> asked = new ArrayList<>();
    private final List<PaymentOrder> chosen = new ArrayList<>();

    Payments(World world, SimulatedPeer self, SimulatedPeer other) {
        this.world = world;
        this.answers = new Answers(world, self);
        this.self = self;
        this.other = other;
    }

    /** Pays, now and then under an id of the owner's own, and with words that are not fit to be shown. */
    void pay(PaymentOrder plain, Chance chance) {
        PaymentOrder order = chance.hits(0.1) ? plain.withMemo(UNCLEAN) : plain;
        if (chance.hits(world.swarm().habits().choosesIds())) {
            PaymentOrder own = order.withId(new PaymentId(chance.any(), chance.any()));
            chosen.add(own);
            ask(own);
        } else {
            ask(order);
        }
    }

    /** Asks once more for what was asked for under an id of the owner's own, if there is anything. */
    void payAgain(Chance chance) {
        if (!chosen.isEmpty()) {
            world.counts().count("asks again");
            ask(chosen.get(chance.below(chosen.size())));
        }
    }

    /** Takes one of the newest payments back, whatever has become of it. */
    void cancel(Chance chance) {
        Optional<Life> life = self.life();
        if (self.node().isEmpty() || life.isEmpty() || asked.isEmpty()) {
            return;
        }
        int newest = Math.min(3, asked.size());
        world.oracle().concerned(self.name(), other.name());
        Order order = asked.get(asked.size() - 1 - chance.below(newest)).order();
        world.actions().does(new TakenBack(order));
        world.when(self.node().get().cancel(order.id()), life.get(), (payment, problem) -> {
            if (answers.isGood("cancel", problem)) {
                world.oracle().cancelled(order);
            }
        });
    }

    /** Whether some payment that was asked for in the present life still waits, as it may while the ledger is asked. */
    boolean areWaiting() {
        return asked.stream()
                .anyMatch(request -> request.life().isAlive()
                        && !request.pending().recorded().isDone());
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

    /** Asks for a payment. */
    void ask(PaymentOrder order) {
        Optional<Life> life = self.life();
        if (self.node().isEmpty() || life.isEmpty()) {
            return;
        }
        world.oracle().concerned(self.name(), other.name());
        PendingPayment pending = self.node().get().pay(order);
        Order ordered = new Order(self.name(), other.name(), pending.id(), order.amounts(), order.isBatch());
        world.events().note(self.name().name(), ordered, ordered.id().second());
        world.actions().does(ordered);
        world.oracle().ordered(ordered);
        asked.add(new Asked(world.events().now(), life.get(), ordered, pending));
        world.when(pending.recorded(), life.get(), (payment, problem) -> recorded(ordered, problem));
        world.when(pending.acknowledged(), life.get(), (payment, problem) -> acknowledged(pending, ordered, problem));
    }

    private void recorded(Order order, @Nullable Throwable problem) {
        if (answers.isGood("pay", problem)) {
            world.oracle().recorded(order);
        } else if (code(problem) != RefusalCode.NODE_CLOSED) {
            world.oracle().refused(order, code(problem));
        }
    }

    private void acknowledged(PendingPayment pending, Order order, @Nullable Throwable problem) {
        if (answers.isGood("acknowledged", problem)) {
            world.oracle().acknowledged(order);
        } else if (!pending.recorded().isCompletedExceptionally()) {
            world.oracle().failed(order, code(problem));
        }
    }

    private static RefusalCode code(@Nullable Throwable problem) {
        return problem instanceof RefusedException refused ? refused.code() : RefusalCode.NODE_CLOSED;
    }

    private record TakenBack(Order order) {
        @Override
        public String toString() {
            return "takes back " + order;
        }
    }

    private record Asked(long time, Life life, Order order, PendingPayment pending) {}
}
