package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.Amount;
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

    static FakechainUser user(JsonFields fields) throws MalformedJsonException {
        String name = fields.text("name");
        return new FakechainUser(
                Shown.text(name),
                Shown.text(PeeringInfo.shownAddress(fields.object("peering_info"))),
                balance(fields),
                PeerId.isValid(name) ? Optional.of(peer(fields)) : Optional.empty());
    }

    static PeerRecord peer(JsonFields fields) throws MalformedJsonException {
        ObjectNode info = fields.object("peering_info");
        return new PeerRecord(PeerId.of(fields.text("name")), PeeringInfo.address(info), key(fields, info));
    }

    /** The key that the peer publishes now, unless the account is bound to another one. */
    private static Optional<PublicKey> key(JsonFields fields, ObjectNode info) throws MalformedJsonException {
        Optional<PublicKey> published = PeeringInfo.key(info);
        Optional<String> bound = fields.optionalText("identity_key");
        return published.filter(key -> bound.isEmpty() || bound.get().equals(key.toString()));
    }
}
