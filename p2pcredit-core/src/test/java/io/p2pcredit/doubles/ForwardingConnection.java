package io.p2pcredit.doubles;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.trustline.CloseCode;

/** Does what another connection does. */
class ForwardingConnection implements Connection {
    private final Connection honest;

    ForwardingConnection(Connection honest) {
        this.honest = honest;
    }

    @Override
    public void send(PeerMessage message) {
        honest.send(message);
    }

    @Override
    public boolean isWritable() {
        return honest.isWritable();
    }

    @Override
    public void authenticated() {
        honest.authenticated();
    }

    @Override
    public void close(CloseCode code) {
        honest.close(code);
    }

    @Override
    public String remote() {
        return honest.remote();
    }
}
