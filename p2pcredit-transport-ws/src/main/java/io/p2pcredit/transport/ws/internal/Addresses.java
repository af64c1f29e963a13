package io.p2pcredit.transport.ws.internal;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Addresses of WebSockets. */
public final class Addresses {
    private static final int WS_PORT = 80;
    private static final int WSS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    private Addresses() {}

    /** The {@code ws} address of a host, by name or number, and a port. */
    public static URI ws(String host, int port) {
        boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
        return URI.create("ws://" + (bare ? "[" + host + "]" : host) + ":" + port);
    }

    /** A number as it is written in a URI, without the name of a network interface. */
    public static String host(InetAddress address) {
        String number = address.getHostAddress();
        int interfaceName = number.indexOf('%');
        return interfaceName < 0 ? number : number.substring(0, interfaceName);
    }

    /** @throws IOException if that is no address which can be dialled; its message repeats nothing secret */
    static void checkDiallable(URI address) throws IOException {
        boolean known = "ws".equals(address.getScheme()) || "wss".equals(address.getScheme());
        if (!known) {
            throw new IOException("an address begins with ws:// or wss://");
        }
        boolean plain = address.getRawUserInfo() == null && address.getRawFragment() == null;
        if (address.getHost() == null || !plain || port(address) < 1 || port(address) > MAX_PORT) {
            throw new IOException("an address has the form ws://host:port");
        }
    }

    static boolean isSecure(URI address) {
        return "wss".equals(address.getScheme());
    }

    /** Host and port, for people to read. A path or query is left out: it may hold a secret. */
    static String text(URI address) {
        return address.getHost() + ":" + port(address);
    }

    /** Host and port, for people to read. */
    public static String text(InetSocketAddress address) {
        String host = host(address.getAddress());
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static int port(URI address) {
        int standard = isSecure(address) ? WSS_PORT : WS_PORT;
        return address.getPort() == -1 ? standard : address.getPort();
    }
}
