/** Snapshots of all lines while the node goes on, and copies of its stores. */
@NullMarked
package io.p2pcredit.internal.snapshot;

import org.jspecify.annotations.NullMarked;
