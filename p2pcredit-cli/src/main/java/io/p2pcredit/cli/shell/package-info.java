/**
 * The interactive shell of a running peer: reads commands, carries them out on the node, and shows what happens
 * meanwhile.
 */
@NullMarked
package io.p2pcredit.cli.shell;

import org.jspecify.annotations.NullMarked;
