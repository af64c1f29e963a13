package io.p2pcredit.fakechain;

/** The client of a server that has the original interface only: what its capabilities allow it to promise. */
class OriginalLedgerContractTest extends FakechainLedgerContractTest {
    @Override
    boolean hasV2() {
        return false;
    }
}
