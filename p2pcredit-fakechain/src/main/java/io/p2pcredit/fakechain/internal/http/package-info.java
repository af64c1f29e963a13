/** The server's two HTTP interfaces: requests are read, checked and bounded here, then handed to the ledger. */
@NullMarked
package io.p2pcredit.fakechain.internal.http;

import org.jspecify.annotations.NullMarked;
