package io.p2pcredit.transport.ws.internal;

import java.time.Duration;

/** What a transport allows its peers. */
public record Limits(Times times, Strangers strangers, Buffer buffer) {
    /**
     * Limits of time.
     *
     * @param dial from the call of {@code dial} to an open connection
     * @param authentication from an accepted or opened socket to a peer that the node knows
     * @param ping a connection that was silent for so long is asked for a sign of life
     * @param lost a connection that was silent for so long is given up
     * @param message whoever takes so long to send one frame is not waited for; noticed with the next look at the ping
     * @param flush how long a connection that is closed may take to send what is queued
     */
    public record Times(
            Duration dial, Duration authentication, Duration ping, Duration lost, Duration message, Duration flush) {}

    /**
     * How many accepted sockets may wait for authentication; one more costs another its place.
     *
     * @param total of all
     * @param perAddress of one address; loopback counts towards the total only, since behind a tunnel everyone comes
     *     from there
     */
    public record Strangers(int total, int perAddress) {}

    /**
     * Bytes waiting to be sent on one connection.
     *
     * @param writable from here on the connection is not writable, until half is sent
     * @param max beyond this it is closed
     */
    public record Buffer(long writable, long max) {}

    /** What peers of the protocol need. A dead connection is noticed after 35 seconds at the latest. */
    public static Limits standard() {
        return new Limits(
                new Times(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1)),
                new Strangers(256, 16),
                new Buffer(1 << 20, 32 << 20));
    }

    public Limits with(Times other) {
        return new Limits(other, strangers, buffer);
    }

    public Limits with(Strangers other) {
        return new Limits(times, other, buffer);
    }

    public Limits with(Buffer other) {
        return new Limits(times, strangers, other);
    }
}
