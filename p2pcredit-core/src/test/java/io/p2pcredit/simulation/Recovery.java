package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.NodeStatus;
import io.p2pcredit.simulation.invariant.Violation;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * I6: once nothing fails any more, within a bounded time all nodes are at work, the two ends of every line agree, hold
 * each other's newest proof and have no settlement open, and one more payment each way works.
 */
final class Recovery {
    private static final String I6 = "I6 EverythingRecovers";
    private static final long PATIENCE = 600 * SECOND;
    private static final long PLENTY = 1L << 60;
    private static final long SOME_TIME = 60 * SECOND;
    private static final long REST = 60 * SECOND;
    private static final long BETWEEN_TRIES = 5 * SECOND;
    private static final long BETWEEN_LOOKS = SECOND / 4;
    private static final int EVENTS_BETWEEN_LOOKS = 10;

    private final Clockwork clockwork;
    private final World world;
    private final List<Owner> owners;
    private final List<Ends> lines;
    private final Runnable farewell;

    /** @param farewell makes those go who would disturb the rest */
    Recovery(Clockwork clockwork, World world, List<Owner> owners, List<Ends> lines, Runnable farewell) {
        this.clockwork = clockwork;
        this.world = world;
        this.owners = owners;
        this.lines = lines;
        this.farewell = farewell;
    }

    /** All nodes get to work, and the lines are opened, in a world where nothing fails. */
    void open() {
        expect("all nodes are ready", () -> owners.stream().allMatch(Recovery::isReady));
        retry("the lines are open", Ends::areOpen, Ends::open);
    }

    /** All owners work until the time. */
    void workUntil(long end) {
        owners.forEach(owner -> owner.workUntil(end));
        clockwork.runUntil(() -> false, end);
    }

    void run() {
        world.heal();
        owners.forEach(owner -> world.ledger().give(owner.self().name(), PLENTY));
        owners.forEach(owner -> owner.self().heal());
        open();
        expect("all payments are recorded or refused", () -> lines.stream().allMatch(Ends::haveAnswers));
        attend(() -> lines.stream().allMatch(Ends::areCalm), world.events().now() + SOME_TIME);
        retry("all ends are in step and agree", Ends::areCalm, Ends::ease);
        retry("all that was owed is settled", Ends::areSettled, Ends::settle);
        retry("all can pay", Ends::canPay, Ends::raiseLimits);
        expect("all ends are in step with the new limits", () -> lines.stream().allMatch(Ends::areCalm));
        long acknowledged = world.counts().of("acknowledged") + 2L * lines.size();
        lines.forEach(Ends::payOnceEachWay);
        expect("one more payment each way works", () -> world.counts().of("acknowledged") >= acknowledged);
        expect("all ends are in step and agree in the end", () -> lines.stream().allMatch(Ends::areCalm));
        farewell.run();
        attend(() -> false, world.events().now() + REST);
        if (world.excerpt().has(Fault.PROVOCATION)) {
            new Provocation(clockwork, world, owners).run();
        }
        owners.forEach(Owner::checkAnswers);
    }

    private void expect(String what, BooleanSupplier holds) {
        world.events().note("recovery", what);
        attend(holds, world.events().now() + PATIENCE);
        if (!holds.getAsBoolean()) {
            throw new Violation(I6, "it does not come to pass that " + what + ": " + lines);
        }
    }

    private void retry(String what, Predicate<Ends> holds, Consumer<Ends> attempt) {
        BooleanSupplier allHold = () -> lines.stream().allMatch(holds);
        attempt(allHold, () -> lines.stream().filter(holds.negate()).forEach(attempt));
        expect(what, allHold);
    }

    /** Tries again and again while it does not hold. */
    private void attempt(BooleanSupplier holds, Runnable attempt) {
        long end = world.events().now() + PATIENCE;
        while (!holds.getAsBoolean() && world.events().now() < end) {
            attempt.run();
            attend(holds, world.events().now() + BETWEEN_TRIES);
        }
    }

    /** All owners attend to what only they can know. */
    private void attend(BooleanSupplier holds, long end) {
        while (!holds.getAsBoolean() && world.events().now() < end) {
            lines.forEach(Ends::attend);
            clockwork.runUntil(nowAndThen(holds), Math.min(end, world.events().now() + BETWEEN_LOOKS));
        }
    }

    /** The same, asked only after every few events: it takes longer to find out than to let some more happen. */
    private static BooleanSupplier nowAndThen(BooleanSupplier holds) {
        AtomicInteger asked = new AtomicInteger();
        return () -> asked.incrementAndGet() % EVENTS_BETWEEN_LOOKS == 0 && holds.getAsBoolean();
    }

    private static boolean isReady(Owner owner) {
        return !owner.isLeaving()
                && owner.self()
                        .node()
                        .filter(node -> node.status().state() == NodeStatus.State.READY)
                        .isPresent();
    }

    /** Lets events happen. */
    interface Clockwork {
        /** Lets events happen until the condition holds after one; false if it does not before the time. */
        boolean runUntil(BooleanSupplier holds, long time);
    }
}
