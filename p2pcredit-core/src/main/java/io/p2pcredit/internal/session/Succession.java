package io.p2pcredit.internal.session;

import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.loop.Work;
import io.p2pcredit.internal.session.Standing.Verdict;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.Link;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sessions of a node from their opening to their end: with each peer one that counts, and perhaps another one that
 * is about to take its place, as {@link Standing} decides. What still comes from a session that was replaced is
 * dropped. For the owner only.
 */
final class Succession {
    private static final Duration RESUME_LIMIT = Duration.ofSeconds(10);
    private static final Duration STRANGER_LIMIT = Duration.ofSeconds(60);
    private static final Duration STANDSTILL_LIMIT = Duration.ofSeconds(60);
    private static final int MAX_PACES = 10_000;

    /** The most sessions with peers with whom nothing is written. */
    static final int MAX_STRANGERS = 256;

    private final Context context;
    private final Dialer dialer;
    private final SessionEvents events;
    private final Map<PeerId, Standing<Session>> standings = new HashMap<>();
    private final Map<Channel, Session> opened = new HashMap<>();
    private final Set<PeerId> strangers = new LinkedHashSet<>(); // who was heard last comes last
    private final Map<PeerId, Pace> paces = new LinkedHashMap<>(); // outlives sessions, so that new ones help nobody

    Succession(Context context, Dialer dialer, SessionEvents events) {
        this.context = context;
        this.dialer = dialer;
        this.events = events;
    }

    /** Both sides have proven who they are. */
    void opened(Round round, Channel channel) {
        if (isKnownOtherwise(round, channel)) {
            channel.sayBye(CloseCode.NOT_AUTHENTIC); // it became so while this one was shaking hands
            return;
        }
        PeerId peer = channel.peer();
        Session session = new Session(channel);
        opened.put(channel, session);
        act(round, standing(peer).opened(session, channel.handshake().dialerKey()));
        soon(RESUME_LIMIT, later -> closeIfRival(peer, session));
    }

    private boolean isKnownOtherwise(Round round, Channel channel) {
        PublicKey key = channel.peerKey();
        boolean pinned = round.line(channel.peer())
                .filter(line -> !line.isBlank() && !line.identity().peerKey().equals(key))
                .isPresent();
        return pinned || !context.lines().fit(channel.peer(), key);
    }

    private void act(Round round, Verdict<Session> verdict) {
        if (verdict.starts().isPresent() && verdict.ends().isPresent()) {
            events.replaced(verdict.starts().get().channel().peer());
        }
        verdict.ends().ifPresent(session -> session.channel().close(CloseCode.SUPERSEDED));
        verdict.starts().ifPresent(session -> start(round, session));
    }

    private void start(Round round, Session session) {
        Channel channel = session.channel();
        PeerId peer = channel.peer();
        dialer.connected(peer);
        if (isKnownOtherwise(round, channel)) {
            channel.sayBye(CloseCode.NOT_AUTHENTIC);
            return;
        }
        round.introduce(context.identity(peer, channel.peerKey()));
        round.step(peer, new Input.SessionStarted());
        if (round.line(peer).filter(line -> line.own().isOpen()).isPresent()) {
            channel.raiseBound();
        }
        soon(RESUME_LIMIT, later -> closeUnlessResumed(peer, session));
        soon(STRANGER_LIMIT, later -> closeIfStranger(later, peer, session));
        hear(round, peer);
        makeRoomFor(peer);
        session.start(round);
    }

    /** Remembers strangers in the order in which they have last said something. */
    private void hear(Round round, PeerId peer) {
        strangers.remove(peer);
        if (round.line(peer).filter(Line::isBlank).isPresent()) {
            strangers.add(peer);
        }
    }

    /** One stranger too many: the one that has been silent for the longest time has to go, rather no one who waits. */
    private void makeRoomFor(PeerId newcomer) {
        if (strangers.size() > MAX_STRANGERS) {
            List<PeerId> others =
                    strangers.stream().filter(peer -> !peer.equals(newcomer)).toList();
            PeerId longest = others.stream()
                    .filter(peer -> !events.isWaiting(peer))
                    .findFirst()
                    .orElse(others.get(0));
            strangers.remove(longest);
            current(longest).ifPresent(session -> session.channel().close(CloseCode.BUSY));
        }
    }

    private void closeIfRival(PeerId peer, Session session) {
        if (isRival(peer, session)) {
            session.channel().close(CloseCode.SUPERSEDED);
        }
    }

    private void closeUnlessResumed(PeerId peer, Session session) {
        if (isCurrent(peer, session) && !session.isResumed()) {
            session.channel().close(CloseCode.TIMEOUT);
        }
    }

