package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import io.p2pcredit.trustline.machine.Transition.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a settlement that nobody has to ask for: the creditor's answer and credit, the debtor's submission and
 * withdrawal. Whatever has to be signed waits until the line is ready; whatever concerns the ledger alone does not.
 */
final class SettlementSteps {
    private SettlementSteps() {}

    /** Takes up what a node was doing when it stopped. */
    static Moved recovered(WorkingLine work) {
        List<Effect> effects = new ArrayList<>();
        if (work.line().outgoing().step().isAwaiting() && work.line().outgoing().isUnderWay()) {
            effects.add(submission(work.line()));
        }
        return new Moved(work, effects);
    }

    /** Everything that can be done now, on a line that is ready. */
    static Moved proceed(WorkingLine work) {
        if (!work.link().isReady() || work.line().isFrozen() || !work.line().isOpen()) {
            return new Moved(work, List.of());
        }
        Moved debtor = asDebtor(work);
        Moved creditor = asCreditor(debtor.next());
        List<Effect> effects = new ArrayList<>(debtor.effects());
        effects.addAll(creditor.effects());
        return new Moved(creditor.next(), effects);
    }

    /** The ledger has given its final answer about this end's transfer. */
    static Moved answered(WorkingLine work, long number, LedgerStep step, Optional<TransactionId> transaction) {
        SettlementSlot slot = work.line().outgoing();
        if (!slot.isAbout(number) || !slot.step().isAwaiting()) {
            return new Moved(work, List.of());
        }
        return proceed(stepped(work, new LineRecord.LedgerStepped(number, step, transaction)));
    }

    /** The ledger has not answered. */
    static Moved unanswered(WorkingLine work, long number) {
        SettlementSlot slot = work.line().outgoing();
        if (!slot.isAbout(number) || slot.step() != LedgerStep.SUBMITTED) {
            return new Moved(work, List.of());
        }
        return new Moved(
                stepped(work, new LineRecord.LedgerStepped(number, LedgerStep.IN_DOUBT, Optional.empty())), List.of());
    }

    /** The peer's transfer is on the ledger. While the line is not ready the watch goes on, and finds it again. */
    static Moved found(WorkingLine work, Input.TransferFound in) {
        SettlementSlot slot = work.line().incoming();
        boolean expected = slot.isAbout(in.number()) && slot.reserved() > 0;
        Entry credit = new Entry.SettlementCredit(in.number(), in.amount(), in.transaction());
        if (!expected
                || !work.link().isReady()
                || work.line().isFrozen()
                || work.line().own().overflowsWith(credit)) {
            return new Moved(work, List.of());
        }
        return new Moved(work.write(credit), List.of());
    }

    private static Moved asDebtor(WorkingLine work) {
        SettlementSlot slot = work.line().outgoing();
        if (slot.cancelled() || slot.credit().isPresent() || slot.answeredUnits() == 0) {
            return new Moved(work, List.of());
        }
        if (slot.step() == LedgerStep.REFUSED || isToAnotherAccount(work.line())) {
            return new Moved(work.write(new Entry.SettlementCancelled(slot.number())), List.of());
        }
        if (slot.step() != LedgerStep.NONE) {
            return new Moved(work, List.of());
        }
        WorkingLine next =
                stepped(work, new LineRecord.LedgerStepped(slot.number(), LedgerStep.SUBMITTED, Optional.empty()));
        return new Moved(next, List.of(submission(next.line())));
    }

    private static boolean isToAnotherAccount(Line line) {
        return line.outgoing().step() == LedgerStep.NONE
                && line.outgoing()
                        .answer()
                        .filter(answer -> !answer.payee().equals(line.identity().peerAccount()))
                        .isPresent();
    }

    private static Moved asCreditor(WorkingLine work) {
        SettlementSlot slot = work.line().incoming();
        Optional<SettlementIntent> toAnswer =
                slot.intent().filter(intent -> slot.answer().isEmpty() && !slot.cancelled());
        WorkingLine next = toAnswer.map(intent -> answer(work, intent)).orElse(work);
        return next.line().incoming().reserved() > 0
                ? new Moved(next, List.of(expectation(next.line())))
                : new Moved(next, List.of());
    }

    private static WorkingLine answer(WorkingLine work, SettlementIntent intent) {
        LineIdentity identity = work.line().identity();
        long owed = work.line().balance().owedToMe();
        long accepted = intent.payer().equals(identity.peerAccount())
                ? Math.min(owed, intent.amount().units())
                : 0;
        return work.write(new Entry.SettlementAnswer(intent.number(), accepted, identity.ownAccount()));
    }

    private static Effect submission(Line line) {
        SettlementSlot slot = line.outgoing();
        SettlementKey key =
                SettlementKey.of(line.identity().id(), line.identity().side(), slot.number());
        return new Effect.SubmitTransfer(
                slot.number(), key, line.identity().peerAccount(), Amount.of(slot.answeredUnits()));
    }

    private static Effect expectation(Line line) {
        long number = line.incoming().number();
        SettlementKey key =
                SettlementKey.of(line.identity().id(), line.identity().side().other(), number);
        return new Effect.AwaitTransfer(number, key);
    }

    private static WorkingLine stepped(WorkingLine work, LineRecord.LedgerStepped fact) {
        return work.record(fact, work.line().apply(fact));
    }
}
