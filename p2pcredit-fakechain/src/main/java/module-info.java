/** Fakechain: a toy ledger, as a server to embed and as a node's ledger and directory. */
module io.p2pcredit.fakechain {
    requires transitive io.p2pcredit.core;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires java.sql;
    requires jdk.httpserver;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.p2pcredit.fakechain;
}
