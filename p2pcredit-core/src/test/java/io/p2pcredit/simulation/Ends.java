package io.p2pcredit.simulation;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.Amount;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Both ends of one line, as their owners see them. */
final class Ends {
    private final End one;
    private final End two;

    Ends(Owner one, Owner two) {
        this.one = new End(one.self(), two.self(), one.workOn(two.self()));
        this.two = new End(two.self(), one.self(), two.workOn(one.self()));
    }

    boolean areOpen() {
        return both(End::isOpen);
    }

    /** Whether both are in step and see the same line, with nothing under way. */
    boolean areCalm() {
        return areOpen() && both(End::isInStep) && areMirrored();
    }

    /** Whether, in all calm, neither owes anything. */
    boolean areSettled() {
        return areCalm() && one.view().orElseThrow().balance().units() == 0;
    }

    /** Whether no payment of before still waits to be recorded or refused, and would use up a limit later. */
    boolean haveAnswers() {
        return both(end -> !end.work().payments().areWaiting());
    }

    boolean canPay() {
        return both(end -> end.view()
                .map(line -> line.payable() > 0 && line.received().units() > 0)
                .orElse(false));
    }

    /** Proposes the line, or accepts a proposal that waits for it. */
    void open() {
        if (two.work().canAccept()) {
            two.work().open();
        } else {
            one.work().open();
        }
    }

    /** Lets both pay at least a little. */
    void raiseLimits() {
        List.of(one, two).forEach(End::raiseLimit);
    }

    /** Lets an end that still has payments waiting owe what it likes: a small limit may take thousands of settlements. */
    void ease() {
        if (!both(end -> end.view().filter(line -> line.queued() > 0).isEmpty())) {
            List.of(one, two).forEach(end -> end.work().changeLimit(Amount.MAX_UNITS));
        }
    }

    /** Lets payments go on that wait for their owner's word, and says what the nodes cannot know. */
    void attend() {
        List.of(one, two).forEach(end -> {
            if (end.work().doubts().any()) {
                end.work().doubts().resolve();
            }
            if (end.view().filter(TrustlineView::held).isPresent()) {
                end.work().release();
            }
        });
    }

    /** Settles what either owes. */
    void settle() {
        attend();
        List.of(one, two).stream()
                .filter(end ->
                        end.view().filter(line -> line.balance().owedByMe() > 0).isPresent())
                .forEach(end -> end.work().settle(SettleOrder.everything()));
    }

    void payOnceEachWay() {
        List.of(one, two)
                .forEach(end ->
                        end.work().payments().ask(PaymentOrder.to(end.other().name(), 1)));
    }

    private boolean both(Predicate<End> holds) {
        return holds.test(one) && holds.test(two);
    }

    private boolean areMirrored() {
        TrustlineView mine = one.view().orElseThrow();
        TrustlineView its = two.view().orElseThrow();
        return mine.balance().units() == -its.balance().units()
                && mine.granted().equals(its.received())
                && mine.received().equals(its.granted())
                && mine.payable() == its.receivable()
                && mine.receivable() == its.payable();
    }

    @Override
    public String toString() {
        return one + "; " + two;
    }

    private record End(SimulatedPeer self, SimulatedPeer other, Workload work) {
        private static final long ENOUGH = 10;

        Optional<TrustlineView> view() {
            return self.lineWith(other);
        }

        boolean isOpen() {
            return view().filter(Workload::isOpen).isPresent();
        }

        boolean isInStep() {
            TrustlineView line = view().orElseThrow();
            return line.online()
                    && line.unacknowledged() == 0
                    && line.queued() == 0
                    && self.node().stream()
                            .map(CreditNode::settlements)
                            .flatMap(List::stream)
                            .filter(settlement -> settlement.peer().equals(other.name()))
                            .allMatch(settlement -> settlement.status().isFinal());
        }

        void raiseLimit() {
            view().ifPresent(line ->
                    work.changeLimit(Math.min(Amount.MAX_UNITS, line.balance().owedToMe() + ENOUGH)));
        }

        @Override
        public String toString() {
            return self.name() + " " + view()
                    + self.node()
                            .map(CreditNode::settlements)
                            .map(List::toString)
                            .orElse(" is away");
        }
    }
}
