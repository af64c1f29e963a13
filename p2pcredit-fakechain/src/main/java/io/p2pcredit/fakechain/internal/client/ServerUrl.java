package io.p2pcredit.fakechain.internal.client;

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
public record ServerUrl(String base) {
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
                return new ServerUrl(uri.toString().replaceFirst("/+$", ""));
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
        StringBuilder url = new StringBuilder(base).append(path);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            url.append(i == 0 ? '?' : '&').append(namesAndValues[i]).append('=');
            url.append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return URI.create(url.toString());
    }

    @Override
    public String toString() {
        return base;
    }
}
