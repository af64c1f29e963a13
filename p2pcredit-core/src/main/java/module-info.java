/** Peer-to-peer credit: trustlines as an immutable state machine, the node around it, and its plug points. */
module io.p2pcredit.core {
    requires static transitive org.jspecify;
    requires static transitive com.google.errorprone.annotations;
    requires com.google.common;
    requires transitive java.sql;
    requires org.slf4j;

    exports io.p2pcredit;
    exports io.p2pcredit.inmemory;
    exports io.p2pcredit.keyfile;
    exports io.p2pcredit.message;
    exports io.p2pcredit.spi;
    exports io.p2pcredit.store;
    exports io.p2pcredit.store.jdbc;
    exports io.p2pcredit.trustline;
    exports io.p2pcredit.trustline.entry;
    exports io.p2pcredit.trustline.machine;
}
