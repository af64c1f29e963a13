package io.p2pcredit.fakechain.internal.store;

import java.util.HashMap;
import java.util.Map;

/** Makes equal names one object: millions of transfers are between a few accounts. Not thread-safe. */
final class Names {
    private final Map<String, String> known = new HashMap<>();

    String same(String name) {
        String earlier = known.putIfAbsent(name, name);
        return earlier == null ? name : earlier;
    }
}
