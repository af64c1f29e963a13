package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.machine.Transition.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger's answers, and its silence, do to the settlements of a line. Nothing here is signed, so none of it
 * waits for the peer; what has to be signed because of it follows by {@link SettlementSteps#proceed}.
 */
final class LedgerSteps {
    private LedgerSteps() {}

    /** Takes up what a node was doing when it stopped. */
    static Moved recovered(WorkingLine work) {
        WorkingLine next = doubted(work);
        List<Effect> effects = new ArrayList<>(awaited(next.line()));
        effects.addAll(LostSteps.toLookFor(next.line()));
        return new Moved(next, effects);
    }

    /**
     * The first time that the line is ready since the node's start: an answer that is here now, and was not handed over
     * by this life, was perhaps handed over by one that is lost.
     */
    static Moved perhapsHandedOver(WorkingLine work) {
        WorkingLine next = doubted(work);
        return new Moved(next, next == work ? List.of() : awaited(next.line()));
    }

    private static WorkingLine doubted(WorkingLine work) {
        SettlementSlot slot = work.line().outgoing();
        SettlementSlot doubted = slot.inDoubtIfAnswered(work.line().identity().peerAccount());
        boolean isNew = SettlementSteps.goesOn(work.line()) && !doubted.equals(slot);
        return isNew ? stepped(work, doubted.ledger()) : work;
    }

    /** What becomes of a transfer of which the ledger's answer is not known. */
    static List<Effect> awaited(Line line) {
        boolean awaited = line.outgoing().isUnderWay() && line.outgoing().step().isAwaiting();
        return awaited ? List.of(submission(line)) : List.of();
    }

    static Effect submission(Line line) {
        SettlementSlot slot = line.outgoing();
        SettlementKey key =
                SettlementKey.of(line.identity().id(), line.identity().side(), slot.number());
        return new Effect.SubmitTransfer(
                slot.number(), key, line.identity().peerAccount(), Amount.of(slot.transferUnits()));
    }

    /** This end's transfer goes to the ledger: from now on only the ledger and the owner can say what became of it. */
    static Moved handedOver(WorkingLine work, Input.HandedOver in) {
        Line line = work.line();
        SettlementSlot slot = line.outgoing();
        boolean isDue = slot.isAbout(in.number())
                && slot.isUnderWay()
                && slot.ledger().seen().isEmpty()
                && (slot.step() == LedgerStep.IN_DOUBT
                        || slot.isToBePaid(line.identity().peerAccount()));
        return isDue && SettlementSteps.goesOn(line)
                ? unsigned(stepped(work, OnLedger.handedTo(in.handedTo())))
                : unsigned(work);
    }

    static Moved confirmed(WorkingLine work, Input.TransferConfirmed in) {
        SettlementSlot slot = work.line().outgoing();
        boolean awaited = slot.isAbout(in.number()) && slot.step().isAwaiting();
        return awaited ? ended(work, slot.ledger().confirmed(Optional.of(in.transaction()))) : unsigned(work);
    }

    static Moved refused(WorkingLine work, Input.TransferRefused in) {
        SettlementSlot slot = work.line().outgoing();
        boolean awaited = slot.isAbout(in.number())
                && (slot.step().isAwaiting()
                        || slot.isToBePaid(work.line().identity().peerAccount()));
        return awaited ? ended(work, slot.ledger().refused(in.reason())) : unsigned(work);
    }

    /** It is known what became of this end's transfer. */
    static Moved ended(WorkingLine work, OnLedger end) {
        return SettlementSteps.proceed(stepped(work, end));
    }

    static Moved unanswered(WorkingLine work, Input.TransferUnanswered in) {
        SettlementSlot slot = work.line().outgoing();
        boolean isNews = slot.isAbout(in.number())
                && slot.step().isAwaiting()
                && !slot.reason().equals(Optional.of(in.reason()));
        return unsigned(isNews ? stepped(work, slot.ledger().inDoubt(in.reason())) : work);
    }

    /** What is on one ledger counts for nothing on another; what is credited stays. */
    static Moved ledgerIs(WorkingLine work, LedgerSeen now) {
        if (!SettlementSteps.goesOn(work.line())) {
            return unsigned(work);
        }
        Moved debtor = asDebtor(work, now);
        Moved creditor = asCreditor(debtor.next(), now);
        List<Effect> effects = new ArrayList<>(debtor.effects());
        effects.addAll(creditor.effects());
        return new Moved(creditor.next(), effects);
    }

    private static Moved asDebtor(WorkingLine work, LedgerSeen now) {
        SettlementSlot slot = work.line().outgoing();
        OnLedger known = slot.ledger();
        boolean mayBeThere = slot.isUnderWay() && (slot.step().isAwaiting() || isTold(known));
        if (!mayBeThere || known.seen().isEmpty()) {
            return unsigned(work);
        }
        boolean gone = known.seen().get().isGoneFrom(now);
        boolean doubted = known.is(Code.LEDGER_CHANGED);
        if (gone && !doubted) {
            return unsigned(stepped(work, known.inDoubt(SettlementReason.because(Code.LEDGER_CHANGED))));
        }
        if (!gone && doubted) {
            WorkingLine next = stepped(work, known.inDoubt(SettlementReason.because(Code.LEDGER_SILENT)));
            return new Moved(next, awaited(next.line()));
        }
        return unsigned(work);
    }

    /** Whether the ledger itself has confirmed it, and not the owner. */
    private static boolean isTold(OnLedger known) {
        return known.step() == LedgerStep.CONFIRMED && !known.isOwnersWord();
    }

    private static Moved asCreditor(WorkingLine work, LedgerSeen now) {
        SettlementSlot slot = work.line().incoming();
        OnLedger known = slot.ledger();
        boolean canTell = known.seen().isPresent() || now.instance().isPresent();
        if (slot.reserved() == 0 || !canTell) {
            return unsigned(work);
        }
        boolean gone = known.seen().filter(first -> first.isGoneFrom(now)).isPresent();
        OnLedger next = gone
                ? known.because(Code.LEDGER_CHANGED)
                : known.expectedOn(known.seen().orElse(now));
        return unsigned(next.equals(known) ? work : stepped(work, Direction.INCOMING, next));
    }

    private static Moved unsigned(WorkingLine work) {
        return new Moved(work, List.of());
    }

    static WorkingLine stepped(WorkingLine work, OnLedger now) {
        return stepped(work, Direction.OUTGOING, now);
    }

    private static WorkingLine stepped(WorkingLine work, Direction direction, OnLedger now) {
        long number = (direction == Direction.OUTGOING
                        ? work.line().outgoing()
                        : work.line().incoming())
                .number();
        LineRecord.LedgerStepped fact = new LineRecord.LedgerStepped(direction, number, now);
        return work.record(fact, work.line().apply(fact));
    }
}
