package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;
import io.p2pcredit.trustline.machine.Transition.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Getting back in step: each end shows its own newest proof and the newest one that it holds of the peer, and sends
 * what the peer lacks. Nothing is signed before everything that was shown is stored here.
 *
 * <p>If either end has lost what it once signed for, the line stays {@link Link.Phase#RESUMING}: it can be read, and
 * does nothing.
 */
final class Resumption {
    private final WorkingLine work;
    private final Line line;

    Resumption(WorkingLine work) {
        this.work = work;
        this.line = work.line();
    }

    Moved receive(Input.ResumeReceived in) {
        if (work.link().phase() != Link.Phase.RESUMING || work.link().awaited().isPresent()) {
            return new Moved(work, List.of(new Effect.CloseSession(CloseCode.PROTOCOL_VIOLATION)));
        }
        if (!isAboutThisLine(in)) {
            return new Moved(work, List.of(new Effect.CloseSession(CloseCode.PROTOCOL_VIOLATION)));
        }
        if (line.isFrozen() || lacksWhatWasSigned(in)) {
            return new Moved(work, List.of());
        }
        if (!line.own().isOpen()) {
            return ready(work.with(work.link().awaiting(0)), List.of());
        }
        if (!line.theirs().isOpen() && in.mine().isEmpty()) {
            return ready(work.with(work.link().awaitingNothing()), proposalEffects());
        }
        return bringInStep(in);
    }

    private Moved bringInStep(Input.ResumeReceived in) {
        long shown = seq(in.mine());
        List<Effect> effects = new ArrayList<>();
        List<Update> missing = missingThere(in);
        if (!missing.isEmpty()) {
            effects.add(new Effect.Resend(missing));
        }
        WorkingLine waiting = work.with(work.link().awaiting(shown));
        if (shown > line.theirs().seq()) {
            return new Moved(waiting, effects);
        }
        Moved next = in.mine()
                .map(mine -> new Reception(waiting).receive(new Update(List.of(), mine)))
                .orElseGet(() -> readyIfInStep(waiting));
        boolean decided = next.next().link().isReady() || next.next().line().isFrozen();
        Moved inStep = decided ? next : readyIfInStep(next.next());
        effects.addAll(inStep.effects());
        return new Moved(inStep.next(), effects);
    }

    /**
     * The acknowledgement that was signed last has no entries, so it is in no window; it follows the entries before it.
     */
    private List<Update> missingThere(Input.ResumeReceived in) {
        List<Update> missing = new ArrayList<>(line.window().after(seq(in.held())));
        line.own()
                .newest()
                .filter(newest -> !missing.isEmpty()
                        && !newest.equals(missing.get(missing.size() - 1).signed()))
                .ifPresent(newest -> missing.add(new Update(List.of(), newest)));
        return missing;
    }

    private List<Effect> proposalEffects() {
        return line.proposal().stage() == Stage.PENDING ? List.of(new Effect.SendProposal()) : List.of();
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

    /** Whether a proof has come back that is newer than what its writer, or its receiver, still has. */
    private boolean lacksWhatWasSigned(Input.ResumeReceived in) {
        boolean lostHere = in.held().filter(held -> isBeyond(held, line.own())).isPresent();
        boolean lostThere = line.theirs().signedSeq() > seq(in.mine())
                || lostAnAcknowledgement(in.mine())
                || (line.own().isOpen() && line.theirs().signedPeerSeq() > seq(in.held()));
        return lostHere || lostThere;
    }

    private boolean lostAnAcknowledgement(Optional<SignedProof> mine) {
        return mine.filter(signed -> signed.proof().seq() == line.theirs().signedSeq()
                        && signed.proof().peerSeq() < line.theirs().signedPeerSeq())
                .isPresent();
    }

    private static boolean isBeyond(SignedProof held, Chain own) {
        BalanceProof proof = held.proof();
        boolean other = proof.seq() == own.signedSeq()
                && own.newest()
                        .filter(newest -> !newest.proof().entriesHash().equals(proof.entriesHash()))
                        .isPresent();
        return proof.seq() > own.signedSeq() || proof.peerSeq() > own.signedPeerSeq() || other;
    }

    private static long seq(Optional<SignedProof> signed) {
        return signed.map(proof -> proof.proof().seq()).orElse(0L);
    }

    /** Goes on to {@link Link.Phase#READY} if everything that the peer has shown is here. */
    static Moved readyIfInStep(WorkingLine work) {
        boolean inStep = work.link().phase() == Link.Phase.RESUMING
                && work.link().awaited().isPresent()
                && work.line().theirs().seq() >= work.link().awaited().getAsLong();
        return inStep ? ready(work, List.of()) : SettlementSteps.proceed(work);
    }

    private static Moved ready(WorkingLine work, List<Effect> first) {
        Moved proceeded = SettlementSteps.proceed(work.with(work.link().ready()));
        List<Effect> effects = new ArrayList<>(first);
        effects.add(new Effect.BecomeReady());
        effects.addAll(proceeded.effects());
        return new Moved(proceeded.next(), effects);
    }
}
