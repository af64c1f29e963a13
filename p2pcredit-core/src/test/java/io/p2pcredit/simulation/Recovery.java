package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.trustline.Amount;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * I6: once nothing fails any more, within a bounded time both nodes are at work, agree on their line, hold each other's
 * newest proof, have no settlement open, and one more payment each way works.
 */
final class Recovery {
    private static final String I6 = "I6 EverythingRecovers";
    private static final long PATIENCE = 600 * SECOND;
    private static final long REST = 2 * SECOND;
    private static final long BETWEEN_TRIES = 5 * SECOND;

    private final Clockwork clockwork;
    private final World world;
    private final SimulatedPeer one;
    private final SimulatedPeer two;
    private final Workload oneWork;
    private final Workload twoWork;

    Recovery(Clockwork clockwork, World world, SimulatedPeer one, SimulatedPeer two) {
        this.clockwork = clockwork;
        this.world = world;
        this.one = one;
        this.two = two;
        this.oneWork = new Workload(world, one, two);
        this.twoWork = new Workload(world, two, one);
    }

    /** Both nodes get to work, and the line is opened, in a world where nothing fails. */
    void open() {
        expect("both nodes are ready", () -> both(this::isReady) && !oneWork.isLeaving() && !twoWork.isLeaving());
        retry("the line is open", () -> both(this::isOpen), this::propose);
    }

    /** Both owners work until the time. */
    void workUntil(long end) {
        oneWork.workUntil(end);
        twoWork.workUntil(end);
        clockwork.runUntil(() -> false, end);
    }

    void run() {
        world.heal();
        one.heal();
        two.heal();
        open();
        expect("both are in step and agree", this::isCalm);
        long acknowledged = world.counts().of("acknowledged");
        retry("both can pay", () -> both(this::canPay), this::raiseLimits);
        expect("both are in step with the new limits", this::isCalm);
        oneWork.pay(PaymentOrder.to(two.name(), 1));
        twoWork.pay(PaymentOrder.to(one.name(), 1));
        expect("one more payment each way works", () -> world.counts().of("acknowledged") >= acknowledged + 2);
        expect("both are in step and agree in the end", this::isCalm);
        clockwork.runUntil(() -> false, world.events().now() + REST);
        oneWork.checkAnswers();
        twoWork.checkAnswers();
    }

    private void expect(String what, BooleanSupplier holds) {
        world.events().note("recovery", what);
        if (!clockwork.runUntil(holds, world.events().now() + PATIENCE)) {
            throw new Violation(I6, "it does not come to pass that " + what + ": " + views());
        }
    }

    private void retry(String what, BooleanSupplier holds, Runnable attempt) {
        long end = world.events().now() + PATIENCE;
        while (!holds.getAsBoolean() && world.events().now() < end) {
            attempt.run();
            clockwork.runUntil(holds, world.events().now() + BETWEEN_TRIES);
        }
        expect(what, holds);
    }

    private boolean both(Predicate<SimulatedPeer> holds) {
        return holds.test(one) && holds.test(two);
    }

    private boolean isReady(SimulatedPeer peer) {
        return peer.node()
                .map(node -> node.status().state() == NodeStatus.State.READY)
                .orElse(false);
    }

    private boolean isOpen(SimulatedPeer peer) {
        return peer.lineWith(other(peer)).filter(Workload::isOpen).isPresent();
    }

    private boolean isCalm() {
        return both(this::isOpen) && both(this::isInStep) && isMirrored();
    }

    private boolean isInStep(SimulatedPeer peer) {
        TrustlineView line = peer.lineWith(other(peer)).orElseThrow();
        return line.online()
                && line.unacknowledged() == 0
                && peer.node().stream()
                        .map(CreditNode::settlements)
                        .flatMap(List::stream)
                        .allMatch(settlement -> settlement.status().isFinal());
    }

    private boolean isMirrored() {
        TrustlineView mine = one.lineWith(two).orElseThrow();
        TrustlineView its = two.lineWith(one).orElseThrow();
        return mine.balance().units() == -its.balance().units()
                && mine.granted().equals(its.received())
                && mine.received().equals(its.granted())
                && mine.payable() == its.receivable()
                && mine.receivable() == its.payable();
    }

    private boolean canPay(SimulatedPeer peer) {
        return peer.lineWith(other(peer)).map(line -> line.payable() > 0).orElse(false);
    }

    private void propose() {
        if (one.node().map(node -> !node.proposals().isEmpty()).orElse(false)) {
            oneWork.open();
        } else if (two.node().map(node -> !node.proposals().isEmpty()).orElse(false)) {
            twoWork.open();
        } else {
            oneWork.open();
        }
    }

    private void raiseLimits() {
        oneWork.changeLimit(enough(one));
        twoWork.changeLimit(enough(two));
    }

    private long enough(SimulatedPeer peer) {
        long owed = peer.lineWith(other(peer)).orElseThrow().balance().owedToMe();
        return Math.min(Amount.MAX_UNITS, owed + 10);
    }

    private SimulatedPeer other(SimulatedPeer peer) {
        return peer == one ? two : one;
    }

    private String views() {
        return one.name() + " " + one.lineWith(two) + settlements(one) + "; " + two.name() + " " + two.lineWith(one)
                + settlements(two);
    }

    private static String settlements(SimulatedPeer peer) {
        return peer.node().map(CreditNode::settlements).map(List::toString).orElse(" is away");
    }

    /** Lets events happen. */
    interface Clockwork {
        /** Lets events happen until the condition holds after one; false if it does not before the time. */
        boolean runUntil(BooleanSupplier holds, long time);
    }
}
