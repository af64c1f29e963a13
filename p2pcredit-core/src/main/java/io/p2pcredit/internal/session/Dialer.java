package io.p2pcredit.internal.session;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
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
import java.util.function.Function;
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
    private final Function<Expectation, Transport.ConnectionAcceptor> channels;
    private final BiConsumer<PeerId, RefusalCode> failed;
    private final Map<PeerId, Target> targets = new HashMap<>();

    /**
     * A dialler that wants nobody yet.
     *
     * @param channels makes the channel of a connection to an expected peer
     * @param failed told of each attempt that has come to nothing
     */
    Dialer(
            Context context,
            Function<Expectation, Transport.ConnectionAcceptor> channels,
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

    /** Makes one attempt at once, unless one is under way or the peer is there. */
    void tryNow(PeerId peer) {
        Target target = target(peer);
        if (!target.connected && !target.underWay) {
            attempt(peer, target);
        }
    }

    /** The peer is there. */
    void connected(PeerId peer) {
        Target target = target(peer);
        target.connected = true;
        target.underWay = false;
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

    /** The attempt that was under way has come to nothing. */
    void attemptFailed(PeerId peer, RefusalCode code) {
        Target target = target(peer);
        if (target.underWay) {
            target.underWay = false;
            failed.accept(peer, code);
        }
        schedule(peer, target);
    }

    /** The attempt that was under way has met one of the peer's own, which goes on. */
    void attemptMet(PeerId peer) {
        Target target = target(peer);
        target.underWay = false;
        schedule(peer, target);
    }

    private void schedule(PeerId peer, Target target) {
        forgetIfIdle(peer, target);
        if (!target.wanted || target.connected || target.underWay || target.timer != null) {
            return;
        }
        target.timer = context.environment()
                .schedule(
                        target.backoff.next(),
                        () -> context.loop().submit(round -> {
                            target.timer = null;
                            forgetIfIdle(peer, target);
                            if (target.wanted && !target.connected && !target.underWay) {
                                attempt(peer, target);
                            }
                        }));
    }

    private void attempt(PeerId peer, Target target) {
        target.underWay = true;
        context.surroundings()
                .directory()
                .find(peer)
                .whenComplete((outcome, failure) -> context.loop().submit(round -> found(peer, outcome)));
    }

    private void found(PeerId peer, @Nullable FindOutcome outcome) {
        Target target = target(peer);
        if (!target.underWay) {
            forgetIfIdle(peer, target); // the peer has come by itself meanwhile
            return;
        }
        if (outcome instanceof FindOutcome.Found found) {
            dial(peer, found.peer());
        } else if (outcome instanceof FindOutcome.NotFound) {
            attemptFailed(peer, RefusalCode.UNKNOWN_PEER);
        } else {
            attemptFailed(peer, RefusalCode.DIRECTORY_UNREACHABLE);
        }
    }

    private void dial(PeerId peer, PeerRecord published) {
        Optional<PublicKey> key = published.key();
        if (key.isEmpty()) {
            attemptFailed(peer, RefusalCode.PEER_WITHOUT_KEY);
        } else if (key.get().equals(context.signer().publicKey())) {
            attemptFailed(peer, RefusalCode.SELF);
        } else if (!context.lines().fit(peer, key.get())) {
            attemptFailed(peer, RefusalCode.KEY_CHANGED);
        } else if (published.address().isEmpty()) {
            attemptFailed(peer, RefusalCode.PEER_WITHOUT_ADDRESS);
        } else {
            dial(peer, new Expectation(peer, key.get()), published.address().get());
        }
    }

    private void dial(PeerId peer, Expectation expected, URI address) {
        dialled(expected, address).whenComplete((connection, failure) -> {
            if (failure != null) {
                context.loop().submit(round -> attemptFailed(peer, RefusalCode.PEER_AWAY));
            }
        });
    }

    private CompletionStage<Connection> dialled(Expectation expected, URI address) {
        try {
            return context.surroundings().transport().dial(address, channels.apply(expected));
        } catch (RuntimeException e) { // the address is the peer's own choice, and must not stop this node
            LOG.error("an address of {} could not be dialled", expected.name(), e);
            return CompletableFuture.failedStage(e);
        }
    }

    /** Strangers come and go under ever new names. */
    private void forgetIfIdle(PeerId peer, Target target) {
        if (!target.wanted && !target.connected && !target.underWay && target.timer == null) {
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
        private boolean underWay;
        private boolean connected;
        private NodeEnvironment.@Nullable Timer timer;

        Target(Backoff backoff) {
            this.backoff = backoff;
        }
    }
}
