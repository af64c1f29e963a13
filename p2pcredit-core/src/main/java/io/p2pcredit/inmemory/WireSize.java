package io.p2pcredit.inmemory;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Update;

/** How large a message counts that is never encoded, in bytes: its canonical form, and something for each message. */
final class WireSize implements PeerMessage.Cases<Integer> {
    private static final WireSize INSTANCE = new WireSize();
    private static final int ENVELOPE = 64;
    private static final int SMALL = 512;

    private WireSize() {}

    static int of(PeerMessage message) {
        return ENVELOPE + message.match(INSTANCE);
    }

    @Override
    public Integer hello(PeerMessage.Hello message) {
        return SMALL;
    }

    @Override
    public Integer auth(PeerMessage.Auth message) {
        return message.signature().bytes().size();
    }

    @Override
    public Integer resume(PeerMessage.Resume message) {
        return SMALL;
    }

    @Override
    public Integer progress(PeerMessage.Progress message) {
        return 2 * Long.BYTES;
    }

    @Override
    public Integer propose(PeerMessage.Propose message) {
        return message.updates().stream().mapToInt(WireSize::of).sum();
    }

    @Override
    public Integer decline(PeerMessage.Decline message) {
        return 0;
    }

    @Override
    public Integer deliver(PeerMessage.Deliver message) {
        return of(message.update());
    }

    @Override
    public Integer refused(PeerMessage.Refused message) {
        return 0;
    }

    @Override
    public Integer bye(PeerMessage.Bye message) {
        return 0;
    }

    private static int of(Update update) {
        return CanonicalForm.size(update);
    }
}
