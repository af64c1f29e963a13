package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Transition.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a receiver does with a verified update: takes it in whole, ignores what it holds already, asks for a new session
 * when something in between is missing, and freezes the line at what no correct peer can have signed.
 */
final class Reception {
    private final WorkingLine work;
    private final Line line;

    Reception(WorkingLine work) {
        this.work = work;
        this.line = work.line();
    }

    Moved receive(Update update) {
        BalanceProof proof = update.proof();
        if (!proof.line().equals(line.identity().id())) {
            return close(CloseCode.PROTOCOL_VIOLATION);
        }
        if (line.isFrozen()) {
            return ignore();
        }
        if (!work.link().hasMet()) {
            return close(CloseCode.PROTOCOL_VIOLATION);
        }
        if (proof.side() == line.identity().side()) {
            return new GivenBack(work).receive(update);
        }
        return switch (ProofOrder.of(line.theirs(), proof)) {
            case DUPLICATE, STALE -> ignore();
            case CONTRADICTION -> freeze(update, Misbehaviour.EQUIVOCATION);
            case NEWER -> newer(update);
        };
    }

    private Moved newer(Update update) {
        long seen = update.proof().peerSeq();
        if (seen > line.own().signedSeq()) {
            return lacksItsOwn() ? close(CloseCode.OUT_OF_STEP) : freeze(update, Misbehaviour.UNSEEN_ENTRIES);
        }
        if (line.theirs().isOpen()
                && isNewInThisSession(update)
                && seen < work.link().shown()) {
            return freeze(update, Misbehaviour.FORGOTTEN_ENTRIES);
        }
        if (update.firstSeq() != line.theirs().seq() + 1) {
            return close(CloseCode.OUT_OF_STEP);
        }
        EntryCheck check = new EntryCheck(line);
        Optional<Misbehaviour> wrong = check.check(update);
        return wrong.map(misbehaviour -> freeze(update, misbehaviour))
                .orElseGet(() -> accept(update, check.taken().theirsSigned(update)));
    }

    private boolean lacksItsOwn() {
        return work.link().goal().filter(goal -> !goal.isReachedBy(line.own())).isPresent();
    }

    private boolean isNewInThisSession(Update update) {
        return update.proof().seq()
                > work.link().goal().map(Link.Goal::theirSeq).orElse(Long.MAX_VALUE);
    }

    /** @param next what the fact makes of the line, known from the checks */
    private Moved accept(Update update, Line next) {
        WorkingLine before = lowersTheLimit(update) ? work.cutTail() : work;
        LineRecord.PeerUpdate fact = new LineRecord.PeerUpdate(update);
        Moved moved = Resumption.advance(before.record(fact, next), List.of());
        return opensALineThatIsOpenHere() ? withOwnUpdates(moved) : moved;
    }

    /** The peer may have declined the own proposal, and then does not hold it. */
    private boolean opensALineThatIsOpenHere() {
        return work.link().isReady() && line.own().isOpen() && !line.theirs().isOpen();
    }

    private Moved withOwnUpdates(Moved moved) {
        List<Update> unseen = moved.next().line().window().updates();
        List<Effect> effects = new ArrayList<>();
        if (!unseen.isEmpty()) {
            effects.add(new Effect.Resend(unseen));
        }
        effects.addAll(moved.effects());
        return new Moved(moved.next(), effects);
    }

    /**
     * Own entries written under the higher limit have to be signed for before the peer learns that the lower one is
     * known.
     */
    private boolean lowersTheLimit(Update update) {
        long limit = line.theirs().limit().units();
        for (Entry entry : update.entries()) {
            if (EntrySums.limit(entry).filter(lower -> lower.units() < limit).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Moved freeze(Update update, Misbehaviour misbehaviour) {
        return freeze(work, new Evidence(misbehaviour, line.theirs().newest(), update));
    }

    /** A record that is not in dispute itself can still say what its writer finds on the ledger. */
    static Moved freeze(WorkingLine work, Evidence evidence) {
        WorkingLine frozen = work.recordBehindTail(new LineRecord.Frozen(evidence));
        boolean mayCredit = work.link().isReady() && frozen.line().mayCredit();
        Link link = work.link().isReady() ? Link.AWAY : work.link();
        return new Moved(frozen.with(mayCredit ? work.link().frozen() : link), List.of());
    }

    private Moved ignore() {
        return new Moved(work, List.of());
    }

    private Moved close(CloseCode code) {
        return new Moved(work, List.of(new Effect.CloseSession(code)));
    }
}
