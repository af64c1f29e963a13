package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;

/** One connection between two lives, seen from outside. Not thread-safe. */
final class Link {
    private static final long LONGEST_SILENCE = 40 * SECOND;
    private static final long LONGEST_NEWS = 3 * SECOND;

    private final SimulatedNetwork network;
    private final int number;
    private final Chance chance;
    private LinkEnd dialer;
    private LinkEnd acceptor;
    private boolean dying;

    Link(SimulatedNetwork network, int number, Chance chance) {
        this.network = network;
        this.number = number;
        this.chance = chance;
    }

    /** Connects the two lives. */
    void join(Life dialing, ConnectionAcceptor dialers, Life dialled, ConnectionAcceptor acceptors) {
        dialer = new LinkEnd(this, dialing);
        acceptor = new LinkEnd(this, dialled);
        dialer.meet(acceptor);
        acceptor.meet(dialer);
        dialer.join(dialers);
        acceptor.joinLater(acceptors);
        dialing.whenOver(() -> lose(acceptor));
        dialled.whenOver(() -> lose(dialer));
    }

    /** Whether both ends have a session with each other. */
    boolean isInSession() {
        return dialer.isInSession() && acceptor.isInSession();
    }

    /** Whether the two are its ends. */
    boolean joins(PeerId one, PeerId two) {
        return (dialer.isAt(one) && acceptor.isAt(two)) || (dialer.isAt(two) && acceptor.isAt(one));
    }

    boolean isOf(Life life) {
        return dialer.life().equals(life) || acceptor.life().equals(life);
    }

    /** Whether both were dialled before either had proved anything, by different peers. */
    boolean crosses(Link other) {
        return !dying
                && !isInSession()
                && dialer.life().equals(other.acceptor.life())
                && acceptor.life().equals(other.dialer.life());
    }

    void repeatUpdates() {
        dialer.repeatUpdates();
        acceptor.repeatUpdates();
    }

    boolean isOver() {
        return dialer.isOver() && acceptor.isOver();
    }

    LinkEnd dialer() {
        return dialer;
    }

    int number() {
        return number;
    }

    SimulatedNetwork network() {
        return network;
    }

    Chance chance() {
        return chance;
    }

    long delay() {
        return chance.between(0, network.faults().longestDelay());
    }

    /** Breaks now; the two ends learn of it at different times, and either may still receive what was under way. */
    void breakDown() {
        die(LONGEST_NEWS, chance.hits(0.5), chance.hits(0.5));
    }

    /** Carries nothing more in at least one direction, and nobody is told for a while. */
    void fallSilent() {
        boolean oneWay = chance.hits(0.3);
        boolean towardsDialer = chance.hits(0.5);
        die(LONGEST_SILENCE, !oneWay || towardsDialer, !oneWay || !towardsDialer);
    }

    /** Carries on in both directions, but not for long. */
    void failSoon() {
        die(LONGEST_SILENCE, false, false);
    }

    private void die(long longest, boolean dialerDeaf, boolean acceptorDeaf) {
        if (dying) {
            return;
        }
        dying = true;
        if (dialerDeaf) {
            dialer.deafen();
        }
        if (acceptorDeaf) {
            acceptor.deafen();
        }
        long latest = chance.between(0, longest);
        dialer.closeAfter(chance.between(0, latest), CloseCode.LOST);
        acceptor.closeAfter(latest, CloseCode.LOST);
    }

    private void lose(LinkEnd survivor) {
        dying = true;
        if (chance.hits(0.5)) {
            survivor.deafen();
        }
        survivor.closeAfter(chance.between(0, chance.hits(0.1) ? LONGEST_SILENCE : LONGEST_NEWS), CloseCode.LOST);
    }
}
