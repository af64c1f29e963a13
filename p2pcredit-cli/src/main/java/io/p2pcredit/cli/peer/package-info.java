/** A peer put together from its parts: node, transport, and account on Fakechain. */
@NullMarked
package io.p2pcredit.cli.peer;

import org.jspecify.annotations.NullMarked;
