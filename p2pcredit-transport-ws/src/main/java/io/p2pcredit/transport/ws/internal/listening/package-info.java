/** Where sockets come in: the listening half of Java-WebSocket, hardened. */
@NullMarked
package io.p2pcredit.transport.ws.internal.listening;

import org.jspecify.annotations.NullMarked;
