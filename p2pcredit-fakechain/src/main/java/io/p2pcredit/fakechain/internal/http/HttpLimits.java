package io.p2pcredit.fakechain.internal.http;

import java.util.Map;

/**
 * Limits that the JDK's server takes from system properties only, when its first instance is made. Those that the
 * application has set stay as they are.
 */
final class HttpLimits {
    private static final Map<String, String> DEFAULTS = Map.of(
            // Without it an answer on a kept connection waits 40 ms for the client's delayed acknowledgement.
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "32768",
            "sun.net.httpserver.maxIdleConnections", "200",
            "jdk.httpserver.maxConnections", "1000");

    private HttpLimits() {}

    static void setUnlessSet() {
        DEFAULTS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
