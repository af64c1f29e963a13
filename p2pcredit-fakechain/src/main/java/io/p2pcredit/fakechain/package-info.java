/**
 * Fakechain, a toy ledger: a {@linkplain io.p2pcredit.fakechain.FakechainServer server} to embed, and a
 * {@linkplain io.p2pcredit.fakechain.FakechainClient client} that is a node's ledger and directory.
 */
@NullMarked
package io.p2pcredit.fakechain;

import org.jspecify.annotations.NullMarked;
