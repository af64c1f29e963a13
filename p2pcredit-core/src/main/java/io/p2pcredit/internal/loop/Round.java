package io.p2pcredit.internal.loop;

import static com.google.common.base.Preconditions.checkState;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.p2pcredit.internal.loop.Commit.LineEffect;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Effect;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.Link;
import io.p2pcredit.trustline.machine.Transition;
import io.p2pcredit.trustline.machine.Transition.Moved;
import io.p2pcredit.trustline.machine.WorkingLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that the owner takes in between two durable points. For the owner only. */
public final class Round {
    private final Lines lines;
    private final Map<PeerId, WorkingLine> working = new LinkedHashMap<>();
    private final List<LineEffect> effects = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final List<Runnable> otherwise = new ArrayList<>();
    private boolean givenBack;

    Round(Lines lines) {
        this.lines = lines;
    }

    /** The line with that peer, with what this round has added to it. */
    public Optional<Line> line(PeerId peer) {
        return working(peer).map(WorkingLine::line);
    }

    /** How the line with that peer stands; {@link Link#AWAY} if there is none. */
    public Link link(PeerId peer) {
        return working(peer).map(WorkingLine::link).orElse(Link.AWAY);
    }

    /** Makes room for a line on which nothing is written yet, unless the peer has one under that key. */
    public void introduce(LineIdentity identity) {
        Optional<Line> known = line(identity.peer());
        if (known.filter(line -> line.identity().equals(identity)).isEmpty()) {
            checkState(known.isEmpty() || known.get().isBlank(), "%s is pinned to another key", identity.peer());
            lines.put(identity.peer(), new Held(Line.blank(identity), Link.AWAY));
            working.remove(identity.peer());
        }
    }

    /** Gives that room up once the round is over, if nothing was written. */
    public void forgetIfBlank(PeerId peer) {
        afterwards.add(() -> lines.forgetIfBlank(peer));
    }

    /**
     * One step of the line with that peer.
     *
     * @throws IllegalStateException if there is no such line
     */
    @CanIgnoreReturnValue
    public Transition step(PeerId peer, Input input) {
        Optional<WorkingLine> work = working(peer);
        checkState(work.isPresent(), "no line with %s", peer);
        Transition transition = work.get().step(input);
        if (input instanceof Input.SessionStarted || input instanceof Input.SessionEnded) {
            effects.removeIf(earlier -> earlier.peer().equals(peer) && isOfTheSession(earlier.effect()));
        }
        if (transition instanceof Moved moved) {
            note(work.get().line(), moved.next().line(), input);
            working.put(peer, moved.next());
            moved.effects().forEach(effect -> effects.add(new LineEffect(peer, effect)));
        }
        return transition;
    }

    private void note(Line before, Line after, Input input) {
        lines.exposure().change(before.exposure(), after.exposure());
        givenBack |= input instanceof Input.UpdateReceived in
                && in.update().proof().side() == before.identity().side()
                && after.own().seq() > before.own().seq();
    }

    /** Whether a peer has given own entries back in this round, which nothing that was committed shows yet. */
    public boolean hasGivenBack() {
        return givenBack;
    }

    /** Whether an effect is about a session, and means nothing to the next one. */
    private static boolean isOfTheSession(Effect effect) {
        return !(effect instanceof Effect.SubmitTransfer
                || effect instanceof Effect.AwaitTransfer
                || effect instanceof Effect.LookForLost);
    }

    /** Does something on the owner once everything of this round is durable. */
    public void afterwards(Runnable task) {
        afterwards.add(task);
    }

    /** The same, and something else instead if the node stops before it knows that everything is durable. */
    public void afterwards(Runnable task, Runnable instead) {
        afterwards.add(task);
        otherwise.add(instead);
    }

    List<Runnable> otherwise() {
        return otherwise;
    }

    Map<PeerId, WorkingLine> working() {
        return working;
    }

    List<LineEffect> effects() {
        return effects;
    }

    List<Runnable> afterwards() {
        return afterwards;
    }

    private Optional<WorkingLine> working(PeerId peer) {
        WorkingLine stepped = working.get(peer);
        return stepped != null
                ? Optional.of(stepped).filter(work -> !work.line().isRetired())
                : lines.held(peer).map(held -> WorkingLine.of(held.line(), held.link()));
    }
}
