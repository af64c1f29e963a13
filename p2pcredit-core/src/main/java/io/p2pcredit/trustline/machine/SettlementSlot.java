package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
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
 * @param step the debtor's own progress on the ledger
 * @param transaction the ledger's name for the transfer, as the debtor learnt it
 */
@Immutable
public record SettlementSlot(
        Optional<SettlementIntent> intent,
        Optional<SettlementAnswer> answer,
        boolean cancelled,
        Optional<SettlementCredit> credit,
        LedgerStep step,
        Optional<TransactionId> transaction) {

    static final SettlementSlot EMPTY = new SettlementSlot(
            Optional.empty(), Optional.empty(), false, Optional.empty(), LedgerStep.NONE, Optional.empty());

    /** The number of the newest settlement; 0 before the first. */
    public long number() {
        return intent.map(SettlementIntent::number).orElse(0L);
    }

    /** Whether a settlement is under way, so that no other one can begin. */
    public boolean isUnderWay() {
        return intent.isPresent() && !status().isFinal();
    }

    /** What the creditor has accepted and not yet credited, in units; it counts as owed by the creditor meanwhile. */
    public long reserved() {
        return cancelled || credit.isPresent() ? 0 : answeredUnits();
    }

    long answeredUnits() {
        return answer.map(SettlementAnswer::units).orElse(0L);
    }

    /** The amount that counts at this stage, in units. */
    public long units() {
        if (credit.isPresent()) {
            return credit.get().amount().units();
        }
        return answer.map(SettlementAnswer::units)
                .orElseGet(() ->
                        intent.map(announced -> announced.amount().units()).orElse(0L));
    }

    /** How far the newest settlement has come; meaningless before the first. */
    public SettlementStatus status() {
        if (credit.isPresent()) {
            return SettlementStatus.CREDITED;
        }
        if (cancelled) {
            return SettlementStatus.CANCELLED;
        }
        if (answer.isEmpty()) {
            return SettlementStatus.ANNOUNCED;
        }
        return answeredUnits() == 0 ? SettlementStatus.DECLINED : ledgerStatus();
    }

    private SettlementStatus ledgerStatus() {
        return switch (step) {
            case NONE -> SettlementStatus.ANSWERED;
            case SUBMITTED, REFUSED -> SettlementStatus.SUBMITTED;
            case IN_DOUBT -> SettlementStatus.IN_DOUBT;
            case CONFIRMED -> SettlementStatus.CONFIRMED;
        };
    }

    /** The ledger's name for the transfer, from whoever knows it. */
    public Optional<TransactionId> knownTransaction() {
        return credit.map(SettlementCredit::transaction).or(() -> transaction);
    }

    SettlementSlot with(SettlementIntent announced) {
        return new SettlementSlot(
                Optional.of(announced), Optional.empty(), false, Optional.empty(), LedgerStep.NONE, Optional.empty());
    }

    SettlementSlot with(SettlementAnswer given) {
        return isAbout(given.number())
                ? new SettlementSlot(intent, Optional.of(given), cancelled, credit, step, transaction)
                : this;
    }

    SettlementSlot with(SettlementCancelled withdrawn) {
        return isAbout(withdrawn.number()) ? new SettlementSlot(intent, answer, true, credit, step, transaction) : this;
    }

    SettlementSlot with(SettlementCredit counted) {
        return isAbout(counted.number())
                ? new SettlementSlot(intent, answer, cancelled, Optional.of(counted), step, transaction)
                : this;
    }

    SettlementSlot with(LineRecord.LedgerStepped stepped) {
        return isAbout(stepped.number())
                ? new SettlementSlot(intent, answer, cancelled, credit, stepped.step(), stepped.transaction())
                : this;
    }

    boolean isAbout(long settlement) {
        return number() == settlement;
    }
}
