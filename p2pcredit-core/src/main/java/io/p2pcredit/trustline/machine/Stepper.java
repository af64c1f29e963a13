package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;
import io.p2pcredit.trustline.machine.Transition.Moved;
import io.p2pcredit.trustline.machine.Transition.Refused;
import java.util.List;
import java.util.Optional;

/**
 * Takes one step of a line. Every step checks everything first and changes nothing before the last check.
 *
 * <p>The owner's commands need a line that is {@link Link.Phase#READY}. Settlements go on by themselves: {@link
 * SettlementSteps}.
 */
final class Stepper implements Input.Cases<Transition> {
    /** How often one proposal can be made, so that it fits into one message with all that was written for it. */
    private static final int MAX_PROPOSALS = 64;

    private final WorkingLine work;
    private final Line line;

    Stepper(WorkingLine work) {
        this.work = work;
        this.line = work.line();
    }

    @Override
    public Transition propose(Input.Propose in) {
        if (line.isFrozen()) {
            return Refused.because(RefusalCode.FROZEN);
        }
        if (line.isOpen()) {
            return Refused.because(RefusalCode.ALREADY_OPEN);
        }
        if (line.proposal().stage() == Stage.PENDING) {
            return Refused.because(RefusalCode.ALREADY_PROPOSED);
        }
        if (!work.link().isReady()) {
            return Refused.because(RefusalCode.PEER_AWAY);
        }
        if (line.window().updates().size() >= MAX_PROPOSALS) {
            return Refused.because(RefusalCode.BUSY);
        }
        LineRecord.Proposed fact = new LineRecord.Proposed(in.asked());
        Entry entry = line.own().isOpen()
                ? new Entry.LimitChange(in.granted())
                : new Entry.Open(line.identity().asset(), in.granted(), in.asked());
        WorkingLine next = work.record(fact, line.apply(fact)).write(entry);
        return moved(next, new Effect.SendProposal());
    }

    @Override
    public Transition accept(Input.Accept in) {
        if (line.isFrozen()) {
            return Refused.because(RefusalCode.FROZEN);
        }
        if (!line.theirs().isOpen() || line.own().isOpen()) {
            return Refused.because(RefusalCode.NO_PROPOSAL);
        }
        if (!work.link().isReady()) {
            return Refused.because(RefusalCode.PEER_AWAY);
        }
        CreditLimit asked = line.theirs().limit();
        return moved(work.write(new Entry.Open(line.identity().asset(), in.granted(), asked)));
    }

    @Override
    public Transition changeLimit(Input.ChangeLimit in) {
        return refusedUnlessReady()
                .<Transition>map(refused -> refused)
                .orElseGet(() -> moved(work.write(new Entry.LimitChange(in.limit()))));
    }

    @Override
    public Transition pay(Input.Pay in) {
        return pay(new Entry.Payment(in.id(), in.part(), in.whole(), in.amount(), in.memo()));
    }

    @Override
    public Transition payBatch(Input.PayBatch in) {
        return pay(new Entry.PaymentBatch(in.id(), in.amounts(), in.memo()));
    }

    private Transition pay(Entry payment) {
        Optional<Refused> refused = refusedUnlessReady();
        if (refused.isPresent()) {
            return refused.get();
        }
        long payable = line.payable();
        if (EntrySums.paid(payment) > payable) {
            return Refused.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, Math.max(0, payable));
        }
        if (line.own().overflowsWith(payment)) {
            return Refused.because(RefusalCode.TOTAL_OVERFLOW);
        }
        return moved(work.write(payment));
    }

    @Override
    public Transition settle(Input.Settle in) {
        Optional<Refused> refused = refusedUnlessReady();
        if (refused.isPresent()) {
            return refused.get();
        }
        long owed = line.balance().owedByMe();
        if (owed == 0) {
            return Refused.because(RefusalCode.NOTHING_OWED);
        }
        Amount most = Amount.of(Math.min(owed, Amount.MAX_UNITS));
        Amount amount = in.amount().orElse(most);
        if (amount.units() > owed) {
            return Refused.because(RefusalCode.MORE_THAN_OWED, owed);
        }
        if (line.outgoing().isUnderWay()) {
            return Refused.because(RefusalCode.SETTLEMENT_UNDER_WAY);
        }
        long number = line.outgoing().number() + 1;
        return moved(work.write(
                new Entry.SettlementIntent(number, amount, line.identity().ownAccount())));
    }

    @Override
    public Transition recovered(Input.Recovered in) {
        return SettlementSteps.recovered(work);
    }

    @Override
    public Transition sessionStarted(Input.SessionStarted in) {
        return moved(work.cutTail().with(Link.resuming(line.own().seq())), new Effect.ShowState());
    }

    @Override
    public Transition sessionEnded(Input.SessionEnded in) {
        return moved(work.with(Link.AWAY));
    }

    @Override
    public Transition resumeReceived(Input.ResumeReceived in) {
        return new Resumption(work).receive(in);
    }

    @Override
    public Transition updateReceived(Input.UpdateReceived in) {
        return new Reception(work).receive(in.update());
    }

    @Override
    public Transition proposalDeclined(Input.ProposalDeclined in) {
        if (line.proposal().stage() != Stage.PENDING) {
            return moved(work);
        }
        LineRecord.ProposalDeclined fact = new LineRecord.ProposalDeclined();
        return moved(work.record(fact, line.apply(fact)));
    }

    @Override
    public Transition transferConfirmed(Input.TransferConfirmed in) {
        return SettlementSteps.answered(work, in.number(), LedgerStep.CONFIRMED, Optional.of(in.transaction()));
    }

    @Override
    public Transition transferRefused(Input.TransferRefused in) {
        return SettlementSteps.answered(work, in.number(), LedgerStep.REFUSED, Optional.empty());
    }

    @Override
    public Transition transferUnanswered(Input.TransferUnanswered in) {
        return SettlementSteps.unanswered(work, in.number());
    }

    @Override
    public Transition transferFound(Input.TransferFound in) {
        return SettlementSteps.found(work, in);
    }

    private Optional<Refused> refusedUnlessReady() {
        if (line.isFrozen()) {
            return Optional.of(Refused.because(RefusalCode.FROZEN));
        }
        if (!line.isOpen()) {
            return Optional.of(Refused.because(notOpen()));
        }
        if (!work.link().isReady()) {
            return Optional.of(Refused.because(RefusalCode.PEER_AWAY));
        }
        return work.isWindowFull() ? Optional.of(Refused.because(RefusalCode.BUSY)) : Optional.empty();
    }

    private RefusalCode notOpen() {
        if (line.proposal().stage() == Stage.DECLINED) {
            return RefusalCode.DECLINED;
        }
        return line.own().isOpen() ? RefusalCode.NOT_ACCEPTED : RefusalCode.NO_TRUSTLINE;
    }

    static Moved moved(WorkingLine next, Effect... effects) {
        return new Moved(next, List.of(effects));
    }
}
