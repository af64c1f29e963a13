package io.p2pcredit.transport.ws.codec;

import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Refused;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.entry.Update;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole message. Arguments are evaluated in order, which is the order of the keys. */
final class MessageReader {
    private static final int MAX_VERSION = 65_535;
    private static final int MAX_CLOSE_NUMBER = 4_999;
    private static final int MAX_REASON_LENGTH = 32;

    private MessageReader() {}

    static PeerMessage read(JsonInput in) throws IOException {
        in.beginObject();
        PeerMessage message = contents(in, in.type());
        in.endObject();
        in.end();
        return message;
    }

    private static PeerMessage contents(JsonInput in, String type) throws IOException {
        return switch (type) {
            case MessageType.HELLO -> hello(in);
            case MessageType.AUTH -> new Auth(signature(in));
            case MessageType.RESUME -> resume(in);
            case MessageType.PROGRESS -> new Progress(in.decimal(Key.MINE), in.decimal(Key.HELD));
            case MessageType.PROPOSE ->
                new Propose(new CreditLimit(in.number(Key.ASKED, Amount.MAX_UNITS)), updates(in));
            case MessageType.DECLINE -> new Decline();
            case MessageType.UPDATE -> new Deliver(UpdateForm.readContents(in));
            case MessageType.REFUSED -> new Refused(ReasonName.reason(in.text(Key.REASON, MAX_REASON_LENGTH)));
            case MessageType.BYE -> new Bye(closeCode(in));
            default -> throw new MalformedException("no message is of this \"type\"");
        };
    }

    private static Hello hello(JsonInput in) throws IOException {
        return new Hello(
                versions(in),
                new PeerId(in.text(Key.NAME, PeerId.MAX_LENGTH)),
                PublicKey.of(in.binary(Key.KEY, PublicKey.SIZE)),
                new Nonce(in.binary(Key.NONCE, Nonce.SIZE)));
    }

    private static Resume resume(JsonInput in) throws IOException {
        return new Resume(
                new LineId(Hash.of(in.binary(Key.LINE, Hash.SIZE))),
                ProofForm.optional(in, Key.MINE),
                ProofForm.optional(in, Key.HELD),
                signature(in));
    }

    private static Signature signature(JsonInput in) throws IOException {
        return new Signature(in.binary(Key.SIGNATURE, Signature.SIZE));
    }

    private static CloseCode closeCode(JsonInput in) throws IOException {
        return CloseNumbers.code((int) in.number(Key.CODE, MAX_CLOSE_NUMBER))
                .orElseThrow(() -> new MalformedException("there is no such \"code\""));
    }

    private static List<Integer> versions(JsonInput in) throws IOException {
        List<Integer> versions = new ArrayList<>();
        in.beginArray(Key.VERSIONS);
        while (in.nextNumber(Key.VERSIONS)) {
            JsonInput.check(versions.size() < ProtocolLimits.MAX_VERSIONS, Key.VERSIONS, "holds too many numbers");
            long version = in.plainNumber(Key.VERSIONS);
            JsonInput.check(version <= MAX_VERSION, Key.VERSIONS, "must hold numbers from 1 to 65,535");
            versions.add((int) version);
        }
        return versions;
    }

    private static List<Update> updates(JsonInput in) throws IOException {
        List<Update> updates = new ArrayList<>();
        in.beginArray(Key.UPDATES);
        while (in.nextObject(Key.UPDATES)) {
            JsonInput.check(
                    updates.size() < ProtocolLimits.MAX_PROPOSAL_UPDATES, Key.UPDATES, "holds too many updates");
            updates.add(UpdateForm.readContents(in));
            in.endObject();
        }
        return updates;
    }
}
