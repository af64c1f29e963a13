/** Measures this machine: two nodes in two processes, against what the machine can do at best. */
@NullMarked
package io.p2pcredit.cli.bench;

import org.jspecify.annotations.NullMarked;
