/** What the node's values and refusals are called when they are shown to people. */
@NullMarked
package io.p2pcredit.cli.wording;

import org.jspecify.annotations.NullMarked;
