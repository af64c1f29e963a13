/** Commands about money: paying, settling, and what there is of it. */
@NullMarked
package io.p2pcredit.cli.command.payment;

import org.jspecify.annotations.NullMarked;
