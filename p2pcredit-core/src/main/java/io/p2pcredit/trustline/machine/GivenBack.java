package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Link.Goal;
import io.p2pcredit.trustline.machine.Transition.Moved;
import java.util.List;
import java.util.Optional;

/**
 * What an end does with an update of its own that the peer gives back: it has lost it, and takes it in as it was signed.
 * Nobody checks limits a second time; that it fits to what is held is checked.
 */
final class GivenBack {
    private final WorkingLine work;
    private final Line line;

    GivenBack(WorkingLine work) {
        this.work = work;
        this.line = work.line();
    }

    Moved receive(Update update) {
        if (line.isFrozen()) {
            return new Moved(work, List.of());
        }
        return switch (ProofOrder.of(line.own(), update.proof())) {
            case DUPLICATE, STALE -> new Moved(work, List.of());
            case CONTRADICTION -> freeze(update);
            case NEWER -> newer(update);
        };
    }

    private Moved newer(Update update) {
        BalanceProof proof = update.proof();
        Optional<Goal> goal = work.link().goal().filter(shown -> work.link().isRestoring());
        boolean asShown = goal.flatMap(Goal::lost)
                .filter(lost -> proof.seq() <= lost.proof().seq()
                        && proof.peerSeq() <= lost.proof().peerSeq())
                .isPresent();
        if (!asShown) {
            return close(CloseCode.PROTOCOL_VIOLATION);
        }
        if (update.firstSeq() <= line.own().seq()) {
            return freeze(update); // what is signed once is never signed again in other pieces, but by another life
        }
        boolean inOrder = update.firstSeq() == line.own().seq() + 1
                && proof.peerSeq() <= line.theirs().signedSeq();
        if (!inOrder) {
            return close(CloseCode.OUT_OF_STEP);
        }
        return isWhole(update) ? takeIn(update) : close(CloseCode.PROTOCOL_VIOLATION); // the peer chose the entries
    }

    /** Whether the entries lead from what is held to exactly what the proof says. */
    private boolean isWhole(Update update) {
        Line next = line;
        for (Entry entry : update.entries()) {
            if (next.own().overflowsWith(entry)) {
                return false;
            }
            next = next.withOwn(entry);
        }
        BalanceProof proof = update.proof();
        return next.own().proof(proof.line(), proof.side(), proof.peerSeq()).equals(proof);
    }

    private Moved takeIn(Update update) {
        LineRecord.Returned fact = new LineRecord.Returned(update);
        return Resumption.advance(work.record(fact, line.apply(fact)), List.of());
    }

    private Moved freeze(Update update) {
        return Reception.freeze(
                work, new Evidence(Misbehaviour.FORKED, line.own().newest(), update));
    }

    private Moved close(CloseCode code) {
        return new Moved(work, List.of(new Effect.CloseSession(code)));
    }
}
