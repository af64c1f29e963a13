package io.p2pcredit.transport.ws.internal.listening;

import io.p2pcredit.transport.ws.internal.Failures;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/**
 * Binds listening sockets. Bound here and not by the library, so that what is wrong is known at once and in clear
 * words.
 */
public final class BoundSocket {
    /** How many connections the system keeps until they are accepted. */
    private static final int BACKLOG = 256;

    private BoundSocket() {}

    /** @throws IOException if the port is in use or not allowed, or the address is not this machine's */
    public static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address, BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw Failures.toBind(address, e);
        }
    }
}
