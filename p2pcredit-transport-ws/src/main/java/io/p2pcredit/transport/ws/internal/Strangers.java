package io.p2pcredit.transport.ws.internal;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the accepted sockets of peers that the node does not know yet. For any thread. */
final class Strangers {
    private final Limits.Strangers limits;
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private int total;

    Strangers(Limits.Strangers limits) {
        this.limits = limits;
    }

    /** One place among the strangers. */
    interface Place {
        /** Gives the place back. May be called twice. */
        void release();

        /** A place that nobody counts. */
        static Place uncounted() {
            return () -> {};
        }
    }

    /** A place for a socket from this address, if there is one. */
    synchronized Optional<Place> admit(InetAddress address) {
        if (total >= limits.total() || ofAddress(address) >= limits.perAddress()) {
            return Optional.empty();
        }
        count(address, 1);
        AtomicBoolean taken = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (taken.getAndSet(false)) {
                count(address, -1);
            }
        });
    }

    private int ofAddress(InetAddress address) {
        return perAddress.getOrDefault(address, 0);
    }

    private synchronized void count(InetAddress address, int change) {
        total += change;
        if (!address.isLoopbackAddress()) {
            int count = ofAddress(address) + change;
            if (count == 0) {
                perAddress.remove(address);
            } else {
                perAddress.put(address, count);
            }
        }
    }
}
