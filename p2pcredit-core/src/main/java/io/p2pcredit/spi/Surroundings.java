package io.p2pcredit.spi;

/** What a node needs of the world outside: how to reach peers, how to find them, and where to settle with them. */
public record Surroundings(Transport transport, PeerDirectory directory, Ledger ledger) {}
