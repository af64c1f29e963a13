package io.p2pcredit.fakechain.internal.exchange;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a Fakechain is: {@code http} or {@code https}, a host, and nothing that could hold a secret.
 *
 * @param base without a slash at its end
 */
public record ServerUrl(URI base) {
    private static final String EXPECTED =
            "a Fakechain URL looks like http://127.0.0.1:5000: http or https, a host, no user, no query, no fragment";

    /**
     * Checks a URL as the user wrote it.
     *
     * @throws IllegalArgumentException if it is none; the message says what is expected and repeats nothing
     */
    public static ServerUrl parse(String text) {
        try {
            URI uri = new URI(text);
            if (isAllowed(uri)) {
                return new ServerUrl(URI.create(uri.toString().replaceFirst("/+$", "")));
            }
        } catch (URISyntaxException e) {
            // Its message repeats the text, which may hold a password.
        }
        throw new IllegalArgumentException(EXPECTED);
    }

    private static boolean isAllowed(URI uri) {
        return uri.getScheme() != null
                && uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")
                && uri.getHost() != null
                && uri.getPort() <= 65_535
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    /** The URL of a path, with query parameters given as names and values by turns. */
    URI at(String path, String... namesAndValues) {
        return URI.create(base + path + query(namesAndValues));
    }

    /** The same as it stands in a request, without scheme and host. */
    String target(String path, String... namesAndValues) {
        return base.getRawPath() + path + query(namesAndValues);
    }

    private static String query(String... namesAndValues) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.append(i == 0 ? '?' : '&').append(namesAndValues[i]).append('=');
            query.append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    boolean isEncrypted() {
        return base.getScheme().equalsIgnoreCase("https");
    }

    /** The host's name or address, an IPv6 one without brackets. */
    String host() {
        return base.getHost().replaceAll("^\\[|]$", "");
    }

    int port() {
        if (base.getPort() >= 0) {
            return base.getPort();
        }
        return isEncrypted() ? 443 : 80;
    }

    /** Host and port as they stand in a request. */
    String authority() {
        return base.getRawAuthority();
    }

    /** Tells that something is there, and no Fakechain. */
    String answersOddly(String how) {
        return this + " answers, but not as a Fakechain does: " + how;
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
