/**
 * The JSON form of peer messages, as {@code WIRE.md} describes it. Written and read as a stream of tokens; what is read
 * is foreign, so everything that is not exactly as described is refused.
 */
@NullMarked
package io.p2pcredit.transport.ws.codec;

import org.jspecify.annotations.NullMarked;
