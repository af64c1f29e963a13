/** A longer way between two processes of one machine. */
@NullMarked
package io.p2pcredit.cli.bench.proxy;

import org.jspecify.annotations.NullMarked;
