/** What the commands of the shell, one class each, have in common. */
@NullMarked
package io.p2pcredit.cli.command;

import org.jspecify.annotations.NullMarked;
