package io.p2pcredit.transport.ws.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words for the person who has to mend it. */
public final class Failures {
    private Failures() {}

    /** Why a socket could not be bound. */
    public static IOException toBind(InetSocketAddress address, IOException cause) {
        String where = Addresses.text(address);
        if (!isOurs(address)) {
            return new IOException("cannot listen at " + where + ": this machine has no such address", cause);
        }
        if (cause instanceof BindException) {
            return new IOException("cannot listen at " + where + ": the port is in use", cause);
        }
        return new IOException("cannot listen at " + where + ": the system does not allow it", cause);
    }

    /** Why a connection could not be made; {@code null} if the other end gave another answer than WebSocket's. */
    static IOException toDial(URI address, @Nullable Exception cause) {
        return new IOException("cannot reach " + Addresses.text(address) + ": " + reason(cause), cause);
    }

    static IOException tooSlow(URI address) {
        return new IOException("cannot reach " + Addresses.text(address) + ": no answer in time");
    }

    private static String reason(@Nullable Exception cause) {
        if (cause == null) {
            return "the other end does not speak WebSocket there";
        } else if (cause instanceof UnknownHostException) {
            return "no such host";
        } else if (cause instanceof SocketTimeoutException) {
            return "no answer in time";
        } else if (cause instanceof ConnectException) {
            return "nobody listens there";
        } else if (cause instanceof SSLException) {
            return "no secure connection";
        }
        return "the connection broke";
    }

    private static boolean isOurs(InetSocketAddress address) {
        try {
            return address.getAddress().isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address.getAddress()) != null;
        } catch (SocketException e) {
            return true; // unknown: the system's own reason is given
        }
    }
}
