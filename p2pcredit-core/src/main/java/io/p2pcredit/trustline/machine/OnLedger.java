package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.TransactionId;
import java.util.Optional;

/**
 * What one end knows of a settlement's way on the ledger, and the other end does not.
 *
 * @param step the debtor's progress; always {@link LedgerStep#NONE} at the creditor's end
 * @param transaction the ledger's name for the transfer, as the debtor learnt it
 * @param seen the ledger to which the debtor has handed it, or where the creditor first expected it
 * @param reason why it does not go on by itself, or has ended
 */
@Immutable
public record OnLedger(
        LedgerStep step,
        Optional<TransactionId> transaction,
        Optional<LedgerSeen> seen,
        Optional<SettlementReason> reason) {
    static final OnLedger UNTOUCHED =
            new OnLedger(LedgerStep.NONE, Optional.empty(), Optional.empty(), Optional.empty());

    static OnLedger handedTo(LedgerSeen ledger) {
        return new OnLedger(LedgerStep.SUBMITTED, Optional.empty(), Optional.of(ledger), Optional.empty());
    }

    OnLedger confirmed(Optional<TransactionId> name) {
        return new OnLedger(LedgerStep.CONFIRMED, name, seen, Optional.empty());
    }

    /** Whether the owner says that it has moved money, and not the ledger. */
    boolean isOwnersWord() {
        return step == LedgerStep.CONFIRMED && transaction.isEmpty();
    }

    OnLedger refused(SettlementReason why) {
        return new OnLedger(LedgerStep.REFUSED, transaction, seen, Optional.of(why));
    }

    OnLedger inDoubt(SettlementReason why) {
        return new OnLedger(LedgerStep.IN_DOUBT, transaction, seen, Optional.of(why));
    }

    /** Expected on that ledger, by the creditor. */
    OnLedger expectedOn(LedgerSeen ledger) {
        return new OnLedger(step, transaction, Optional.of(ledger), Optional.empty());
    }

    OnLedger because(Code code) {
        return new OnLedger(step, transaction, seen, Optional.of(SettlementReason.because(code)));
    }

    boolean is(Code code) {
        return reason.filter(why -> why.code() == code).isPresent();
    }
}
