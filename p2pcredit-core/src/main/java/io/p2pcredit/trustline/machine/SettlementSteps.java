package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import io.p2pcredit.trustline.machine.SettlementSlot.Announcement;
import io.p2pcredit.trustline.machine.Transition.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a settlement that nobody has to ask for: the creditor's answer and credit, the debtor's submission and
 * withdrawal. Whatever has to be signed waits until the line is ready; whatever concerns the ledger alone does not.
 */
final class SettlementSteps {
    private static final TransactionId CONFIRMED_BY_HAND = TransactionId.of("confirmed-by-hand");

    private SettlementSteps() {}

    /** Everything that can be done now, on a line that is ready. */
    static Moved proceed(WorkingLine work) {
        Line line = work.line();
        if (!work.link().isReady() || !goesOn(line) || !line.isOpen()) {
            return new Moved(work, List.of());
        }
        Moved debtor = asDebtor(announced(work));
        Moved creditor = asCreditor(debtor.next());
        List<Effect> effects = new ArrayList<>(debtor.effects());
        effects.addAll(creditor.effects());
        return new Moved(PaymentSteps.proceed(creditor.next()), effects);
    }

    /** Whether anything can still happen on the line. */
    static boolean goesOn(Line line) {
        return !line.isFrozen() && !line.isRetired();
    }

    /** Settles with a creditor who is away. */
    static Transition unannounced(WorkingLine work, Amount amount, LedgerSeen handedTo) {
        LineRecord.SettledUnannounced fact =
                new LineRecord.SettledUnannounced(work.line().nextSettlement(), amount, handedTo);
        WorkingLine next = work.recordBehindTail(fact);
        return new Moved(next, List.of(LedgerSteps.submission(next.line())));
    }

    /** The owner says what the ledger cannot. */
    static Transition resolved(WorkingLine work, Direction direction, boolean paid) {
        return direction == Direction.OUTGOING ? resolvedByDebtor(work, paid) : resolvedByCreditor(work, paid);
    }

    private static Transition resolvedByDebtor(WorkingLine work, boolean paid) {
        SettlementSlot slot = work.line().outgoing();
        boolean isTakenBack =
                slot.status() == SettlementStatus.CONFIRMED && slot.ledger().isOwnersWord() && !paid;
        if (slot.status() != SettlementStatus.IN_DOUBT && !isTakenBack) {
            return Transition.Refused.because(RefusalCode.NOTHING_TO_RESOLVE);
        }
        OnLedger known = slot.ledger();
        return LedgerSteps.ended(
                work,
                paid ? known.confirmed(Optional.empty()) : known.refused(SettlementReason.because(Code.NOT_PAID)));
    }

    private static Transition resolvedByCreditor(WorkingLine work, boolean paid) {
        SettlementSlot slot = work.line().incoming();
        if (slot.reserved() == 0 || !paid) {
            return Transition.Refused.because(RefusalCode.NOTHING_TO_RESOLVE);
        }
        if (!work.link().mayCredit()) {
            return Transition.Refused.because(RefusalCode.PEER_AWAY);
        }
        return credited(work, new Entry.SettlementCredit(slot.number(), Amount.of(slot.reserved()), CONFIRMED_BY_HAND));
    }

    /**
     * The peer's transfer is on the ledger, and is credited whatever became of its intent. While the line is not ready
     * the watch goes on, and finds it again.
     */
    static Moved found(WorkingLine work, Input.TransferFound in) {
        SettlementSlot slot = work.line().incoming();
        boolean expected = slot.isAbout(in.number()) && slot.credit().isEmpty();
        return expected
                ? credited(work, new Entry.SettlementCredit(in.number(), in.amount(), in.transaction()))
                : new Moved(work, List.of());
    }

    private static Moved credited(WorkingLine work, Entry.SettlementCredit credit) {
        Line line = work.line();
        boolean canSign = work.link().mayCredit() && line.mayCredit();
        return canSign && !line.own().overflowsWith(credit) ? proceed(work.write(credit)) : new Moved(work, List.of());
    }

    private static WorkingLine announced(WorkingLine work) {
        SettlementSlot slot = work.line().outgoing();
        return slot.announcement() == Announcement.OWED
                ? work.write(slot.intent().orElseThrow())
                : work;
    }

    private static Moved asDebtor(WorkingLine work) {
        SettlementSlot slot = work.line().outgoing();
        if (slot.intent().isEmpty() || slot.cancelled() || slot.credit().isPresent()) {
            return new Moved(work, List.of());
        }
        if (slot.step() == LedgerStep.REFUSED) {
            return withdrawn(work);
        }
        if (slot.isToAnother(work.line().identity().peerAccount())) {
            SettlementReason reason = SettlementReason.because(Code.NOT_THE_CREDITORS_ACCOUNT);
            return withdrawn(LedgerSteps.stepped(work, slot.ledger().refused(reason)));
        }
        boolean toBePaid = slot.step() == LedgerStep.NONE && slot.answeredUnits() > 0;
        return new Moved(work, toBePaid ? List.of(LedgerSteps.submission(work.line())) : List.of());
    }

    private static Moved withdrawn(WorkingLine work) {
        long number = work.line().outgoing().number();
        return new Moved(work.write(new Entry.SettlementCancelled(number)), List.of());
    }

    private static Moved asCreditor(WorkingLine work) {
        SettlementSlot slot = work.line().incoming();
        Optional<SettlementIntent> toAnswer =
                slot.intent().filter(intent -> slot.answer().isEmpty() && !slot.cancelled());
        WorkingLine next = toAnswer.map(intent -> answer(work, intent)).orElse(work);
        boolean mayCome = slot.intent().isPresent() && slot.credit().isEmpty();
        return mayCome ? new Moved(next, List.of(expectation(next.line()))) : new Moved(next, List.of());
    }

    private static WorkingLine answer(WorkingLine work, SettlementIntent intent) {
        LineIdentity identity = work.line().identity();
        long owed = work.line().balance().owedToMe();
        long accepted = intent.payer().equals(identity.peerAccount())
                ? Math.min(owed, intent.amount().units())
                : 0;
        return work.write(new Entry.SettlementAnswer(intent.number(), accepted, identity.ownAccount()));
    }

    /** What a creditor on a frozen line still looks for. */
    static List<Effect> expected(WorkingLine frozen) {
        SettlementSlot slot = frozen.line().incoming();
        boolean mayCome = slot.intent().isPresent() && slot.credit().isEmpty();
        boolean canSign = frozen.link().mayCredit() && frozen.line().mayCredit();
        return mayCome && canSign ? List.of(expectation(frozen.line())) : List.of();
    }

    private static Effect expectation(Line line) {
        long number = line.incoming().number();
        SettlementKey key =
                SettlementKey.of(line.identity().id(), line.identity().side().other(), number);
        return new Effect.AwaitTransfer(number, key, line.incoming().reserved());
    }
}
