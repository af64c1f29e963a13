package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** What a peer publishes of itself: host and port as original clients do, and the rest for nodes like this one. */
final class PeeringInfo {
    private static final int PROTOCOL = 1;
    private static final int MAX_ADDRESS_CHARS = 512;

    private PeeringInfo() {}

    static ObjectNode encode(PeerRecord peer) {
        ObjectNode info = Json.object();
        peer.address()
                .ifPresent(address -> info.put("host", address.getHost())
                        .put("port", port(address))
                        .put("url", address.toString()));
        peer.key().ifPresent(key -> info.put("key", key.toString()));
        return info.put("protocol", PROTOCOL);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "wss".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    /** Where to dial the peer, if it says so in a form that can be dialled. */
    static Optional<URI> address(JsonNode info) {
        String url = info.path("url").asText("");
        if (url.isEmpty() || url.length() > MAX_ADDRESS_CHARS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(url)).filter(PeeringInfo::isDiallable);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isDiallable(URI uri) {
        boolean isWebSocket = "ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
        return isWebSocket && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
    }

    static Optional<PublicKey> key(JsonNode info) {
        try {
            return Optional.of(PublicKey.of(Bytes.fromBase64Url(info.path("key").asText(""))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The address as people read it, not checked in any way. */
    static String shownAddress(JsonNode info) {
        if (info.path("url").isTextual()) {
            return info.path("url").textValue();
        }
        String host = info.path("host").asText("");
        return host.isEmpty() ? "" : host + ":" + info.path("port").asText("?");
    }
}
