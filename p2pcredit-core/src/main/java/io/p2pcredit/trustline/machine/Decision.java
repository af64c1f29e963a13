package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Accord.Verdict;
import io.p2pcredit.trustline.machine.SettlementSlot.Announcement;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What becomes of a frozen line when its owner takes one of the two proofs as true. A proof is the whole truth about its
 * writer, so nothing else is needed for the balance; what only the entries under it could tell begins anew.
 */
final class Decision {
    private final Line line;
    private final Evidence evidence;
    private final boolean mine;

    private Decision(Line line, Evidence evidence, boolean mine) {
        this.line = line;
        this.evidence = evidence;
        this.mine = mine;
    }

    /** Why the owner cannot decide so. */
    static Optional<RefusalCode> obstacle(Line line, boolean mine) {
        if (line.evidence().isEmpty()) {
            return Optional.of(RefusalCode.NOT_FROZEN);
        }
        boolean usable = mine || isUsable(line, line.evidence().get().update().proof());
        return usable ? Optional.empty() : Optional.of(RefusalCode.PROOF_NOT_USABLE);
    }

    /** Neither end can take back what it has signed for: the number of the newest entry of the other one. */
    private static boolean isUsable(Line line, BalanceProof shown) {
        boolean fits = shown.side() == line.identity().side()
                ? shown.seq() >= line.theirs().signedPeerSeq()
                : shown.seq() >= line.own().signedPeerSeq()
                        && shown.peerSeq() <= line.own().signedSeq();
        return fits && shown.credited() <= Long.MAX_VALUE - shown.paid();
    }

    /** The line after that decision, which nothing stands in the way of. */
    static Line on(Line line, boolean mine) {
        return new Decision(line, line.evidence().orElseThrow(), mine).line();
    }

    /** What the balance would be; of a proof that is not usable too, as far as it can be told. */
    static Balance balance(Line line, boolean mine) {
        BalanceProof shown = line.evidence().orElseThrow().update().proof();
        boolean overflows = shown.credited() > Long.MAX_VALUE - shown.paid();
        return mine || overflows ? line.balance() : on(line, false).balance();
    }

    private Line line() {
        Line thawed = line.thawed(line.accord().with(new Verdict(evidence, mine, acknowledged())));
        if (mine) {
            return isFork() ? thawed.with(announcedAgain(line.outgoing())) : thawed;
        }
        Update update = evidence.update();
        if (evidence.isAboutOwn(line.identity())) {
            return thawed.ownTaken(update.signed(), withoutDoubtful(line.queue()))
                    .with(announcedAgain(line.outgoing()))
                    .withIncoming(SettlementSlot.EMPTY, over(line.incoming().number() - 1));
        }
        boolean follows = !isFork() && update.firstSeq() == line.theirs().seq() + 1;
        return follows
                ? withEntries(thawed, update).theirsTaken(update.signed())
                : thawed.theirsTaken(update.signed())
                        .with(withdrawn(line.outgoing()))
                        .withIncoming(SettlementSlot.EMPTY, over(line.incoming().over()));
    }

    private OptionalLong acknowledged() {
        boolean anew = !mine && evidence.isAboutOwn(line.identity());
        return anew ? OptionalLong.of(line.theirs().signedPeerSeq()) : OptionalLong.empty();
    }

    /** Whether a part stands that the peer had not signed for is not known, so the rest of its payment is not paid. */
    private PaymentQueue withoutDoubtful(PaymentQueue queue) {
        PaymentQueue left = queue;
        for (QueuedPayment waiting : queue.waiting()) {
            left = waiting.paid() > 0 && isDoubtful(waiting.id()) ? left.without(waiting.id()) : left;
        }
        return left;
    }

    /** Own updates that came back are in no window; then every payment may be in them. */
    private boolean isDoubtful(PaymentId id) {
        long signed = line.theirs().signedPeerSeq();
        boolean isWhole = line.window().after().orElse(line.own().seq()) <= signed;
        return !isWhole || line.window().pays(id, signed);
    }

    /** The entries under a proof that is taken are not known, so neither is what they say of the peer's settlement. */
    private long over(long number) {
        return Math.max(line.accord().incoming(), number);
    }

    /** Whether the other end may have another view of the settlements, which it has dealt with in another life. */
    private boolean isFork() {
        return switch (evidence.misbehaviour()) {
            case EQUIVOCATION, FORKED, WRONG_SUMS -> true;
            case UNSEEN_ENTRIES, FORGOTTEN_ENTRIES, WRONG_ENTRY, OVERFLOW, OVER_THE_LIMIT -> false;
        };
    }

    private static Line withEntries(Line thawed, Update update) {
        Line next = thawed;
        for (Entry entry : update.entries()) {
            next = next.theirs().overflowsWith(entry) ? next : next.withTheirs(entry);
        }
        return next;
    }

    /**
     * A creditor that has another view of it, or none, is told again of what was handed to the ledger, and credits it;
     * anything else is withdrawn.
     */
    private static SettlementSlot announcedAgain(SettlementSlot slot) {
        boolean handedOver = slot.isUnderWay() && slot.step() != LedgerStep.NONE && slot.step() != LedgerStep.REFUSED;
        if (!handedOver) {
            return withdrawn(slot);
        }
        SettlementIntent intent = slot.intent().orElseThrow();
        SettlementIntent again = new SettlementIntent(intent.number(), Amount.of(slot.transferUnits()), intent.payer());
        return begunAgain(again, Announcement.OWED, slot.ledger());
    }

    /** Whether the creditor has credited it is not known. If the ledger has moved the money it does so, or has. */
    private static SettlementSlot withdrawn(SettlementSlot slot) {
        if (!slot.isUnderWay()) {
            return slot;
        }
        Code why = slot.step() == LedgerStep.NONE ? Code.NOT_PAID : Code.LIFE_LOST;
        OnLedger over = slot.ledger().refused(SettlementReason.because(why));
        return begunAgain(slot.intent().orElseThrow(), Announcement.FIRST, over);
    }

    /** What was accepted is left out: the creditor may no longer count it as reserved. */
    private static SettlementSlot begunAgain(SettlementIntent intent, Announcement announcement, OnLedger ledger) {
        return new SettlementSlot(Optional.of(intent), announcement, Optional.empty(), false, Optional.empty(), ledger);
    }
}
