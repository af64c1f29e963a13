package io.p2pcredit.transport.ws.codec;

import com.fasterxml.jackson.core.io.SerializedString;
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
import io.p2pcredit.transport.ws.codec.JsonOutput.Form;
import io.p2pcredit.trustline.entry.SignedProof;
import java.io.IOException;
import java.util.Optional;

/** The JSON form of every kind of message, to be written. */
final class MessageWriter implements PeerMessage.Cases<Form> {
    private static final MessageWriter WRITER = new MessageWriter();

    private MessageWriter() {}

    static Form of(PeerMessage message) {
        return message.match(WRITER);
    }

    @Override
    public Form hello(Hello message) {
        return out -> out.beginObject(MessageType.HELLO)
                .numbers(
                        Key.VERSIONS,
                        message.versions().stream()
                                .mapToLong(Integer::longValue)
                                .toArray())
                .text(Key.NAME, message.name().name())
                .binary(Key.KEY, message.key().bytes())
                .binary(Key.NONCE, message.nonce().bytes())
                .endObject();
    }

    @Override
    public Form auth(Auth message) {
        return out -> out.beginObject(MessageType.AUTH)
                .binary(Key.SIGNATURE, message.signature().bytes())
                .endObject();
    }

    @Override
    public Form resume(Resume message) {
        return out -> {
            out.beginObject(MessageType.RESUME)
                    .binary(Key.LINE, message.line().hash().bytes());
            write(Key.MINE, message.mine(), out);
            write(Key.HELD, message.held(), out);
            out.binary(Key.SIGNATURE, message.signature().bytes()).endObject();
        };
    }

    @Override
    public Form progress(Progress message) {
        return out -> out.beginObject(MessageType.PROGRESS)
                .decimal(Key.MINE, message.mine())
                .decimal(Key.HELD, message.held())
                .endObject();
    }

    @Override
    public Form propose(Propose message) {
        return out -> out.beginObject(MessageType.PROPOSE)
                .number(Key.ASKED, message.asked().units())
                .forms(
                        Key.UPDATES,
                        message.updates().stream().map(UpdateForm::of).toList())
                .endObject();
    }

    @Override
    public Form decline(Decline message) {
        return out -> out.beginObject(MessageType.DECLINE).endObject();
    }

    @Override
    public Form deliver(Deliver message) {
        return out -> {
            out.beginObject(MessageType.UPDATE);
            UpdateForm.writeContents(message.update(), out);
            out.endObject();
        };
    }

    @Override
    public Form refused(Refused message) {
        return out -> out.beginObject(MessageType.REFUSED)
                .text(Key.REASON, ReasonName.of(message.reason()))
                .endObject();
    }

    @Override
    public Form bye(Bye message) {
        return out -> out.beginObject(MessageType.BYE)
                .number(Key.CODE, CloseNumbers.of(message.code()))
                .endObject();
    }

    private static void write(SerializedString key, Optional<SignedProof> proof, JsonOutput out) throws IOException {
        if (proof.isPresent()) {
            out.form(key, ProofForm.of(proof.get()));
        } else {
            out.nothing(key);
        }
    }
}
