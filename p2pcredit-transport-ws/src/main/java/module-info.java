/** Peer messages as JSON over WebSocket. */
module io.p2pcredit.transport.ws {
    requires static transitive org.jspecify;
    requires transitive io.p2pcredit.core;
    requires com.fasterxml.jackson.core;
    requires com.google.common;
    requires org.java_websocket;
    requires org.slf4j;

    exports io.p2pcredit.transport.ws;
}
