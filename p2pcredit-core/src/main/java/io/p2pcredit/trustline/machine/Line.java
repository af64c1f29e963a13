package io.p2pcredit.trustline.machine;

import com.google.common.math.LongMath;
import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCancelled;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.Optional;

/**
 * One end's whole durable knowledge of a trustline. Its balance follows from the two chains and is stored nowhere.
 *
 * @param own what this end has admitted
 * @param theirs what the peer has admitted
 * @param granted the own limits that the peer may rely on
 * @param window the own updates that the peer has not signed for
 * @param outgoing this end's newest settlement
 * @param incoming the peer's newest settlement
 * @param queue this end's payments that are not wholly signed for
 * @param proposal whether this end's proposal waits for an answer
 * @param evidence present if the line is frozen
 * @param successor the peer's key of now, if the owner has accepted another one than this line's
 * @param accord what was decided about earlier evidence
 * @param restoring whether own updates have come back that this end had lost, and not yet all that the peer has shown
 */
@Immutable
public record Line(
        LineIdentity identity,
        Chain own,
        Chain theirs,
        GrantedLimits granted,
        Window window,
        SettlementSlot outgoing,
        SettlementSlot incoming,
        PaymentQueue queue,
        ProposalState proposal,
        Optional<Evidence> evidence,
        Optional<PublicKey> successor,
        Accord accord,
        boolean restoring) {
    /** More than anybody pays at once; what a peer owes beyond it, by its own admission, makes no difference. */
    static final long MOST_OWED = 1L << 62;

    /**
     * Where this end's proposal stands.
     *
     * @param asked how much the peer is asked to grant
     */
    @Immutable
    public record ProposalState(Stage stage, CreditLimit asked) {
        static final ProposalState NONE = new ProposalState(Stage.NONE, CreditLimit.NONE);

        /** An answer is awaited again, if the proposal is what has come back. */
        ProposalState givenBack(Update update) {
            return update.entries().stream()
                    .filter(Entry.Open.class::isInstance)
                    .map(Entry.Open.class::cast)
                    .map(open -> new ProposalState(Stage.PENDING, open.asked()))
                    .findFirst()
                    .orElse(this);
        }

        /** Whether an answer is awaited. */
        public enum Stage {
            NONE,
            PENDING,
            DECLINED
        }
    }

    /** A line of which nothing is written yet. */
    public static Line blank(LineIdentity identity) {
        Chain empty = Chain.empty(identity.id());
        return new Line(
                identity,
                empty,
                empty,
                GrantedLimits.NONE,
                Window.EMPTY,
                SettlementSlot.EMPTY,
                SettlementSlot.EMPTY,
                PaymentQueue.EMPTY,
                ProposalState.NONE,
                Optional.empty(),
                Optional.empty(),
                Accord.NONE,
                false);
    }

    /** Whether nothing is written on it by anybody, and nothing was ever decided about it. */
    public boolean isBlank() {
        return !own.isOpen() && !theirs.isOpen() && !isFrozen() && accord.isNone();
    }

    /** Whether both sides have opened it. */
    public boolean isOpen() {
        return own.isOpen() && theirs.isOpen();
    }

    public boolean isFrozen() {
        return evidence.isPresent();
    }

    /** Whether the peer's key was replaced, so that this line can only be read. */
    public boolean isRetired() {
        return successor.isPresent();
    }

    /** What this end may still have to settle: its debt and its payments that wait, less what the ledger has moved. */
    public long exposure() {
        return Math.max(0, mayHaveToSettle());
    }

    /** How much this end can pay before it has anything to settle, in units: the peer owes it that much. */
    public long unowed() {
        return Math.max(0, -mayHaveToSettle());
    }

    private long mayHaveToSettle() {
        if (isRetired()) {
            return 0; // nobody can settle on it any more
        }
        long moved = outgoing.isUnderWay() && outgoing.step() == LedgerStep.CONFIRMED ? outgoing.transferUnits() : 0;
        long debt = Math.max(-MOST_OWED, Math.min(myDebt(), MOST_OWED)) - moved;
        return LongMath.saturatedAdd(debt, queue.units());
    }

    /** The number of this end's next settlement. */
    long nextSettlement() {
        return Math.max(outgoing.number(), accord.outgoing()) + 1;
    }

    /**
     * Whether this end may sign for what it finds on the ledger, if it is in step: also on a frozen line, unless its own
     * record is in dispute.
     */
    boolean mayCredit() {
        return !isRetired() && evidence.filter(why -> why.isAboutOwn(identity)).isEmpty();
    }

    /** Why this end cannot propose to the peer now: that the line be opened, or that credit be given again. */
    public Optional<RefusalCode> mayPropose() {
        if (isFrozen()) {
            return Optional.of(RefusalCode.FROZEN);
        }
        if (proposal.stage() == ProposalState.Stage.PENDING) {
            return Optional.of(RefusalCode.ALREADY_PROPOSED);
        }
        boolean inUse = isOpen() && own.limit().units() > 0 && theirs.limit().units() > 0;
        return inUse ? Optional.of(RefusalCode.ALREADY_OPEN) : Optional.empty();
    }

    /** Positive if the peer owes this end. */
    public Balance balance() {
        return Balance.of(-myDebt());
    }

    /** What the balance of a frozen line is if the proof is true that this end holds, or the one that was shown. */
    public Balance balanceIf(boolean mine) {
        return Decision.balance(this, mine);
    }

    /** How much this end can pay now without settling, in units; below 0 if the limit was lowered under the debt. */
    public long payable() {
        long debt = Math.max(myDebt(), -MOST_OWED);
        return theirs.limit().units() - debt - incoming.reserved();
    }

    /** How much the peer can pay now without settling, in units, as far as this end knows. */
    public long receivable() {
        return own.limit().units() + myDebt() - outgoing.reserved();
    }

    /** No debt leaves the range of 2^63 - 1, because no writer's totals do together. */
    long myDebt() {
        return (own.paid() - theirs.paid()) + (own.credited() - theirs.credited());
    }

    /**
     * How far an own entry that pays has come: {@code SENT}, {@code ACKNOWLEDGED} or {@code IN_DOUBT}.
     *
     * @param numbering the {@link Accord#numbering} in which it was written
     */
    public PaymentStatus statusOf(int numbering, long seq) {
        if (seq <= acknowledged(numbering)) {
            return PaymentStatus.ACKNOWLEDGED;
        }
        return accord.acknowledgedIn(numbering).isPresent() ? PaymentStatus.IN_DOUBT : PaymentStatus.SENT;
    }

    /** The number of the newest own entry of that {@link Accord#numbering} that the peer has signed for. */
    public long acknowledged(int numbering) {
        return accord.acknowledgedIn(numbering).orElse(theirs.signedPeerSeq());
    }

    /** The state after one more fact. Facts were checked when they were made and are not checked again. */
    public Line apply(LineRecord fact) {
        return fact.match(new Replay(this));
    }

    Line withOwn(Entry entry) {
        Chain chain = own.with(entry);
        GrantedLimits limits = EntrySums.limit(entry)
                .map(limit -> granted.with(chain.seq(), limit))
                .orElse(granted);
        return new Line(
                identity,
                chain,
                theirs,
                limits,
                window,
                asDebtor(outgoing, entry),
                asCreditor(incoming, entry),
                queue.after(entry),
                proposal,
                evidence,
                successor,
                accord,
                restoring);
    }

    Line withTheirs(Entry entry) {
        return new Line(
                identity,
                own,
                theirs.with(entry),
                granted,
                window,
                asCreditor(outgoing, entry),
                isOfNoOtherLife(entry) ? asDebtor(incoming, entry) : incoming,
                queue,
                EntrySums.limit(entry).isPresent() ? ProposalState.NONE : proposal,
                evidence,
                successor,
                accord.after(entry),
                restoring);
    }

    /** After a decision about a frozen line the peer may announce again what is credited, or older, here. */
    private boolean isOfNoOtherLife(Entry theirs) {
        return accord.isNone()
                || !(theirs instanceof SettlementIntent intent)
                || intent.number() > Math.max(accord.incoming(), incoming.over());
    }

    Line ownSigned(Update update) {
        return withProofs(own.signedBy(update.signed()), theirs, granted, window.with(update));
    }

    /** The peer has it, so it is on its way to nobody; but where the peer's half is missing it is a proposal. */
    Line ownReturned(Update update) {
        if (!theirs.isOpen()) {
            return withProofs(own.signedBy(update.signed()), theirs, granted, window.with(update))
                    .with(proposal.givenBack(update));
        }
        Window unknown = window.acknowledgedUpTo(update.proof().seq());
        return withProofs(own.signedBy(update.signed()), theirs, granted, unknown);
    }

    Line theirsSigned(Update update) {
        long seen = update.proof().peerSeq();
        return withProofs(own, theirs.signedBy(update.signed()), granted.seenUpTo(seen), window.acknowledgedUpTo(seen));
    }

    private Line withProofs(Chain ours, Chain peers, GrantedLimits limits, Window unacknowledged) {
        return new Line(
                identity,
                ours,
                peers,
                limits,
                unacknowledged,
                outgoing,
                incoming,
                queue,
                proposal,
                evidence,
                successor,
                accord,
                restoring);
    }

    Line with(SettlementSlot debtorsOwn) {
        return new Line(
                identity,
                own,
                theirs,
                granted,
                window,
                debtorsOwn,
                incoming,
                queue,
                proposal,
                evidence,
                successor,
                accord,
                restoring);
    }

    Line withIncoming(SettlementSlot debtorsOwn) {
        return new Line(
                identity,
                own,
                theirs,
                granted,
                window,
                outgoing,
                debtorsOwn,
                queue,
                proposal,
                evidence,
                successor,
                accord,
                restoring);
    }

    Line with(PaymentQueue next) {
        return new Line(
                identity, own, theirs, granted, window, outgoing, incoming, next, proposal, evidence, successor, accord,
                restoring);
    }

    Line with(ProposalState state) {
        return new Line(
                identity, own, theirs, granted, window, outgoing, incoming, queue, state, evidence, successor, accord,
                restoring);
    }

    /** Takes a proof of this end as true, without the entries under it; only these payments wait from then on. */
    Line ownTaken(SignedProof signed, PaymentQueue left) {
        BalanceProof proof = signed.proof();
        GrantedLimits limits = granted.replacedBy(proof.seq(), proof.limit());
        return withProofs(Chain.of(signed), theirs, limits, Window.EMPTY)
                .with(left.heldBack())
                .with(evidence, accord.ownFrom(proof.seq()));
    }

    /** Takes a proof of the peer as true, whatever the entries under it are. */
    Line theirsTaken(SignedProof signed) {
        BalanceProof proof = signed.proof();
        Window left = window.acknowledgedUpTo(proof.peerSeq());
        return withProofs(own, Chain.of(signed), granted.seenUpTo(proof.peerSeq()), left)
                .with(evidence, accord.theirsFrom(proof.seq()));
    }

    /** @param over the number of the peer's newest settlement that is over */
    Line withIncoming(SettlementSlot creditorsOwn, long over) {
        return new Line(
                identity,
                own,
                theirs,
                granted,
                window,
                outgoing,
                creditorsOwn,
                queue,
                proposal,
                evidence,
                successor,
                accord.incoming(over),
                restoring);
    }

    Line frozenBy(Evidence why) {
        return with(Optional.of(why), accord);
    }

    Line thawed(Accord decided) {
        return with(Optional.empty(), decided);
    }

    private Line with(Optional<Evidence> why, Accord decided) {
        return new Line(
                identity, own, theirs, granted, window, outgoing, incoming, queue, proposal, why, successor, decided,
                restoring);
    }

    Line replacedBy(PublicKey key) {
        return new Line(
                identity,
                own,
                theirs,
                granted,
                window,
                outgoing.cutOff(),
                incoming.cutOff(),
                queue,
                proposal,
                evidence,
                Optional.of(key),
                accord,
                restoring);
    }

    Line restoring(boolean now) {
        return new Line(
                identity, own, theirs, granted, window, outgoing, incoming, queue, proposal, evidence, successor,
                accord, now);
    }

    /** What an entry of the debtor does to its settlement. */
    static SettlementSlot asDebtor(SettlementSlot slot, Entry entry) {
        if (entry instanceof SettlementIntent intent) {
            return slot.with(intent);
        }
        return entry instanceof SettlementCancelled cancelled ? slot.with(cancelled) : slot;
    }

    /** What an entry of the creditor does to the debtor's settlement. */
    static SettlementSlot asCreditor(SettlementSlot slot, Entry entry) {
        if (entry instanceof SettlementAnswer answer) {
            return slot.with(answer);
        }
        return entry instanceof SettlementCredit credit ? slot.with(credit).announced() : slot;
    }
}
