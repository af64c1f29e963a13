package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;

/**
 * Why a settlement does not go on by itself, or has ended without being credited, or not with everything.
 *
 * @param said the ledger's own words, printable, at most {@value #MAX_CHARS} characters; may be empty
 */
@Immutable
public record SettlementReason(Code code, String said) {
    public static final int MAX_CHARS = 200;

    public SettlementReason {
        checkArgument(Texts.printable(said).equals(said), "what is said is printable");
        checkArgument(said.length() <= MAX_CHARS, "at most %s characters are said: %s", MAX_CHARS, said.length());
    }

    public static SettlementReason because(Code code) {
        return new SettlementReason(code, "");
    }

    /** With what the ledger has said, cut to what is kept and without what is not printable. */
    public static SettlementReason because(Code code, String said) {
        String printable = Texts.printable(said);
        int end = Math.min(printable.length(), MAX_CHARS);
        boolean splits = end < printable.length() && Character.isHighSurrogate(printable.charAt(end - 1));
        return new SettlementReason(code, printable.substring(0, splits ? end - 1 : end));
    }

    /** What is in the way, or was. */
    public enum Code {
        /** {@code IN_DOUBT}: the ledger has not answered. It is asked again, under the same key, until it does. */
        LEDGER_SILENT(1),
        /** {@code IN_DOUBT}: the ledger has not answered, and cannot tell the same transfer from another. Decide. */
        LEDGER_CANNOT_TELL(2),
        /** {@code IN_DOUBT}: it was perhaps handed to the ledger by a life that this node has lost. Decide. */
        LIFE_LOST(3),
        /**
         * The ledger is not the one that it was handed to, or where it is expected: everything there was deleted, or
         * another ledger took its place. {@code IN_DOUBT} for the debtor, who decides; the creditor may confirm it.
         */
        LEDGER_CHANGED(4),
        /** {@code IN_DOUBT}: under this settlement's key the ledger has paid somebody else. Decide. */
        PAID_TO_ANOTHER(5),
        /** {@code CANCELLED}: the ledger has refused for good. */
        LEDGER_REFUSED(6),
        /** The creditor has no account on the ledger. */
        ACCOUNT_MISSING(7),
        /** The creditor's account on the ledger belongs to another identity key than the line's. */
        ACCOUNT_CHANGED_HANDS(8),
        /** The debtor's own node has no account on the ledger, or not the one that was its own. */
        OWN_ACCOUNT_MISSING(9),
        /** {@code CANCELLED}: the debtor's owner has said that nothing was paid. */
        NOT_PAID(10),
        /** {@code CANCELLED}: the creditor has named somebody else's account. */
        NOT_THE_CREDITORS_ACCOUNT(11),
        /** The owner knows the peer by another key by now, and nothing more happens on this line. */
        KEY_REPLACED(12),
        /**
         * {@code CREDITED}: the creditor has credited less than this node has handed to the ledger. It settles with that
         * peer by itself no more, until its owner has settled once and that is credited in full.
         */
        CREDITED_LESS(13);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        /** The number of this code in stored records. */
        public int number() {
            return number;
        }
    }
}
