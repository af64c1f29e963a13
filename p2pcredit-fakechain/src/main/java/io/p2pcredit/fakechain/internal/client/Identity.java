package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.trustline.PeerId;
import java.util.Arrays;
import java.util.function.Supplier;

/** Whose client this is, and on which chain. It shows nothing but the name. */
public final class Identity {
    private final String candidate;
    private final PeerId name;
    private final Supplier<char[]> password;

    public Identity(String candidate, PeerId name, Supplier<char[]> password) {
        this.candidate = candidate;
        this.name = name;
        this.password = password;
    }

    String candidate() {
        return candidate;
    }

    PeerId name() {
        return name;
    }

    /** The beginning of a request's body that shows whose request it is. */
    ObjectNode authenticatedBody() {
        char[] secret = password.get();
        ObjectNode body = Json.object().put("candidate", candidate).put("private_key", new String(secret));
        Arrays.fill(secret, '\0');
        return body;
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
