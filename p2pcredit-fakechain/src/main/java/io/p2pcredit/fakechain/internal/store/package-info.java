/**
 * The ledger on a disk: one SQLite database in a data directory, reached over {@code java.sql} alone. Its tables are the
 * changes that the chain has gone through; the state is made of them again at the start.
 */
@NullMarked
package io.p2pcredit.fakechain.internal.store;

import org.jspecify.annotations.NullMarked;
