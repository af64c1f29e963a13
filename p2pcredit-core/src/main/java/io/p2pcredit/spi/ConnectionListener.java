package io.p2pcredit.spi;

import io.p2pcredit.trustline.CloseCode;

/**
 * What a transport tells the node about one connection. Calls for one connection never overlap; none of them blocks.
 */
public interface ConnectionListener {
    /** A message has come; it is decoded later, by the node's workers. */
    void received(Frame frame);

    /** The connection takes more again, after {@link Connection#isWritable} was {@code false}. */
    void writable();

    /**
     * The connection has ended; nothing else is called afterwards. Called exactly once, however the end came about.
     *
     * @param code what the end that closed has said, at both ends; {@link CloseCode#LOST} if nobody has said anything
     */
    void closed(CloseCode code);
}
