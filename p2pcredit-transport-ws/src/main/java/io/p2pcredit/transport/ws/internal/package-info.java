/**
 * Java-WebSocket, hardened. A connection's frames, buffers, limits of time and its end are looked after here, because
 * the library leaves them to its user.
 */
@NullMarked
package io.p2pcredit.transport.ws.internal;

import org.jspecify.annotations.NullMarked;
