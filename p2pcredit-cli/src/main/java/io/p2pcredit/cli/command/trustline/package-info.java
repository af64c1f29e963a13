/** Commands about trustlines: opening them, their limits, and who is at their other ends. */
@NullMarked
package io.p2pcredit.cli.command.trustline;

import org.jspecify.annotations.NullMarked;
