/** Where lines come from and go to: a terminal with a person in front of it, or pipes. */
@NullMarked
package io.p2pcredit.cli.console;

import org.jspecify.annotations.NullMarked;
