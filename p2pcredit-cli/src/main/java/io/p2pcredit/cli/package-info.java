/** The {@code p2pcredit} command: what the user types, and what the program says and does about it. */
@NullMarked
package io.p2pcredit.cli;

import org.jspecify.annotations.NullMarked;