    /** Nobody stays for long with whom there is neither a line nor anything to decide. */
    private void closeIfStranger(Round round, PeerId peer, Session session) {
        boolean isStranger = isCurrent(peer, session)
                && round.line(peer).filter(Line::isBlank).isPresent();
        if (isStranger && events.isWaiting(peer)) {
            soon(STRANGER_LIMIT, later -> closeIfStranger(later, peer, session));
        } else if (isStranger) {
            session.channel().close(CloseCode.TIMEOUT);
        }
    }

    /** A peer that shows what this node lacks, and does not give it, may do so in another session. */
    private void closeAtAStandstill(Round round, PeerId peer, Session session) {
        if (!isCurrent(peer, session) || round.link(peer).phase() != Link.Phase.RESUMING) {
            return;
        }
        Duration still = Duration.ofNanos(context.environment().nanoTime() - session.movedOn());
        if (still.compareTo(STANDSTILL_LIMIT) >= 0) {
            session.channel().close(CloseCode.TIMEOUT);
        } else {
            soon(STANDSTILL_LIMIT.minus(still), later -> closeAtAStandstill(later, peer, session));
        }
    }

    private void soon(Duration delay, Work work) {
        context.environment().schedule(delay, () -> context.loop().submit(work));
    }

    /** A message has come; {@code done} is run once it has had its turn. */
    void received(Round round, Channel channel, Verified verified, Runnable done) {
        PeerId peer = channel.peer();
        Session session = opened.get(channel);
        if (session != null && isRival(peer, session)) {
            session.keep(later -> received(later, channel, verified, done));
            if (verified.message() instanceof Resume) {
                act(round, standing(peer).resumed(session));
            }
        } else {
            done.run();
            if (session != null && isCurrent(peer, session) && round.line(peer).isPresent()) {
                react(round, peer, session, verified);
            }
        }
    }

    private void react(Round round, PeerId peer, Session session, Verified verified) {
        boolean before = session.isResumed();
        boolean lacking = round.link(peer).phase() == Link.Phase.RESUMING;
        Line earlier = round.line(peer).orElseThrow();
        verified.message().match(new Reaction(round, peer, session, events)).run();
        if (session.isResumed() && !before) {
            act(round, standing(peer).resumed(session));
            session.movedOn(context.environment().nanoTime());
            closeAtAStandstill(round, peer, session);
        }
        hear(round, peer);
        Line later = round.line(peer).orElseThrow();
        if (entries(later) > entries(earlier)) {
            session.movedOn(context.environment().nanoTime());
        }
        boolean given = before && lacking && entries(later) > entries(earlier); // what is lacked is gladly read
        if (!given) {
            Optional<SignedProof> held = later.theirs().newest();
            keepPace(
                    peer,
                    session,
                    Pace.cost(verified.message(), earlier.theirs().newest(), held));
        }
    }

    private static long entries(Line line) {
        return line.own().signedSeq() + line.theirs().signedSeq();
    }

    private void keepPace(PeerId peer, Session session, int cost) {
        long now = context.environment().nanoTime();
        Duration rest = paces.computeIfAbsent(peer, name -> new Pace(now)).after(cost, now);
        if (!rest.isZero()) {
            session.channel().rest(rest);
        }
        if (paces.size() > MAX_PACES) {
            paces.remove(paces.keySet().iterator().next());
        }
    }

    /** The channel has ended, whatever it was. */
    void closed(Round round, Channel channel, CloseCode code) {
        Session session = opened.remove(channel);
        if (session != null) {
            closed(round, channel.peer(), session, code);
        }
    }

    private void closed(Round round, PeerId peer, Session session, CloseCode code) {
        boolean counted = isCurrent(peer, session) && session.isStarted();
        Verdict<Session> verdict = standing(peer).closed(session);
        if (counted) {
            if (round.line(peer).isPresent()) { // else its owner knows the peer by another key by now
                round.step(peer, new Input.SessionEnded());
            }
            round.forgetIfBlank(peer);
            events.ended(round, peer, code);
        }
        if (standing(peer).current().isEmpty()) {
            if (counted && code == CloseCode.SUPERSEDED) {
                dialer.displaced(peer);
            }
            dialer.lost(peer);
            strangers.remove(peer);
        }
        act(round, verdict);
        if (standing(peer).isEmpty()) {
            standings.remove(peer);
        }
    }

    private Standing<Session> standing(PeerId peer) {
        return standings.computeIfAbsent(
                peer, name -> new Standing<>(context.signer().publicKey()));
    }

    /** The session with the peer that counts. */
    Optional<Session> current(PeerId peer) {
        return Optional.ofNullable(standings.get(peer)).flatMap(Standing::current);
    }

    private boolean isCurrent(PeerId peer, Session session) {
        return current(peer).equals(Optional.of(session));
    }

    private boolean isRival(PeerId peer, Session session) {
        return Optional.ofNullable(standings.get(peer)).flatMap(Standing::rival).equals(Optional.of(session));
    }
}
