package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.trustline.PeerId;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
        return Json.object().put("candidate", candidate).put("private_key", secret());
    }

    /** A request's parameters by names and values in turn, with those first that show whose request it is. */
    String[] authenticatedQuery(String... more) {
        Stream<String> whose = Stream.of("candidate", candidate, "private_key", secret());
        return Stream.concat(whose, Stream.of(more)).toArray(String[]::new);
    }

    private String secret() {
        char[] chars = password.get();
        String secret = new String(chars);
        Arrays.fill(chars, '\0');
        return secret;
    }

    SubmitOutcome cannotPayForOthers() {
        return new SubmitOutcome.NotSent("only " + name + " can pay here");
    }

    PublishOutcome cannotPublishOthers() {
        return new PublishOutcome.NameTaken("only " + name + " can be published here");
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
