package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.Optional;

/**
 * Whether the entries of an update are allowed, one after the other, and lead to the totals that its proof states. The
 * order of the checks, and what is checked after which entry, is the receiver's part of {@code PROTOCOL.md}.
 *
 * <p>After a decision about a frozen line the two ends need not know of the same settlements: what one does not know
 * changes no more than the writer's totals.
 */
final class EntryCheck implements Entry.Cases<Boolean> {
    private Line line;

    EntryCheck(Line line) {
        this.line = line;
    }

    /** The line with all entries that were checked, not yet signed for; meant if nothing was wrong with them. */
    Line taken() {
        return line;
    }

    Optional<Misbehaviour> check(Update update) {
        long reliedOn = line.granted().seenUpTo(update.proof().peerSeq()).largest();
        for (Entry entry : update.entries()) {
            if (!entry.match(this)) {
                return Optional.of(Misbehaviour.WRONG_ENTRY);
            }
            if (line.theirs().overflowsWith(entry)) {
                return Optional.of(Misbehaviour.OVERFLOW);
            }
            line = line.withTheirs(entry);
            if (raisesTheDebt(entry) && exceeds(reliedOn)) {
                return Optional.of(Misbehaviour.OVER_THE_LIMIT);
            }
        }
        return adds(update.proof()) ? Optional.empty() : Optional.of(Misbehaviour.WRONG_SUMS);
    }

    private static boolean raisesTheDebt(Entry entry) {
        return entry instanceof Entry.Payment
                || entry instanceof Entry.PaymentBatch
                || (entry instanceof Entry.SettlementAnswer answer && answer.units() > 0);
    }

    /** The payer's debt, with what it has accepted and not credited, against what it may rely on. */
    private boolean exceeds(long limit) {
        return -line.myDebt() > limit - line.outgoing().reserved();
    }

    private boolean adds(BalanceProof proof) {
        BalanceProof expected = line.theirs().proof(proof.line(), proof.side(), proof.peerSeq());
        return expected.equals(proof);
    }

    @Override
    public Boolean open(Entry.Open entry) {
        return !line.theirs().isOpen() && entry.asset().equals(line.identity().asset());
    }

    @Override
    public Boolean payment(Entry.Payment entry) {
        return line.isOpen();
    }

    @Override
    public Boolean paymentBatch(Entry.PaymentBatch entry) {
        return line.isOpen();
    }

    @Override
    public Boolean limitChange(Entry.LimitChange entry) {
        return line.theirs().isOpen();
    }

    @Override
    public Boolean settlementIntent(Entry.SettlementIntent entry) {
        SettlementSlot slot = line.incoming();
        return line.isOpen()
                && (!line.accord().isNone() || (!slot.isUnderWay() && entry.number() == slot.number() + 1));
    }

    @Override
    public Boolean settlementAnswer(Entry.SettlementAnswer entry) {
        SettlementSlot slot = line.outgoing();
        return line.isOpen()
                && (slot.isAbout(entry.number())
                        ? mayBeAnswered(slot, entry.units())
                        : isAboutAnother(slot, entry.number()));
    }

    /** The answer to an older one may have crossed its cancellation. */
    private boolean mayBeAnswered(SettlementSlot slot, long units) {
        return (slot.answer().isEmpty() || !line.accord().isNone())
                && slot.intent()
                        .filter(intent -> units <= intent.amount().units())
                        .isPresent();
    }

    @Override
    public Boolean settlementCancelled(Entry.SettlementCancelled entry) {
        SettlementSlot slot = line.incoming();
        return line.isOpen() && (!line.accord().isNone() || (slot.isAbout(entry.number()) && !slot.cancelled()));
    }

    @Override
    public Boolean settlementCredit(Entry.SettlementCredit entry) {
        SettlementSlot slot = line.outgoing();
        return line.isOpen()
                && (slot.isAbout(entry.number())
                        ? mayBeCredited(slot) || !line.accord().isNone()
                        : isAboutAnother(slot, entry.number()));
    }

    /** About an older one; or, after a decision about a frozen line, about one of another life. */
    private boolean isAboutAnother(SettlementSlot slot, long number) {
        return number < slot.number() || !line.accord().isNone();
    }

    /** A creditor answers what it sees announced before it credits; what is withdrawn at once needs no answer. */
    private static boolean mayBeCredited(SettlementSlot slot) {
        return slot.credit().isEmpty() && (slot.answer().isPresent() || slot.cancelled());
    }
}
