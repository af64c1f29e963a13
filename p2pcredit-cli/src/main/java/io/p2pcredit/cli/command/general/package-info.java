/** Commands about this peer and about Fakechain. */
@NullMarked
package io.p2pcredit.cli.command.general;

import org.jspecify.annotations.NullMarked;
