package io.p2pcredit.fakechain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/**
 * A server cannot be reached at the address that it was told: the port is in use, or the address is not this machine's.
 */
public final class CannotListenException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    CannotListenException(InetSocketAddress address, IOException cause) {
        super(
                "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + cause.getMessage(),
                cause);
    }
}
