package io.p2pcredit.internal.session;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.session.Handshake.Expectation;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reaches out to peers: one attempt at a time for each, and for those that are wanted again and again, with a growing
 * delay, for ever. For the owner only.
 */
final class Dialer {
    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Context context;
    private final BiFunction<Attempt, Expectation, Transport.ConnectionAcceptor> channels;
    private final BiConsumer<PeerId, RefusalCode> failed;
    private final Map<PeerId, Target> targets = new HashMap<>();

    /** One try to reach a peer, from the question to the directory to a session or a failure. */
    static final class Attempt {
        private final PeerId peer;
        private boolean outdated;

        private Attempt(PeerId peer) {
            this.peer = peer;
        }

        PeerId peer() {
            return peer;
        }
    }

    /**
     * A dialler that wants nobody yet.
     *
     * @param channels makes the channel of a connection to an expected peer
     * @param failed told of each attempt that has come to nothing
     */
    Dialer(
            Context context,
            BiFunction<Attempt, Expectation, Transport.ConnectionAcceptor> channels,
            BiConsumer<PeerId, RefusalCode> failed) {
        this.context = context;
        this.channels = channels;
        this.failed = failed;
    }

    /** Keeps trying until the peer is there, and again whenever it is lost. */
    void want(PeerId peer) {
        Target target = target(peer);
        if (!target.wanted) {
            target.wanted = true;
            schedule(peer, target);
        }
    }

    /** Gives up reaching the peer of its own accord. */
    void unwant(PeerId peer) {
        Target target = target(peer);
        target.wanted = false;
        forgetIfIdle(peer, target);
    }

    /**
     * Makes one attempt at once, unless the peer is there or one is under way. If that one began before the peer was
     * last here, its failure says nothing, and another one follows it.
     */
    void tryNow(PeerId peer) {
        Target target = target(peer);
        if (!target.connected && target.attempt == null) {
            attempt(peer, target);
        }
        target.again = !target.connected && target.attempt != null && target.attempt.outdated;
    }

    /** The peer is there. */
    void connected(PeerId peer) {
        Target target = target(peer);
        target.connected = true;
        target.again = false;
        if (target.attempt != null) {
            target.attempt.outdated = true;
        }
    }

    /** The peer is there and in step: whatever comes next is another trouble. */
    void inStep(PeerId peer) {
        target(peer).backoff.reset();
    }

    /** The peer has gone. */
    void lost(PeerId peer) {
        Target target = target(peer);
        target.connected = false;
        schedule(peer, target);
    }

    /** The peer prefers another node with this identity: the two must not push each other out of the way for ever. */
    void displaced(PeerId peer) {
        target(peer).backoff.exhaust();
    }

    /** The attempt has come to nothing. */
    void failed(Attempt attempt, RefusalCode code) {
        if (ends(attempt)) {
            if (!attempt.outdated) {
                failed.accept(attempt.peer, code);
            }
            goOn(attempt.peer);
        }
    }

    /** The attempt has led to a session, or has met one of the peer's own, which goes on. */
    void over(Attempt attempt) {
        if (ends(attempt)) {
            goOn(attempt.peer);
        }
    }

    /** Whether it was under way until now: a connection that has failed may also be reported as closed. */
    private boolean ends(Attempt attempt) {
        Target target = target(attempt.peer);
        boolean first = target.attempt == attempt;
        target.attempt = first ? null : target.attempt;
        forgetIfIdle(attempt.peer, target);
        return first;
    }

    private void goOn(PeerId peer) {
        Target target = target(peer);
        if (target.again) {
            target.again = false;
            attempt(peer, target);
        } else {
            schedule(peer, target);
        }
    }

    private void schedule(PeerId peer, Target target) {
        forgetIfIdle(peer, target);
        if (!target.wanted || target.connected || target.attempt != null || target.timer != null) {
            return;
        }
        target.timer = context.environment()
                .schedule(
                        target.backoff.next(),
                        () -> context.loop().submit(round -> {
                            target.timer = null;
                            forgetIfIdle(peer, target);
                            if (target.wanted && !target.connected && target.attempt == null) {
                                attempt(peer, target);
                            }
                        }));
    }

    private void attempt(PeerId peer, Target target) {
        Attempt attempt = new Attempt(peer);
        target.attempt = attempt;
        context.surroundings()
                .directory()
                .find(peer)
                .whenComplete((outcome, failure) -> context.loop().submit(round -> found(attempt, outcome)));
    }

    private void found(Attempt attempt, @Nullable FindOutcome outcome) {
        if (attempt.outdated) {
            over(attempt); // the peer has come by itself meanwhile
        } else if (outcome instanceof FindOutcome.Found found) {
            dial(attempt, found.peer());
        } else if (outcome instanceof FindOutcome.NotFound) {
            failed(attempt, RefusalCode.UNKNOWN_PEER);
        } else {
            failed(attempt, RefusalCode.DIRECTORY_UNREACHABLE);
        }
    }

    private void dial(Attempt attempt, PeerRecord published) {
        Optional<PublicKey> key = published.key();
        if (key.isEmpty()) {
            failed(attempt, RefusalCode.PEER_WITHOUT_KEY);
        } else if (key.get().equals(context.signer().publicKey())) {
            failed(attempt, RefusalCode.SELF);
        } else if (!context.lines().fit(attempt.peer, key.get())) {
            failed(attempt, RefusalCode.KEY_CHANGED);
        } else if (published.address().isEmpty()) {
            failed(attempt, RefusalCode.PEER_WITHOUT_ADDRESS);
        } else {
            dial(
                    attempt,
                    new Expectation(attempt.peer, key.get()),
                    published.address().get());
        }
    }

    private void dial(Attempt attempt, Expectation expected, URI address) {
        dialled(attempt, expected, address).whenComplete((connection, failure) -> {
            if (failure != null) {
                context.loop().submit(round -> failed(attempt, RefusalCode.PEER_AWAY));
            }
        });
    }

    private CompletionStage<Connection> dialled(Attempt attempt, Expectation expected, URI address) {
        try {
            return context.surroundings().transport().dial(address, channels.apply(attempt, expected));
        } catch (RuntimeException e) { // the address is the peer's own choice, and must not stop this node
            LOG.error("an address of {} could not be dialled", expected.name(), e);
            return CompletableFuture.failedStage(e);
        }
    }

    /** Strangers come and go under ever new names. */
    private void forgetIfIdle(PeerId peer, Target target) {
        boolean isWanted = target.wanted || target.again;
        if (!isWanted && !target.connected && target.attempt == null && target.timer == null) {
            targets.remove(peer);
        }
    }

    private Target target(PeerId peer) {
        return targets.computeIfAbsent(
                peer, name -> new Target(new Backoff(context.environment(), FIRST_DELAY, LONGEST_DELAY)));
    }

    private static final class Target {
        private final Backoff backoff;
        private boolean wanted;
        private boolean connected;
        private boolean again;
        private @Nullable Attempt attempt;
        private NodeEnvironment.@Nullable Timer timer;

        Target(Backoff backoff) {
            this.backoff = backoff;
        }
    }
}
