package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.FakechainInterface;

/** A Fakechain over one of its interfaces. */
public record Access(FakechainInterface kind, ChainLedger ledger, ChainDirectory directory) {}
