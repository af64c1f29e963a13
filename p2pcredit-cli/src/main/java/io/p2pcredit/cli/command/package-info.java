/** The commands of the shell, one class each. */
@NullMarked
package io.p2pcredit.cli.command;

import org.jspecify.annotations.NullMarked;
