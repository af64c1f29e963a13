/** Nodes to be measured: on stores and in folders that go with them. */
@NullMarked
package io.p2pcredit.cli.bench.node;

import org.jspecify.annotations.NullMarked;
