package io.p2pcredit.transport.ws.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.entry.MalformedException;
import java.util.List;

/** Messages of peers. */
class MessageFuzzTest extends DecoderFuzz {
    @Override
    protected List<byte[]> samples() {
        return GoldenMessages.all().values().stream().map(MessageCodec::encode).toList();
    }

    @Override
    protected void feed(byte[] input) {
        PeerMessage message;
        try {
            message = MessageCodec.decode(input);
        } catch (MalformedException e) {
            PlainText.check(e);
            return;
        }
        assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
    }
}
