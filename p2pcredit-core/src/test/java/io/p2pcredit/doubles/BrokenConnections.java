package io.p2pcredit.doubles;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.trustline.CloseCode;
import org.jspecify.annotations.Nullable;

/** Connections that break one promise each on the way out. */
final class BrokenConnections {
    private BrokenConnections() {}

    /** Sends every message after the one that follows it. */
    static final class Swapping extends ForwardingConnection {
        private @Nullable PeerMessage heldBack;

        Swapping(Connection honest) {
            super(honest);
        }

        @Override
        public synchronized void send(PeerMessage message) {
            if (heldBack == null) {
                heldBack = message;
            } else {
                super.send(message);
                super.send(heldBack);
                heldBack = null;
            }
        }
    }

    /** Sends every message only when the next one comes, and forgets the last one. */
    static final class Lagging extends ForwardingConnection {
        private @Nullable PeerMessage waiting;

        Lagging(Connection honest) {
            super(honest);
        }

        @Override
        public synchronized void send(PeerMessage message) {
            if (waiting != null) {
                super.send(waiting);
            }
            waiting = message;
        }
    }

    /** Belongs to the first thread that sends, and drops what others send. */
    static final class OfOneThread extends ForwardingConnection {
        private @Nullable Thread owner;

        OfOneThread(Connection honest) {
            super(honest);
        }

        @Override
        public synchronized void send(PeerMessage message) {
            owner = owner == null ? Thread.currentThread() : owner;
            if (owner == Thread.currentThread()) {
                super.send(message);
            }
        }
    }

    static Connection neverAuthenticated(Connection honest) {
        return new ForwardingConnection(honest) {
            @Override
            public void authenticated() {}
        };
    }

    static Connection withoutLimits(Connection honest) {
        honest.authenticated();
        return honest;
    }

    static Connection blocking(Connection honest) {
        return new ForwardingConnection(honest) {
            @Override
            public void send(PeerMessage message) {
                super.send(message);
                Endless.waiting();
            }
        };
    }

    static Connection alwaysWritable(Connection honest) {
        return new ForwardingConnection(honest) {
            @Override
            public boolean isWritable() {
                return true;
            }
        };
    }

    /** Drops what it cannot bear, and lives on. */
    static Connection dropping(Connection honest) {
        return new ForwardingConnection(honest) {
            @Override
            public void send(PeerMessage message) {
                if (isWritable()) {
                    super.send(message);
                }
            }
        };
    }

    static Connection complainingAfterTheEnd(Connection honest) {
        return new ForwardingConnection(honest) {
            private volatile boolean closed;

            @Override
            public void send(PeerMessage message) {
                if (closed) {
                    throw new IllegalStateException("closed");
                }
                super.send(message);
            }

            @Override
            public void close(CloseCode code) {
                closed = true;
                super.close(code);
            }
        };
    }

    static Connection nameless(Connection honest) {
        return new ForwardingConnection(honest) {
            @Override
            public String remote() {
                return "";
            }
        };
    }
}
