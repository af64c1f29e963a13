package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCancelled;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import java.util.Optional;

/**
 * The newest settlement of one debtor on a line, put together from what both have written. An entry about an older one
 * changes nothing here, so both orders of two entries that cross lead to the same.
 *
 * @param announcement whether the debtor has written its intent, and whether it went to the ledger before
 * @param ledger what this end alone knows of it
 */
@Immutable
public record SettlementSlot(
        Optional<SettlementIntent> intent,
        Announcement announcement,
        Optional<SettlementAnswer> answer,
        boolean cancelled,
        Optional<SettlementCredit> credit,
        OnLedger ledger) {

    static final SettlementSlot EMPTY = begun(Optional.empty(), Announcement.FIRST, OnLedger.UNTOUCHED);

    /** When the debtor has told the creditor. */
    public enum Announcement {
        /** Before it went to the ledger. */
        FIRST,
        /** It went to the ledger while the creditor was away, and the creditor is yet to be told. */
        OWED,
        /** It went to the ledger while the creditor was away, and the creditor was told later. */
        LATER
    }

    private static SettlementSlot begun(Optional<SettlementIntent> intent, Announcement announcement, OnLedger ledger) {
        return new SettlementSlot(intent, announcement, Optional.empty(), false, Optional.empty(), ledger);
    }

    /** The number of the newest settlement; 0 before the first. */
    public long number() {
        return intent.map(SettlementIntent::number).orElse(0L);
    }

    /** How far the debtor's transfer has come. */
    public LedgerStep step() {
        return ledger.step();
    }

    /** Whether a settlement is under way between the two, so that no other one can begin. */
    public boolean isUnderWay() {
        return intent.isPresent() && !cancelled && credit.isEmpty() && !isDeclined();
    }

    private boolean isDeclined() {
        return step() == LedgerStep.NONE && answer.isPresent() && answeredUnits() == 0;
    }

    /** What the creditor has accepted and not yet credited, in units; it counts as owed by the creditor meanwhile. */
    public long reserved() {
        return cancelled || credit.isPresent() ? 0 : answeredUnits();
    }

    long answeredUnits() {
        return answer.map(SettlementAnswer::units).orElse(0L);
    }

    /** What the debtor hands to the ledger, in units. */
    public long transferUnits() {
        return announcement == Announcement.FIRST ? answeredUnits() : intendedUnits();
    }

    private long intendedUnits() {
        return intent.map(announced -> announced.amount().units()).orElse(0L);
    }

    /** The amount that counts at this stage, in units. */
    public long units() {
        if (credit.isPresent()) {
            return credit.get().amount().units();
        }
        return announcement == Announcement.FIRST && answer.isPresent() ? answeredUnits() : intendedUnits();
    }

    /** How far the newest settlement has come; meaningless before the first. */
    public SettlementStatus status() {
        if (credit.isPresent()) {
            return SettlementStatus.CREDITED;
        }
        if (cancelled || step() == LedgerStep.REFUSED) {
            return SettlementStatus.CANCELLED; // the creditor may be yet to be told
        }
        if (isDeclined()) {
            return SettlementStatus.DECLINED;
        }
        if (ledger.is(Code.KEY_REPLACED)) {
            return step() == LedgerStep.NONE && reserved() == 0
                    ? SettlementStatus.CANCELLED
                    : SettlementStatus.IN_DOUBT;
        }
        return switch (step()) {
            case NONE -> answer.isEmpty() ? SettlementStatus.ANNOUNCED : SettlementStatus.ANSWERED;
            case SUBMITTED, REFUSED -> SettlementStatus.SUBMITTED;
            case IN_DOUBT -> SettlementStatus.IN_DOUBT;
            case CONFIRMED -> SettlementStatus.CONFIRMED;
        };
    }

    /** Why it does not go on by itself, or has ended uncredited, or credited with less. */
    public Optional<SettlementReason> reason() {
        if (credit.isEmpty()) {
            return ledger.reason();
        }
        return isCreditedLess() ? Optional.of(SettlementReason.because(Code.CREDITED_LESS)) : Optional.empty();
    }

    /**
     * Whether the creditor has credited less than the debtor handed to the ledger. Only the ledger could tell who is
     * right, and what is signed counts; but whoever pays such a creditor again, by itself, pays again and again.
     */
    public boolean isCreditedLess() {
        boolean handedOver = step() != LedgerStep.NONE && step() != LedgerStep.REFUSED;
        return handedOver
                && credit.filter(counted -> counted.amount().units() < transferUnits())
                        .isPresent();
    }

    /** The ledger's name for the transfer, from whoever knows it. */
    public Optional<TransactionId> knownTransaction() {
        return credit.map(SettlementCredit::transaction).or(ledger::transaction);
    }

    /** What was accepted in a life that was lost was perhaps handed to the ledger in it. */
    SettlementSlot inDoubtIfAnswered(AccountId creditor) {
        return isToBePaid(creditor) ? with(ledger.inDoubt(SettlementReason.because(Code.LIFE_LOST))) : this;
    }

    /** Whether it is accepted for the creditor's account and nothing was handed to the ledger, as far as is known. */
    boolean isToBePaid(AccountId creditor) {
        return status() == SettlementStatus.ANSWERED && !isToAnother(creditor);
    }

    /** Whether another account than the creditor's was named before anything was handed to the ledger. */
    boolean isToAnother(AccountId creditor) {
        return status() == SettlementStatus.ANSWERED
                && answer.filter(given -> given.payee().equals(creditor)).isEmpty();
    }

    /** The same on a line on which nothing happens any more. */
    SettlementSlot cutOff() {
        return isUnderWay() && step() != LedgerStep.REFUSED ? with(ledger.because(Code.KEY_REPLACED)) : this;
    }

    SettlementSlot unannounced(SettlementIntent toBeWritten, LedgerSeen handedTo) {
        return begun(Optional.of(toBeWritten), Announcement.OWED, OnLedger.handedTo(handedTo));
    }

    /** What comes back of a life that was lost may have asked for another amount under the same number. */
    SettlementSlot with(SettlementIntent written) {
        return announcement == Announcement.OWED && isAbout(written.number())
                ? new SettlementSlot(Optional.of(written), Announcement.LATER, answer, cancelled, credit, ledger)
                : begun(Optional.of(written), Announcement.FIRST, OnLedger.UNTOUCHED);
    }

    SettlementSlot with(SettlementAnswer given) {
        return isAbout(given.number())
                ? new SettlementSlot(intent, announcement, Optional.of(given), cancelled, credit, ledger)
                : this;
    }

    SettlementSlot with(SettlementCancelled withdrawn) {
        return isAbout(withdrawn.number())
                ? new SettlementSlot(intent, announcement, answer, true, credit, ledger)
                : this;
    }

    SettlementSlot with(SettlementCredit counted) {
        return isAbout(counted.number())
                ? new SettlementSlot(intent, announcement, answer, cancelled, Optional.of(counted), ledger)
                : this;
    }

    SettlementSlot with(LineRecord.LedgerStepped stepped) {
        return isAbout(stepped.number()) ? with(stepped.now()) : this;
    }

    SettlementSlot with(OnLedger now) {
        return new SettlementSlot(intent, announcement, answer, cancelled, credit, now);
    }

    /** A creditor that has credited it need not be told of it any more. */
    SettlementSlot announced() {
        return announcement == Announcement.OWED && credit.isPresent()
                ? new SettlementSlot(intent, Announcement.LATER, answer, cancelled, credit, ledger)
                : this;
    }

    /** The number of the newest settlement that is credited, as far as this one tells. */
    long over() {
        return credit.isPresent() ? number() : number() - 1;
    }

    boolean isAbout(long settlement) {
        return number() == settlement;
    }
}
