package io.p2pcredit.fakechain;

/** The client of a server that has the original interface only: what its capabilities allow it to promise. */
class OriginalDirectoryContractTest extends FakechainDirectoryContractTest {
    @Override
    boolean hasV2() {
        return false;
    }
}
