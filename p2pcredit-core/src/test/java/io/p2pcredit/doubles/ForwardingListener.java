package io.p2pcredit.doubles;

import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.trustline.CloseCode;

/** Hears what another listener hears. */
class ForwardingListener implements ConnectionListener {
    private final ConnectionListener honest;

    ForwardingListener(ConnectionListener honest) {
        this.honest = honest;
    }

    @Override
    public void received(Frame frame) {
        honest.received(frame);
    }

    @Override
    public void writable() {
        honest.writable();
    }

    @Override
    public void closed(CloseCode code) {
        honest.closed(code);
    }
}
