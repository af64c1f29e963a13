/**
 * Stores in a database, on {@code java.sql} alone: SQLite, one file for each store, or PostgreSQL, one schema for each
 * node. {@link io.p2pcredit.store.jdbc.Databases} is the place to begin.
 */
@NullMarked
package io.p2pcredit.store.jdbc;

import org.jspecify.annotations.NullMarked;
