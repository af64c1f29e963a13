package io.p2pcredit.transport.ws.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The places for accepted sockets of peers that the node does not know yet. When there are too many of one origin the
 * oldest of them makes room for the next; when there are too many in all, the oldest of the largest origin does. So who
 * takes all places, and keeps them, keeps nobody else out. An origin is an address, or a whole network of IPv6 (its
 * first 64 bits), for such a network belongs to one customer; everything on loopback is one. For any thread.
 */
public final class Strangers {
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Limits.Strangers limits;
    private final Map<ByteBuffer, Set<Stranger>> crowds = new LinkedHashMap<>();
    private int total;

    Strangers(Limits.Strangers limits) {
        this.limits = limits;
    }

    /** One place among the strangers. */
    public interface Place {
        /** Gives the place back. May be called twice. */
        void release();

        /** A place that nobody counts. */
        static Place uncounted() {
            return () -> {};
        }
    }

    /**
     * A place for a socket from this address.
     *
     * @param ousting what is done, at most once and on any thread, if the socket has to make room for another
     */
    public Place admit(InetAddress address, Runnable ousting) {
        Stranger stranger = new Stranger(origin(address), ousting);
        makeRoom(stranger, address.isLoopbackAddress()).ifPresent(oldest -> oldest.ousting.run());
        return stranger;
    }

    /** Whoever has lost its place to the newcomer. */
    private synchronized Optional<Stranger> makeRoom(Stranger newcomer, boolean uncounted) {
        Set<Stranger> own = crowds.getOrDefault(newcomer.origin, Set.of());
        Optional<Stranger> ousted = Optional.empty();
        if (!uncounted && own.size() >= limits.perAddress()) {
            ousted = Optional.of(oldest(own));
        } else if (total >= limits.total()) {
            ousted = Optional.of(oldest(largestCrowd()));
        }
        ousted.ifPresent(Stranger::release);
        crowds.computeIfAbsent(newcomer.origin, origin -> new LinkedHashSet<>()).add(newcomer);
        total++;
        return ousted;
    }

    private synchronized void remove(Stranger stranger) {
        Set<Stranger> crowd = crowds.getOrDefault(stranger.origin, Set.of());
        if (crowd.contains(stranger)) {
            crowd.remove(stranger);
            total--;
            crowds.values().removeIf(Set::isEmpty);
        }
    }

    private Set<Stranger> largestCrowd() {
        Set<Stranger> largest = Set.of();
        for (Set<Stranger> crowd : crowds.values()) {
            largest = crowd.size() > largest.size() ? crowd : largest;
        }
        return largest;
    }

    private static Stranger oldest(Set<Stranger> crowd) {
        return crowd.iterator().next();
    }

    private static ByteBuffer origin(InetAddress address) {
        InetAddress counted = address.isLoopbackAddress() ? InetAddress.getLoopbackAddress() : address;
        byte[] bytes = counted.getAddress();
        return ByteBuffer.wrap(bytes, 0, counted instanceof Inet6Address ? IPV6_NETWORK_BYTES : bytes.length);
    }

    private final class Stranger implements Place {
        private final ByteBuffer origin;
        private final Runnable ousting;

        Stranger(ByteBuffer origin, Runnable ousting) {
            this.origin = origin;
            this.ousting = ousting;
        }

        @Override
        public void release() {
            remove(this);
        }
    }
}
