/**
 * Peer messages over WebSocket: {@link io.p2pcredit.transport.ws.WebSocketTransport}. {@code WIRE.md} describes what
 * stands in a frame.
 */
@NullMarked
package io.p2pcredit.transport.ws;

import org.jspecify.annotations.NullMarked;
