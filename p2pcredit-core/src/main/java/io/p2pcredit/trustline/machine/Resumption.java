package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;
import io.p2pcredit.trustline.machine.Link.Goal;
import io.p2pcredit.trustline.machine.Transition.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Getting back in step: each end shows its own newest proof and the newest one that it holds of the peer, and gives the
 * peer what it lacks, of both chains. Nothing is signed before everything that was shown is stored here.
 */
final class Resumption {
    private final WorkingLine work;
    private final Line line;

    Resumption(WorkingLine work) {
        this.work = work;
        this.line = work.line();
    }

    Moved receive(Input.ResumeReceived in) {
        if (work.link().phase() != Link.Phase.RESUMING || work.link().hasMet() || !isAboutThisLine(in)) {
            return new Moved(work, List.of(new Effect.CloseSession(CloseCode.PROTOCOL_VIOLATION)));
        }
        if (line.isFrozen()) {
            return new Moved(work, List.of());
        }
        ProofOrder theirs = ProofOrder.of(line.theirs(), in.mine());
        ProofOrder own = ProofOrder.of(line.own(), in.held());
        if (theirs == ProofOrder.CONTRADICTION) {
            boolean isWhole = own == ProofOrder.DUPLICATE || own == ProofOrder.STALE;
            WorkingLine here = isWhole ? work.with(work.link().ready()) : work;
            return freeze(here, Misbehaviour.EQUIVOCATION, line.theirs(), in.mine());
        }
        if (own == ProofOrder.CONTRADICTION || isOfAnotherLife(own, in.held())) {
            return freeze(work, Misbehaviour.FORKED, line.own(), in.held());
        }
        boolean lost = own == ProofOrder.NEWER;
        if (!lost && !line.own().isOpen()) {
            return advance(work.with(work.link().awaiting(Goal.NOTHING)), whatThePeerLacks(in));
        }
        if (!lost && !line.theirs().isOpen() && in.mine().isEmpty()) {
            return advance(work.with(work.link().awaitingNothing()), List.of());
        }
        WorkingLine waiting = work.with(work.link().awaiting(new Goal(in.mine(), lost ? in.held() : Optional.empty())));
        return advance(waiting, whatThePeerLacks(in));
    }

    /**
     * Whether the peer holds an older proof that is none of those on their way to it, so that this end's key has signed
     * two histories. If the owner has decided against that one, the peer is shown the other.
     */
    private boolean isOfAnotherLife(ProofOrder own, Optional<SignedProof> held) {
        return own == ProofOrder.STALE
                && held.filter(shown -> line.window()
                                .linkAt(shown.proof().seq())
                                .filter(link -> !link.equals(shown.proof().entriesHash()))
                                .isPresent())
                        .filter(shown -> !line.accord().isDecidedAgainst(shown))
                        .isPresent();
    }

    /**
     * What the peer holds less of than this end. Own updates that it has never signed for are at hand; everything older
     * is in the history.
     */
    private List<Effect> whatThePeerLacks(Input.ResumeReceived in) {
        long ownHeld = seq(in.held());
        long theirsHeld = Math.min(seq(in.mine()), line.theirs().seq());
        boolean lacksItsOwn = theirsHeld < line.theirs().signedSeq();
        boolean isHeld = ownHeld >= line.accord().ownFrom()
                && (!lacksItsOwn || theirsHeld >= line.accord().theirsFrom());
        if (!isHeld) {
            return List.of(new Effect.CloseSession(CloseCode.OUT_OF_STEP)); // nobody but the peer itself has it
        }
        boolean atHand = ownHeld >= line.window().after().orElse(line.own().signedSeq());
        if (lacksItsOwn || !atHand) {
            return List.of(new Effect.BringInStep(ownHeld, theirsHeld, in.mine().filter(shown -> lacksItsOwn)));
        }
        List<Update> missing = missing(ownHeld);
        return missing.isEmpty() ? List.of() : List.of(new Effect.Resend(missing));
    }

    /**
     * The acknowledgement that was signed last has no entries, so it is in no window; it follows the entries before it.
     */
    private List<Update> missing(long held) {
        List<Update> missing = new ArrayList<>(line.window().after(held));
        line.own()
                .newest()
                .filter(newest -> !missing.isEmpty()
                        && !newest.equals(missing.get(missing.size() - 1).signed()))
                .ifPresent(newest -> missing.add(new Update(List.of(), newest)));
        return missing;
    }

