package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.Optional;

/** Users, as they stand in an answer. */
final class UserCodec {
    private UserCodec() {}

    static long balance(JsonFields fields) throws MalformedJsonException {
        long balance = fields.number("amount");
        if (balance < 0 || balance > Amount.MAX_UNITS) {
            throw new MalformedJsonException("a balance out of range");
        }
        return balance;
    }

    /** A user of {@code /v2}. */
    static FakechainUser user(JsonFields fields) throws MalformedJsonException {
        return user(fields.text("name"), fields, boundKey(fields));
    }

    /** A user of the original interface, under the name that it is listed with. No key is bound to its account. */
    static FakechainUser ofOriginal(String name, JsonFields fields) throws MalformedJsonException {
        return user(name, fields, Optional.empty());
    }

    private static FakechainUser user(String name, JsonFields fields, Optional<String> boundKey)
            throws MalformedJsonException {
        ObjectNode info = fields.object("peering_info");
        return new FakechainUser(
                Shown.text(name),
                Shown.text(PeeringInfo.shownAddress(info)),
                balance(fields),
                PeerId.isValid(name) ? Optional.of(peer(PeerId.of(name), info, boundKey)) : Optional.empty());
    }

    /** A user of {@code /v2} as a peer. */
    static PeerRecord peer(JsonFields fields) throws MalformedJsonException {
        return peer(PeerId.of(fields.text("name")), fields.object("peering_info"), boundKey(fields));
    }

    /** The key is the one that the peer publishes now, unless the account is bound to another one. */
    private static PeerRecord peer(PeerId name, ObjectNode info, Optional<String> boundKey) {
        Optional<PublicKey> key = PeeringInfo.key(info)
                .filter(published -> boundKey.isEmpty() || boundKey.get().equals(published.toString()));
        return new PeerRecord(name, PeeringInfo.address(info), key);
    }

    /** The key that a user's account of {@code /v2} is bound to. */
    static Optional<PublicKey> owner(JsonFields fields) throws MalformedJsonException {
        return boundKey(fields).map(Bytes::fromBase64Url).map(PublicKey::of);
    }

    private static Optional<String> boundKey(JsonFields fields) throws MalformedJsonException {
        return fields.optionalText("identity_key");
    }
}
