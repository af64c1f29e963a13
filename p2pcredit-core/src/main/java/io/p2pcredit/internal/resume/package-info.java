/** How a peer that lacks something older than what is on its way gets it from the history. */
@NullMarked
package io.p2pcredit.internal.resume;

import org.jspecify.annotations.NullMarked;
