package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.transport.ws.codec.MessageCodec;

/** The text of one frame, which nobody else holds. */
final class ReceivedFrame implements Frame {
    private final byte[] text;

    ReceivedFrame(byte[] text) {
        this.text = text;
    }

    @Override
    public int size() {
        return text.length;
    }

    @Override
    public PeerMessage decode() {
        return MessageCodec.decode(text);
    }
}
