package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
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
        Line thawed = line.thawed(line.accord().with(new Verdict(evidence, mine)));
        if (mine) {
            return isFork() ? thawed.with(renewed(thawed.outgoing())) : thawed;
        }
        if (evidence.isAboutOwn(line.identity())) {
            return withoutSettlements(thawed.ownTaken(evidence.update().signed()), false);
        }
        Update update = evidence.update();
        boolean follows = !isFork() && update.firstSeq() == line.theirs().seq() + 1;
        return follows
                ? withEntries(thawed, update).theirsTaken(update.signed())
                : withoutSettlements(thawed.theirsTaken(update.signed()), true);
    }

    /** Whether the other end may have another view of the settlements, which it has dealt with in another life. */
    private boolean isFork() {
        return evidence.misbehaviour() == Misbehaviour.EQUIVOCATION || evidence.misbehaviour() == Misbehaviour.FORKED;
    }

    private static Line withEntries(Line thawed, Update update) {
        Line next = thawed;
        for (Entry entry : update.entries()) {
            next = next.theirs().overflowsWith(entry) ? next : next.withTheirs(entry);
        }
        return next;
    }

    /**
     * The entries under the proof are not known, so neither is how far the settlements came that they were about. What
     * this end has credited stays credited, unless its own record is the one that was replaced.
     */
    private Line withoutSettlements(Line taken, boolean creditsStand) {
        SettlementSlot incoming = line.incoming();
        boolean over = creditsStand && incoming.credit().isPresent();
        long number = Math.max(line.accord().incoming(), over ? incoming.number() : incoming.number() - 1);
        return taken.with(renewed(line.outgoing())).withIncoming(SettlementSlot.EMPTY, number);
    }

    /**
     * A settlement of which nothing was handed to the ledger is withdrawn; any other one is announced again, and the
     * creditor credits what the ledger has moved.
     */
    private static SettlementSlot renewed(SettlementSlot slot) {
        if (!slot.isUnderWay() || slot.step() == LedgerStep.REFUSED) {
            return slot;
        }
        SettlementIntent intent = slot.intent().orElseThrow();
        boolean handedOver = slot.step() != LedgerStep.NONE;
        Amount amount = handedOver ? Amount.of(slot.transferUnits()) : intent.amount();
        return new SettlementSlot(
                Optional.of(new SettlementIntent(intent.number(), amount, intent.payer())),
                handedOver ? Announcement.OWED : slot.announcement(),
                Optional.empty(),
                false,
                Optional.empty(),
                handedOver ? slot.ledger() : slot.ledger().refused(SettlementReason.because(Code.NOT_PAID)));
    }
}