    private boolean isAboutThisLine(Input.ResumeReceived in) {
        Side side = line.identity().side();
        return in.mine().filter(signed -> !isBy(side.other(), signed)).isEmpty()
                && in.held().filter(signed -> !isBy(side, signed)).isEmpty();
    }

    private boolean isBy(Side writer, SignedProof signed) {
        BalanceProof proof = signed.proof();
        return proof.side() == writer && proof.line().equals(line.identity().id());
    }

    /** If this end has lost nothing of its own it may still credit what it finds on the ledger. */
    private static Moved freeze(WorkingLine work, Misbehaviour what, Chain held, Optional<SignedProof> shown) {
        Update proof = new Update(List.of(), shown.orElseThrow());
        Moved frozen = Reception.freeze(work, new Evidence(what, held.newest(), proof));
        return new Moved(frozen.next(), SettlementSteps.expected(frozen.next()));
    }

    private static long seq(Optional<SignedProof> signed) {
        return signed.map(proof -> proof.proof().seq()).orElse(0L);
    }

    /** Goes on to {@link Link.Phase#READY} if everything that the peer has shown is here. */
    static Moved advance(WorkingLine work, List<Effect> first) {
        if (work.link().phase() != Link.Phase.RESUMING || !work.link().hasMet()) {
            return withFirst(first, SettlementSteps.proceed(work));
        }
        Goal goal = work.link().goal().orElseThrow();
        Optional<Moved> acknowledged = withTheirs(work, goal).or(() -> withOwn(work, goal));
        if (acknowledged.isPresent()) {
            return withFirst(first, acknowledged.get());
        }
        if (work.line().isFrozen() || !goal.isReachedBy(work.line())) {
            return new Moved(work, first);
        }
        return work.line().restoring() ? restored(work, first) : ready(work, first);
    }

    /** An acknowledgement has no entries, so the proof that was shown is all of it. */
    private static Optional<Moved> withTheirs(WorkingLine work, Goal goal) {
        Chain own = work.line().own();
        return goal.theirs()
                .filter(shown -> isNext(work.line().theirs(), shown))
                .filter(shown -> goal.isReachedBy(own) || shown.proof().peerSeq() <= own.signedSeq())
                .map(shown -> new Reception(work).receive(new Update(List.of(), shown)));
    }

    private static Optional<Moved> withOwn(WorkingLine work, Goal goal) {
        return goal.lost()
                .filter(shown -> isNext(work.line().own(), shown))
                .filter(shown -> shown.proof().peerSeq() <= work.line().theirs().signedSeq())
                .map(shown -> new GivenBack(work).receive(new Update(List.of(), shown)));
    }

    private static boolean isNext(Chain chain, SignedProof shown) {
        ProofOrder order = ProofOrder.of(chain, shown.proof());
        return shown.proof().seq() == chain.signedSeq()
                && (order == ProofOrder.NEWER || order == ProofOrder.CONTRADICTION);
    }

    private static Moved restored(WorkingLine work, List<Effect> first) {
        LineRecord.Restored fact = new LineRecord.Restored();
        WorkingLine whole = work.record(fact, work.line().apply(fact));
        List<Effect> effects = new ArrayList<>(first);
        effects.addAll(LedgerSteps.awaited(whole.line()));
        effects.addAll(LostSteps.toLookFor(whole.line()));
        return ready(whole, effects);
    }

    private static Moved ready(WorkingLine work, List<Effect> first) {
        Moved cautious = work.link().wasReady() ? new Moved(work, List.of()) : LedgerSteps.perhapsHandedOver(work);
        Moved proceeded = SettlementSteps.proceed(
                cautious.next().with(cautious.next().link().ready()));
        List<Effect> effects = new ArrayList<>(first);
        effects.addAll(cautious.effects());
        if (work.line().proposal().stage() == Stage.PENDING) {
            effects.add(new Effect.SendProposal());
        }
        effects.add(new Effect.BecomeReady());
        return withFirst(effects, proceeded);
    }

    private static Moved withFirst(List<Effect> first, Moved moved) {
        List<Effect> effects = new ArrayList<>(first);
        effects.addAll(moved.effects());
        return new Moved(moved.next(), effects);
    }
}
