package io.p2pcredit.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** URLs in the form in which users write them: with a host, and without a user, a query or a fragment. */
final class Urls {
    private Urls() {}

    /** Where a Fakechain answers. */
    static URI fakechain(String text) {
        return url(text, List.of("http", "https"), "a Fakechain URL such as http://127.0.0.1:5000");
    }

    /** Where others dial a peer. */
    static URI peer(String text) {
        URI url = url(text, List.of("ws", "wss"), "a peer's URL such as wss://example.org/alice, or none");
        if (isUnspecified(url.getHost())) {
            throw Values.malformed(text, "an address that others can dial", "the host that they reach this peer at");
        }
        return url;
    }

    /** Whether the URL leads to this machine only. */
    static boolean isLoopback(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("[::1]")
                || host.equals("[0:0:0:0:0:0:0:1]");
    }

    private static boolean isUnspecified(String host) {
        return host.equals("0.0.0.0") || host.matches("\\[[0:]+\\]");
    }

    private static URI url(String text, List<String> schemes, String example) {
        try {
            URI url = new URI(text);
            if (isPlain(url) && schemes.contains(url.getScheme()) && hasPort(url)) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw malformed(text, example);
        }
        throw malformed(text, example);
    }

    private static boolean isPlain(URI url) {
        return url.getScheme() != null
                && isPresent(url.getHost())
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private static boolean isPresent(@Nullable String part) {
        return part != null && !part.isEmpty();
    }

    private static boolean hasPort(URI url) {
        return url.getPort() == -1 || (url.getPort() >= 1 && url.getPort() <= 65_535);
    }

    /** Without the text itself if it might hold a password. */
    private static MalformedException malformed(String text, String example) {
        return text.indexOf('@') >= 0
                ? new MalformedException("a URL holds no user or password here: expected " + example)
                : Values.malformed(text, "a URL that can be used here", example);
    }
}
