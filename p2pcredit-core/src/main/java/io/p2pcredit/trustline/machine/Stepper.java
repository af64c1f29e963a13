package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
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
 * <p>The owner's commands need a line that is {@link Link.Phase#READY}, but for payments, which can wait: {@link
 * PaymentSteps}. Settlements go on by themselves: {@link SettlementSteps}.
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
        Optional<RefusalCode> refused = line.mayPropose();
        if (refused.isPresent()) {
            return Refused.because(refused.get());
        }
        if (!work.link().isReady()) {
            return Refused.because(RefusalCode.PEER_AWAY);
        }
        if (line.isOpen() ? work.isWindowFull() : line.window().updates().size() >= MAX_PROPOSALS) {
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
        Optional<Refused> refused = refusedUnlessUsable();
        return refused.isPresent() ? refused.get() : PaymentSteps.pay(work, in.payment());
    }

    @Override
    public Transition cancel(Input.Cancel in) {
        return PaymentSteps.cancel(work, in.id());
    }

    @Override
    public Transition release(Input.Release in) {
        LineRecord.Released fact = new LineRecord.Released();
        return line.queue().held() ? SettlementSteps.proceed(work.recordBehindTail(fact)) : moved(work);
    }

    /** Nothing can be half signed for meanwhile, because that would be signed under the other proof. */
    @Override
    public Transition reconcile(Input.Reconcile in) {
        Optional<RefusalCode> obstacle = Decision.obstacle(line, in.mine());
        if (line.isRetired()) {
            return Refused.because(RefusalCode.KEY_CHANGED);
        }
        if (obstacle.isPresent()) {
            return Refused.because(obstacle.get());
        }
        if (!work.isSealed()) {
            return Refused.because(RefusalCode.BUSY);
        }
        LineRecord.Reconciled fact = new LineRecord.Reconciled(in.mine(), Decision.balance(line, in.mine()));
        WorkingLine next = work.record(fact, line.apply(fact)).with(Link.AWAY);
        return moved(next, new Effect.CloseSession(CloseCode.OUT_OF_STEP));
    }

    @Override
    public Transition settle(Input.Settle in) {
        Optional<Refused> refused = refusedUnlessReady();
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Refused> pointless = refusedUnlessOwed(in.amount());
        if (pointless.isPresent()) {
            return pointless.get();
        }
        long number = line.nextSettlement();
        return moved(work.write(new Entry.SettlementIntent(
                number, amountOf(in.amount()), line.identity().ownAccount())));
    }

    @Override
    public Transition settleUnannounced(Input.SettleUnannounced in) {
        Optional<Refused> refused = refusedUnlessUsable();
        if (refused.isPresent()) {
            return refused.get();
        }
        if (work.link().phase() != Link.Phase.AWAY) {
            return Refused.because(RefusalCode.PEER_PRESENT);
        }
        if (!work.link().wasReady() || line.restoring()) {
            return Refused.because(RefusalCode.NOT_RESUMED_YET);
        }
        Optional<Refused> pointless = refusedUnlessOwed(in.amount());
        return pointless.isPresent()
                ? pointless.get()
                : SettlementSteps.unannounced(work, amountOf(in.amount()), in.handedTo());
    }

    private Optional<Refused> refusedUnlessOwed(Optional<Amount> amount) {
        long owed = line.balance().owedByMe();
        if (owed == 0) {
            return Optional.of(Refused.because(RefusalCode.NOTHING_OWED));
        }
        if (amount.filter(asked -> asked.units() > owed).isPresent()) {
            return Optional.of(Refused.because(RefusalCode.MORE_THAN_OWED, owed));
        }
        return line.outgoing().isUnderWay()
                ? Optional.of(Refused.because(RefusalCode.SETTLEMENT_UNDER_WAY))
                : Optional.empty();
    }

    private Amount amountOf(Optional<Amount> asked) {
        return asked.orElseGet(() -> Amount.of(Math.min(line.balance().owedByMe(), Amount.MAX_UNITS)));
    }

    @Override
    public Transition resolved(Input.Resolved in) {
        return in.direction() == Direction.INCOMING && line.isFrozen() && !line.mayCredit()
                ? Refused.because(RefusalCode.FROZEN)
                : SettlementSteps.resolved(work, in.direction(), in.paid());
    }

    @Override
    public Transition retire(Input.Retire in) {
        LineRecord.Retired fact = new LineRecord.Retired(in.successor());
        return moved(work.recordBehindTail(fact).with(Link.AWAY));
    }

    @Override
    public Transition recovered(Input.Recovered in) {
        return LedgerSteps.recovered(work);
    }

    @Override
    public Transition sessionStarted(Input.SessionStarted in) {
        if (line.isRetired()) {
            return moved(work);
        }
        if (line.isFrozen()) {
            return moved(work, new Effect.CloseSession(CloseCode.FROZEN));
        }
        return moved(work.cutTail().with(work.link().resuming(line.own().seq())), new Effect.ShowState());
    }

    @Override
    public Transition sessionEnded(Input.SessionEnded in) {
        boolean stays = work.link().phase() == Link.Phase.FROZEN; // takes nothing in, so can fall behind nobody
        return moved(stays ? work : work.with(work.link().away()));
    }

    @Override
    public Transition resumeReceived(Input.ResumeReceived in) {
        return new Resumption(work).receive(in);
    }

    @Override
    public Transition updateReceived(Input.UpdateReceived in) {
        return LostSteps.credited(line, new Reception(work).receive(in.update()));
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
    public Transition ledgerIs(Input.LedgerIs in) {
        return LedgerSteps.ledgerIs(work, in.now());
    }

    @Override
    public Transition handedOver(Input.HandedOver in) {
        return LedgerSteps.handedOver(work, in);
    }

    @Override
    public Transition transferConfirmed(Input.TransferConfirmed in) {
        return LedgerSteps.confirmed(work, in);
    }

    @Override
    public Transition transferRefused(Input.TransferRefused in) {
        return LedgerSteps.refused(work, in);
    }

    @Override
    public Transition transferUnanswered(Input.TransferUnanswered in) {
        return LedgerSteps.unanswered(work, in);
    }

    @Override
    public Transition transferFound(Input.TransferFound in) {
        return SettlementSteps.found(work, in);
    }

    @Override
    public Transition lostTransferFound(Input.LostTransferFound in) {
        return LostSteps.found(work, in);
    }

    private Optional<Refused> refusedUnlessReady() {
        Optional<Refused> unusable = refusedUnlessUsable();
        if (unusable.isPresent()) {
            return unusable;
        }
        if (!work.link().isReady()) {
            return Optional.of(Refused.because(RefusalCode.PEER_AWAY));
        }
        return work.isWindowFull() ? Optional.of(Refused.because(RefusalCode.BUSY)) : Optional.empty();
    }

    private Optional<Refused> refusedUnlessUsable() {
        if (line.isFrozen()) {
            return Optional.of(Refused.because(RefusalCode.FROZEN));
        }
        if (line.isRetired()) {
            return Optional.of(Refused.because(RefusalCode.KEY_CHANGED));
        }
        return line.isOpen() ? Optional.empty() : Optional.of(Refused.because(notOpen()));
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
