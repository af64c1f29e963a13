package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.trustline.CloseCode;

/** Listens to a connection that nobody wanted. */
public final class NoListener implements ConnectionListener {
    @Override
    public void received(Frame frame) {}

    @Override
    public void writable() {}

    @Override
    public void closed(CloseCode code) {}
}
