/** Connections to peers: the handshake, the session that stays, dialling again. */
@NullMarked
package io.p2pcredit.internal.session;

import org.jspecify.annotations.NullMarked;
