package io.p2pcredit.simulation.world;

/**
 * How often a network goes wrong; each probability from 0 to 1.
 *
 * @param dialFailure that dialling fails
 * @param breakage that a message breaks its connection, for each message
 * @param silence that a message is the last to get through before its connection dies unnoticed, for each message
 * @param repetition that a message comes twice, at once or later, for each message; a transport promises that it does not
 * @param loss that a message is lost before its connection dies, while later ones still come, for each message; a transport
 *     promises that this does not happen either
 * @param longestDelay the longest time that a message takes, in nanoseconds
 * @param window how many messages under way make a connection refuse to be writable
 */
public record NetworkFaults(
        double dialFailure,
        double breakage,
        double silence,
        double repetition,
        double loss,
        long longestDelay,
        int window) {
    /** A network that works. */
    public static NetworkFaults none() {
        return new NetworkFaults(0, 0, 0, 0, 0, 5 * EventQueue.MILLISECOND, 1_000);
    }

    /** Some of the faults. */
    public static NetworkFaults of(Chance chance) {
        return new NetworkFaults(
                chance.sometimes(0.5),
                chance.sometimes(0.1),
                chance.sometimes(0.03),
                chance.rarely(0.2),
                chance.rarely(0.1),
                chance.oneOf(1, 20, 300, 2_000) * EventQueue.MILLISECOND,
                chance.oneOf(1, 4, 1_000));
    }

    /** Whether messages come in order, once, and without gaps. */
    public boolean isOrderly() {
        return repetition == 0 && loss == 0;
    }
}
