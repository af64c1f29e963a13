package io.p2pcredit.doubles;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.trustline.CloseCode;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a listener hears of a transport that breaks a promise on the way in. */
final class BrokenListeners {
    private BrokenListeners() {}

    static ConnectionListener losing(ConnectionListener honest) {
        return new ForwardingListener(honest) {
            @Override
            public void received(Frame frame) {
                if (!(frame.decode() instanceof PeerMessage.Decline)) {
                    super.received(frame);
                }
            }
        };
    }

    static ConnectionListener repeating(ConnectionListener honest) {
        return new ForwardingListener(honest) {
            @Override
            public void received(Frame frame) {
                super.received(frame);
                super.received(frame);
            }
        };
    }

    static ConnectionListener overlapping(ConnectionListener honest) {
        return new ForwardingListener(honest) {
            @Override
            public void received(Frame frame) {
                new Thread(() -> super.received(frame)).start();
            }
        };
    }

    static ConnectionListener decodingOnce(ConnectionListener honest) {
        return new ForwardingListener(honest) {
            @Override
            public void received(Frame frame) {
                super.received(new DecodingOnce(frame, new AtomicBoolean()));
            }
        };
    }

    static ConnectionListener withoutSizes(ConnectionListener honest) {
        return new ForwardingListener(honest) {
            @Override
            public void received(Frame frame) {
                super.received(new OfSize(frame, 0));
            }
        };
    }

    static ConnectionListener neverWritableAgain(ConnectionListener honest) {
        return new ForwardingListener(honest) {
            @Override
            public void writable() {}
        };
    }

    static ConnectionListener alwaysLost(ConnectionListener honest) {
        return new ForwardingListener(honest) {
            @Override
            public void closed(CloseCode code) {
                super.closed(CloseCode.LOST);
            }
        };
    }

    static ConnectionListener closedTwice(ConnectionListener honest) {
        return new ForwardingListener(honest) {
            @Override
            public void closed(CloseCode code) {
                super.closed(code);
                super.closed(code);
            }
        };
    }

    private record DecodingOnce(Frame honest, AtomicBoolean decoded) implements Frame {
        @Override
        public int size() {
            return honest.size();
        }

        @Override
        public PeerMessage decode() {
            boolean again = honest.decode() instanceof PeerMessage.Hello && decoded.getAndSet(true);
            return again ? new PeerMessage.Decline() : honest.decode();
        }
    }

    private record OfSize(Frame honest, int size) implements Frame {
        @Override
        public PeerMessage decode() {
            return honest.decode();
        }
    }
}
