package io.p2pcredit.cli.peer;

import java.net.URI;
import java.util.Optional;

/**
 * Where a peer listens, and what it tells others about that. The two are separate: a tunnel's address leads to a port
 * that listens on this machine only.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param announced what others should dial, unless it is exactly that
 * @param isDiallable whether others should dial it at all
 */
public record Reachability(String host, int port, Optional<URI> announced, boolean isDiallable) {
    private static final String THIS_MACHINE = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";

    /** Reached by peers on this machine only. */
    public static Reachability local(int port) {
        return new Reachability(THIS_MACHINE, port, Optional.empty(), true);
    }

    /** Reached at an address that leads to the port by way of this machine: of a tunnel. */
    public static Reachability through(URI tunnel, int port) {
        return new Reachability(THIS_MACHINE, port, Optional.of(tunnel), true);
    }

    /** Reached at an address of this machine's, or of a router's before it. */
    public static Reachability at(URI address, int port) {
        return new Reachability(EVERYWHERE, port, Optional.of(address), true);
    }

    /** Reached by nobody: it dials others. */
    public static Reachability none(int port) {
        return new Reachability(THIS_MACHINE, port, Optional.empty(), false);
    }
}
